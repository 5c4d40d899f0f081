// Downloads over a real loopback server that cuts lines, changes files and redirects.

import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../../src/core/platform/clock.ts'
import { createDownload, isDownloadUrl } from '../../src/http/download/download.ts'
import { holdTimers } from '../held-timers.ts'

const BODY = Buffer.from(Array.from({ length: 50_000 }, (_, n) => n % 251))
const clock: Clock = { now: () => 0, sleep: async () => {} }

interface FileServer {
  readonly url: string
  /** Range header of every request, in order. */
  readonly ranges: (string | undefined)[]
}

type Handler = (request: IncomingMessage, response: ServerResponse, n: number) => void

async function serve(handler: Handler): Promise<FileServer> {
  const ranges: (string | undefined)[] = []
  const server = createServer((request, response) => {
    ranges.push(request.headers.range)
    handler(request, response, ranges.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.bundle`, ranges }
}

// Answers that wait to be cut off. Cutting is the receiver's doing (see request): so it is certain what had arrived by
// then.
const waiting = new Set<ServerResponse>()

function cutOff(): void {
  for (const response of waiting) response.destroy()
  waiting.clear()
}

// What a static file server does; with `cutAfter` it stops after so many bytes of the body.
function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  { body = BODY, etag = '"v1"', cutAfter }: { body?: Buffer; etag?: string; cutAfter?: number | undefined } = {},
): void {
  const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
  const isSame = request.headers['if-range'] === etag
  const start = wanted && isSame ? Number(wanted[1]) : 0
  if (start >= body.length) {
    response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end()
    return
  }
  const rest = body.subarray(start)
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    'content-length': rest.length,
    ...(start > 0 && { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` }),
  })
  if (cutAfter === undefined) response.end(rest)
  else stopAfter(response, rest.subarray(0, cutAfter))
}

function stopAfter(response: ServerResponse, bytes: Buffer): void {
  waiting.add(response)
  response.write(bytes)
}

