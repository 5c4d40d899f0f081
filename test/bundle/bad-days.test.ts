// Processes killed half-way and disks that fill up: what was good before is good afterwards, and work goes on from
// there.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { loadOpenRuns } from '../../src/store/lock/runs.ts'
import { joinScript } from '../joined-script.ts'
import { canMount, mountSmallDisk } from '../volumes.ts'
import { importDeps } from './import-setup.ts'
import {
  crawlGuide,
  crawlPage,
  DAY,
  LAMBDA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readContent,
  readIndex,
  START,
} from './synthetic-index.ts'

const RUN = fileURLToPath(new URL('killed-run.ts', import.meta.url))

async function makeTwoGuides(folder: string, pages = 6): Promise<string> {
  return makeIndex(join(folder, 'from.db'), (db) => {
    crawlGuide(db, LAMBDA, pages)
    crawlGuide(db, QUEUE, pages + 1)
  })
}

// Starts the run and resolves once it has stopped dead after its first guide.
async function startRunToKill(mode: 'export' | 'import', index: string, bundle: string): Promise<() => Promise<void>> {
  const script = await joinScript(RUN)
  const child = spawn(process.execPath, [script, mode, index, bundle], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const said = await Promise.race([once(child.stdout, 'data'), ended])
  expect(String(said[0])).toContain('first guide done')
  return async () => {
    child.kill('SIGKILL')
    await ended
  }
}

describe('SIGKILL', () => {
  it('in an export leaves no bundle, and the next export goes on from the parts that were finished', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeTwoGuides(folder)
    const file = join(folder, 'all.bundle')
    const kill = await startRunToKill('export', from, file)
    await kill()
    expect(existsSync(file)).toBe(false)
    expect(readdirSync(`${file}.partial`).filter((name) => name.endsWith('.part'))).toHaveLength(3)

    const report = await readIndex(from, (db) => exportBundle(db, { file }))
    expect(report).toMatchObject({ parts: 6, reusedParts: 3 })
    expect(existsSync(`${file}.partial`)).toBe(false)
    const atOnce = join(folder, 'at-once.bundle')
    await readIndex(from, (db) => exportBundle(db, { file: atOnce }))
    expect(readFileSync(file).equals(readFileSync(atOnce))).toBe(true)
  })

  it('in an export: a part that is damaged or out of date by then is made again', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeTwoGuides(folder)
    const file = join(folder, 'all.bundle')
    await (await startRunToKill('export', from, file))()
    const [first = ''] = readdirSync(`${file}.partial`).filter((name) => name.endsWith('.part'))
    const part = readFileSync(join(`${file}.partial`, first))
    writeFileSync(join(`${file}.partial`, first), part.subarray(0, part.length - 3))
    await makeIndex(from, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited since.', START + DAY))
    const report = await readIndex(from, (db) => exportBundle(db, { file }))
    expect(report.reusedParts).toBeLessThan(3)
    const atOnce = join(folder, 'at-once.bundle')
    await readIndex(from, (db) => exportBundle(db, { file: atOnce }))
    expect(readFileSync(file).equals(readFileSync(atOnce))).toBe(true)
  })

  it('in an import: readers see the index as it was, before and after, and the next import is not kept out', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeTwoGuides(folder)
    const file = join(folder, 'all.bundle')
    await readIndex(from, (db) => exportBundle(db, { file }))
    const to = await makeIndex(join(folder, 'to.db'), (db) => crawlPage(db, LAMBDA, 'page-1', 'Old.', START - DAY))
    const before = await readIndex(to, readContent)

    const kill = await startRunToKill('import', to, file)
    expect(await readIndex(to, readContent)).toEqual(before)
    expect(await readIndex(to, (db) => loadOpenRuns(db).map((run) => run.kind))).toEqual(['import'])
    await kill()
    expect(await readIndex(to, readContent)).toEqual(before)

    const report = await importBundle(importDeps(folder, to), { source: file })
    expect(report.guides.map((guide) => guide.pages)).toEqual([6, 7])
    expect(await readIndex(to, (db) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' })
  })
})

describe('an import beside readers', () => {
  it('shows a reader that stays connected the old index until the commit, then the new one', async () => {
    const folder = makeTemporaryFolder()
    const file = join(folder, 'all.bundle')
    await readIndex(await makeTwoGuides(folder), (db) => exportBundle(db, { file }))
    const to = await makeIndex(join(folder, 'to.db'), (db) => crawlGuide(db, LAMBDA, 2, START - DAY))
    const writer = await openIndexForWriting(to)
    onTestFinished(() => writer.close())
    await readIndex(to, async (db) => {
      const count = () => db.prepare(`SELECT count(*) AS n FROM page WHERE status = 'live'`).get<{ n: number }>()?.n
      const seen = new Set<number | undefined>()
      await importBundle(importDeps(folder, to), { source: file, onProgress: () => seen.add(count()) })
      expect([...seen]).toEqual([2])
      expect(count()).toBe(13)
    })
  })

  it('calls what is to be learnt anew after the commit', async () => {
    const folder = makeTemporaryFolder()
    const file = join(folder, 'all.bundle')
    await readIndex(await makeTwoGuides(folder), (db) => exportBundle(db, { file }))
    const to = join(folder, 'to.db')
    let seen = 0
    await importBundle(importDeps(folder, to), {
      source: file,
      afterImport: async () => {
        seen = await readIndex(to, (db) => db.prepare('SELECT count(*) AS n FROM page').get<{ n: number }>()?.n ?? 0)
      },
    })
    expect(seen).toBe(13)
  })
})

describe('no space left', () => {
  it('in the index: the import is undone and says so', async () => {
    const folder = makeTemporaryFolder()
    const file = join(folder, 'all.bundle')
    await readIndex(await makeTwoGuides(folder, 60), (db) => exportBundle(db, { file }))
    const to = await makeIndex(join(folder, 'to.db'), (db) => crawlGuide(db, QUEUE, 2, START - DAY))
    const before = await readIndex(to, readContent)
    const deps = importDeps(folder, to, {
      openIndex: async () => {
        const index = await openIndexForWriting(to)
        const pages = index.db.prepare('PRAGMA page_count').get<{ page_count: number }>()?.page_count ?? 0
        index.db.exec(`PRAGMA max_page_count = ${pages + 10}`)
        return index
      },
    })
    await expect(importBundle(deps, { source: file })).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(await readIndex(to, readContent)).toEqual(before)
    expect(await readIndex(to, (db) => loadOpenRuns(db))).toEqual([])
  })

  describe.skipIf(!canMount())('on a small disk', () => {
    it('an import is undone, an export leaves no bundle and goes on when there is room', async () => {
      const folder = makeTemporaryFolder()
      const from = await makeTwoGuides(folder, 400)
      const file = join(folder, 'all.bundle')
      await readIndex(from, (db) => exportBundle(db, { file }))
      const disk = mountSmallDisk(folder, '700k')
      const to = await makeIndex(join(disk, 'to.db'), (db) => crawlGuide(db, QUEUE, 2, START - DAY))
      const before = await readIndex(to, readContent)
      const honest = { ...importDeps(folder, to) }
      delete (honest as { freeBytes?: unknown }).freeBytes
      await expect(importBundle(honest, { source: file })).rejects.toMatchObject({
        message: expect.stringContaining('needs about'),
      })
      await expect(importBundle(importDeps(folder, to), { source: file })).rejects.toMatchObject({ code: 'DISK_FULL' })
      expect(await readIndex(to, readContent)).toEqual(before)

      rmSync(to)
      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, Buffer.alloc(700 * 1024 - 40_000))
      const target = join(disk, 'all.bundle')
      await expect(readIndex(from, (db) => exportBundle(db, { file: target }))).rejects.toMatchObject({
        code: 'DISK_FULL',
      })
      expect(existsSync(target)).toBe(false)
      rmSync(ballast)
      const report = await readIndex(from, (db) => exportBundle(db, { file: target }))
      expect(report.reusedParts).toBeGreaterThan(0)
      expect((await verifyBundle(target)).manifest.records).toBe(801)
    })
  })
})
