// Importing from a URL: over a real loopback server whose line breaks.

import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { clearDownloads } from '../../src/bundle/import/clear-downloads.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { createDownload } from '../../src/http/download/download.ts'
import { importDeps, testClock } from './import-setup.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder, readIndex } from './synthetic-index.ts'

// Serves the bundle; the first answer stops after 3,000 bytes, and those after it follow ranges.
async function serveBundle(folder: string, spoil = false) {
  const from = await makeIndex(join(folder, 'from.db'), (db) => crawlGuide(db, LAMBDA, 10))
  const file = join(folder, 'all.bundle')
  await readIndex(from, (db) => exportBundle(db, { file }))
  const bytes = readFileSync(file)
  if (spoil) bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1
  const starts: number[] = []
  let stopped: ServerResponse | undefined
  const server = createServer((request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    starts.push(start)
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"1"',
      'content-length': bytes.length - start,
      'content-range': range,
    })
    if (starts.length > 1) return void response.end(bytes.subarray(start))
    stopped = response
    response.write(bytes.subarray(0, 3_000))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.bundle`,
    starts,
    breakLine: () => stopped?.destroy(),
  }
}

it('a bundle at a URL is fetched over a line that breaks, merged, and not kept twice', async () => {
  const folder = makeTemporaryFolder()
  const { url, starts, breakLine } = await serveBundle(folder)
  const deps = importDeps(folder, join(folder, 'to.db'), { download: createDownload({ clock: testClock }) })
  const steps = new Set<string>()
  const report = await importBundle(deps, {
    source: url,
    onProgress: ({ step, done }) => {
      steps.add(step)
      if (done === 3_000) breakLine()
    },
  })
  expect(report.guides.map((guide) => guide.pages)).toEqual([10])
  expect(starts).toEqual([0, 3_000])
  expect([...steps]).toEqual(['download', 'import'])
  expect(readdirSync(deps.downloadFolder)).toEqual([])
})

it('a bundle that arrives damaged is refused and not resumed the next time', async () => {
  const folder = makeTemporaryFolder()
  const { url, breakLine } = await serveBundle(folder, true)
  const to = join(folder, 'to.db')
  const deps = importDeps(folder, to, { download: createDownload({ clock: testClock }) })
  const onProgress = ({ done }: { done: number }) => done === 3_000 && breakLine()
  await expect(importBundle(deps, { source: url, onProgress })).rejects.toMatchObject({ code: 'BAD_BUNDLE' })
  expect(readdirSync(deps.downloadFolder)).toEqual([])
  expect(existsSync(to)).toBe(false)
})

it('a URL is refused offline, on plain http, and where it does not lead anywhere', async () => {
  const folder = makeTemporaryFolder()
  const deps = importDeps(folder, join(folder, 'to.db'))
  const source = 'https://bundles.example/all.bundle'
  await expect(importBundle(deps, { source })).rejects.toMatchObject({ code: 'OFFLINE' })
  await expect(importBundle(deps, { source: 'http://bundles.example/a' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  const refused = async () => ({ kind: 'refused' as const, reason: 'it answered 404' })
  await expect(importBundle({ ...deps, download: refused }, { source })).rejects.toMatchObject({ code: 'UNREACHABLE' })
  const full = importDeps(folder, join(folder, 'to.db'), {
    freeBytes: async () => 10,
    download: async (request) => {
      await request.beforeBody?.(5_000_000)
      return refused()
    },
  })
  await expect(importBundle(full, { source })).rejects.toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining('The download needs about 5.0 MB'),
  })
})

it('downloads that a kill left behind are cleared away, and none that can be gone on with', async () => {
  const folder = makeTemporaryFolder()
  const now = Date.UTC(2026, 5, 1)
  const put = (name: string, ageHours: number) => {
    const file = join(folder, name)
    writeFileSync(file, 'x')
    utimesSync(file, new Date(now), new Date(now - ageHours * 3_600_000))
  }
  const [unnoted, young, noted, old] = ['1', '2', '3', '4'].map((digit) => `${digit.repeat(16)}.bundle`)
  put(`${unnoted}`, 2)
  put(`${young}`, 0.5)
  put(`${noted}`, 48)
  put(`${noted}.json`, 48)
  put(`${old}`, 24 * 31)
  put(`${old}.json`, 24 * 31)
  const [pulled, delta, unnotedPull] = ['lamp-dg.en_us.', 'lamp-dg.ja_jp.delta.', 'queue-dg.en_us.'].map(
    (stem) => `${stem}${'5'.repeat(16)}.bundle`,
  )
  put(`${pulled}`, 24 * 31)
  put(`${pulled}.json`, 24 * 31)
  put(`${delta}`, 48)
  put(`${delta}.json`, 48)
  // Perhaps somebody has put it there.
  put(`${unnotedPull}`, 24 * 365)
  put('mine.bundle', 24 * 365)
  await clearDownloads(folder, now)
  expect(readdirSync(folder)).toEqual([
    young,
    noted,
    `${noted}.json`,
    delta,
    `${delta}.json`,
    'mine.bundle',
    unnotedPull,
  ])
})
