// Servers that send without end, next to nothing or something else: what a download lets them do, over a real loopback
// server.

import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../../src/core/platform/clock.ts'
import { createDownload } from '../../src/http/download/download.ts'

interface TestServer {
  readonly url: string
  requests: number
}

async function serve(answer: (response: ServerResponse, n: number) => void): Promise<TestServer> {
  const server = createServer((_, response) => answer(response, ++made.requests))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const made = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.bundle`, requests: 0 }
  return made
}

function makeTarget(): string {
  const folder = mkdtempSync(join(tmpdir(), 'download-bounds-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'all.bundle')
}

const still: Clock = { now: () => 0, sleep: async () => {} }
const MB = 1024 * 1024

// Writes for as long as somebody reads.
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(256 * 1024)
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', more)
  more()
}

it('a body without end is stopped when the disk has no more room for it, and leaves nothing there', async () => {
  const server = await serve((response) => pour(response.writeHead(200)))
  const file = makeTarget()
  const asked: (number | undefined)[] = []
  const work = createDownload({ clock: still })({
    url: server.url,
    file,
    maxBytes: 8_000 * MB,
    beforeBody: async (bytes) => {
      if (asked.push(bytes) > 2) throw new Error('no space')
    },
  })
  await expect(work).rejects.toThrow('no space')
  expect(asked).toEqual([undefined, undefined, undefined])
  expect(existsSync(file)).toBe(false)
})

it('one that is stopped keeps what it can go on with, and nothing else', async () => {
  for (const etag of ['"v1"', undefined]) {
    const server = await serve((response) => pour(response.writeHead(200, etag ? { etag } : {})))
    const file = makeTarget()
    const stop = new AbortController()
    const onProgress = (done: number) => done > MB && stop.abort(new Error('stopped'))
    const work = createDownload({ clock: still })({
      url: server.url,
      file,
      maxBytes: 100 * MB,
      signal: stop.signal,
      onProgress,
    })
    await expect(work).rejects.toThrow('stopped')
    expect(existsSync(file)).toBe(etag !== undefined)
  }
})

it('a server that drips is given up after its attempts, although each brings some bytes', async () => {
  let time = 0
  let drip = () => {}
  const server = await serve((response) => {
    response.writeHead(200, { etag: '"v1"', 'content-length': 50_000_000 })
    drip = () => response.write(Buffer.alloc(100))
    drip()
  })
  const download = createDownload({ clock: { now: () => time, sleep: async () => {} }, attempts: 3 })
  const outcome = await download({
    url: server.url,
    file: makeTarget(),
    maxBytes: 100 * MB,
    onProgress: () => {
      time += 31_000
      drip()
    },
  })
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'the server sends next to nothing' })
  expect(server.requests).toBe(3)
})

it('what does not begin as it should is refused at its first bytes', async () => {
  const begins = Buffer.from('manifest.json\0')
  const page = await serve((response) => pour(response.writeHead(200, { etag: '"v1"' })))
  const file = makeTarget()
  const download = createDownload({ clock: still })
  expect(await download({ url: page.url, file, maxBytes: 8_000 * MB, begins })).toEqual({
    kind: 'refused',
    reason: `${page.url} is another kind of file`,
  })
  expect(existsSync(file) || existsSync(`${file}.json`)).toBe(false)
  const good = await serve((response) => {
    response.writeHead(200)
    // Also when they come one at a time.
    for (const byte of begins) response.write(Buffer.of(byte))
    response.end('the rest')
  })
  expect(await download({ url: good.url, file, maxBytes: MB, begins })).toMatchObject({ kind: 'done' })
})

it('a body that comes with a redirect or a refusal is not waited for', async () => {
  const server = await serve((response, n) => {
    if (n === 1) pour(response.writeHead(302, { location: '/elsewhere' }))
    else pour(response.writeHead(404))
  })
  const outcome = await createDownload({ clock: still })({ url: server.url, file: makeTarget(), maxBytes: MB })
  expect(outcome).toEqual({ kind: 'refused', reason: `${server.url} answered 404` })
})