function makeTarget(): string {
  const folder = mkdtempSync(join(tmpdir(), 'download-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'sub', 'all.bundle')
}

// Every stop stands at a multiple of a thousand bytes, where the line then breaks.
const makeRequest = (url: string, file: string, maxBytes = 1_000_000) => ({
  url,
  file,
  maxBytes,
  onProgress: (done: number) => done % 1_000 === 0 && cutOff(),
})

describe('a download', () => {
  it('that breaks off goes on where it was, in the same call', async () => {
    const server = await serve((req, res, n) => answerFile(req, res, { cutAfter: n <= 3 ? 10_000 : undefined }))
    const file = makeTarget()
    const outcome = await createDownload({ clock })(makeRequest(server.url, file))
    expect(outcome).toEqual({ kind: 'done', bytes: BODY.length, resumedAt: 0, requests: 4 })
    expect(server.ranges).toEqual([undefined, 'bytes=10000-', 'bytes=20000-', 'bytes=30000-'])
    expect(readFileSync(file).equals(BODY)).toBe(true)
  })

  it('goes on in the next call, and asks for nothing again once it is whole', async () => {
    let isCut = true
    const server = await serve((req, res, n) => {
      if (n === 1) answerFile(req, res, { cutAfter: 20_000 })
      else if (isCut) res.writeHead(503).end()
      else answerFile(req, res)
    })
    const file = makeTarget()
    const download = createDownload({ clock, attempts: 2 })
    expect(await download(makeRequest(server.url, file))).toMatchObject({ kind: 'failed', bytes: 20_000 })
    isCut = false
    expect(await download(makeRequest(server.url, file))).toMatchObject({
      kind: 'done',
      resumedAt: 20_000,
      requests: 1,
    })
    expect(readFileSync(file).equals(BODY)).toBe(true)
    expect(await download(makeRequest(server.url, file))).toMatchObject({ kind: 'done', resumedAt: BODY.length })
  })

  it('starts over when the file on the server has changed meanwhile', async () => {
    const other = Buffer.from(BODY).reverse()
    const server = await serve((req, res, n) =>
      n === 1 ? answerFile(req, res, { cutAfter: 20_000 }) : answerFile(req, res, { body: other, etag: '"v2"' }),
    )
    const file = makeTarget()
    expect(await createDownload({ clock })(makeRequest(server.url, file))).toMatchObject({ kind: 'done', resumedAt: 0 })
    expect(readFileSync(file).equals(other)).toBe(true)
  })

  it('starts over where the server gives nothing to recognise the file by', async () => {
    const server = await serve((_, res, n) => {
      res.writeHead(200, { 'content-length': BODY.length })
      if (n === 1) stopAfter(res, BODY.subarray(0, 9_000))
      else res.end(BODY)
    })
    const file = makeTarget()
    expect(await createDownload({ clock })(makeRequest(server.url, file))).toMatchObject({ kind: 'done', requests: 2 })
    expect(server.ranges).toEqual([undefined, undefined])
    expect(readFileSync(file).equals(BODY)).toBe(true)
  })

  it('does not take an answer to another range than the one asked for', async () => {
    const server = await serve((req, res, n) => {
      if (n === 1) return answerFile(req, res, { cutAfter: 20_000 })
      if (n === 3) return answerFile(req, res)
      res.writeHead(206, { etag: '"v1"', 'content-range': `bytes 0-${BODY.length - 1}/${BODY.length}` }).end(BODY)
    })
    const file = makeTarget()
    expect(await createDownload({ clock })(makeRequest(server.url, file))).toMatchObject({ kind: 'done', requests: 3 })
    expect(readFileSync(file).equals(BODY)).toBe(true)
  })

  it('goes on where the server does not know how long the whole is', async () => {
    const server = await serve((req, res, n) => {
      if (n === 1) return answerFile(req, res, { cutAfter: 20_000 })
      const start = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1])
      res.writeHead(206, { etag: '"v1"', 'content-range': `bytes ${start}-${BODY.length - 1}/*` })
      res.end(BODY.subarray(start))
    })
    const file = makeTarget()
    expect(await createDownload({ clock })(makeRequest(server.url, file))).toMatchObject({ kind: 'done', requests: 2 })
    expect(server.ranges).toEqual([undefined, 'bytes=20000-'])
    expect(readFileSync(file).equals(BODY)).toBe(true)
  })

  it.each([
    ['120', 120_000],
    ['1', 2_000],
    ['86400', 300_000],
    ['nonsense', 2_000],
  ])('waits as long as a server asks for that is busy (Retry-After: %s), up to a bound', async (retryAfter, pause) => {
    const server = await serve((req, res, n) =>
      n === 1 ? void res.writeHead(503, { 'retry-after': retryAfter }).end() : answerFile(req, res),
    )
    const pauses: number[] = []
    const waiting: Clock = { now: () => 0, sleep: async (ms) => void pauses.push(ms) }
    expect(await createDownload({ clock: waiting })(makeRequest(server.url, makeTarget()))).toMatchObject({
      kind: 'done',
    })
    expect(pauses).toEqual([pause])
  })

  it('is refused when there is no such file, or one too large, announced or not', async () => {
    const missing = await serve((_, res) => res.writeHead(404).end())
    const download = createDownload({ clock })
    expect(await download(makeRequest(missing.url, makeTarget()))).toEqual({
      kind: 'refused',
      reason: `${missing.url} answered 404`,
    })
    const large = await serve((req, res) => answerFile(req, res))
    expect(await download(makeRequest(large.url, makeTarget(), 40_000))).toMatchObject({ kind: 'refused' })
    expect(large.ranges).toHaveLength(1)
    const silent = await serve((_, res) => res.writeHead(200).end(BODY))
    expect(await download(makeRequest(silent.url, makeTarget(), 40_000))).toMatchObject({ kind: 'refused' })
  })

  it('follows redirects, but not to plain http elsewhere', async () => {
    const server = await serve((req, res) => {
      if (req.url === '/all.bundle') res.writeHead(302, { location: '/moved.bundle' }).end()
      else if (req.url === '/moved.bundle') answerFile(req, res)
      else res.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    })
    const download = createDownload({ clock })
    expect(await download(makeRequest(server.url, makeTarget()))).toMatchObject({ kind: 'done' })
    expect(await download(makeRequest(server.url.replace('all', 'evil'), makeTarget()))).toEqual({
      kind: 'refused',
      reason: 'http://169.254.169.254/latest/meta-data is no https address',
    })
  })

  it('from a server that accepts and says nothing ends after its attempts', async () => {
    // The time is up when an attempt has reached the server. Below a second it is one of Node's own timers.
    const idleTimeoutMs = 543
    const timers = holdTimers(idleTimeoutMs)
    const server = await serve(() => void setImmediate(timers.pass))
    const download = createDownload({ clock, attempts: 2, idleTimeoutMs })
    expect(await download(makeRequest(server.url, makeTarget()))).toMatchObject({ kind: 'failed', bytes: 0 })
    expect(server.ranges).toHaveLength(2)
  })

  it('ends when it is told to', async () => {
    const abort = new AbortController()
    const server = await serve(() => abort.abort(new Error('enough')))
    const work = createDownload({ clock })({ ...makeRequest(server.url, makeTarget()), signal: abort.signal })
    await expect(work).rejects.toThrow('enough')
  })
})

describe('an address', () => {
  it.each([
    ['https://example.com/all.bundle', true],
    ['http://localhost:8080/all.bundle', true],
    ['http://[::1]/all.bundle', true],
    ['http://example.com/all.bundle', false],
    ['http://127.0.0.1.example.com/all.bundle', false],
    ['https://user:secret@example.com/all.bundle', false],
    ['ftp://example.com/all.bundle', false],
    ['all.bundle', false],
  ])('%s may be fetched: %s', (url, expected) => {
    expect(isDownloadUrl(url)).toBe(expected)
  })
})
