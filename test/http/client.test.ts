// One GET against a real server: what it asks, and what each thing that a server can do comes to.

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { FetchOutcome } from '../../src/core/model/fetch-outcome.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { answerRedirect, getOutcome, NOW, PAGE, readText, setUp } from './client-setup.ts'
import { type Answer, startLoopback } from './loopback.ts'

const TEXT = 'Belts wear. '.repeat(500)

describe('the question', () => {
  it('names the product, its version and where to read about it, and takes compressed answers', async () => {
    const { server, client } = await setUp((_, response) => void response.end('x'))
    await client.get(PAGE)
    expect(server.asked[0]?.headers['user-agent']).toMatch(/^aws-docs-offline\/\d+\.\d+\.\d+\S* \(\+https:\/\/\S+\)$/)
    expect(server.asked[0]?.headers['accept-encoding']).toBe('br, gzip')
    expect(server.asked[0]?.path).toBe('/mill/latest/dg/belts.html')
  })

  it('goes to the mirror, while every address in the outcome is the site’s own', async () => {
    const { server, client } = await setUp((request, response) => {
      if (request.url === '/mill/latest/dg/belts.html')
        answerRedirect(302, 'straps%20(new).html?x=1#y')(request, response, 1)
      else response.end('x')
    })
    expect(await client.get(PAGE)).toMatchObject({
      kind: 'fresh',
      url: 'https://docs.aws.amazon.com/mill/latest/dg/straps%20(new).html?x=1',
      redirected: true,
    })
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/mill/latest/dg/belts.html',
      '/mill/latest/dg/straps%20(new).html?x=1',
    ])
  })

  it.each([
    'https://example.com/x.html',
    'http://127.0.0.1:1/x.html',
    'https://a:b@docs.aws.amazon.com/x.html',
    'no URL',
  ])('%s is never asked', async (url) => {
    const { server, client } = await setUp((_, response) => void response.end('x'))
    expect(await client.get(url)).toMatchObject({ kind: 'refused' })
    expect(server.asked).toEqual([])
  })
})

describe('validators', () => {
  const validators = { etag: '"abc=-gzip"', lastModified: 'Sun, 05 Apr 2026 19:44:12 GMT' }

  it('come with a fresh page, byte for byte', async () => {
    const outcome = await getOutcome(
      (_, response) =>
        void response
          .writeHead(200, {
            etag: validators.etag,
            'last-modified': validators.lastModified,
            'content-type': 'text/html',
          })
          .end('x'),
    )
    expect(outcome).toMatchObject({ kind: 'fresh', validators, contentType: 'text/html', redirected: false, url: PAGE })
  })

  it('are sent, and a 304 to them is an outcome of its own', async () => {
    const { server, client } = await setUp((_, response) => void response.writeHead(304, { etag: '"abc"' }).end())
    expect(await client.get(PAGE, { validators })).toEqual({
      kind: 'not-modified',
      validators: { etag: '"abc"', lastModified: undefined },
    })
    expect(server.asked[0]?.headers).toMatchObject({
      'if-none-match': validators.etag,
      'if-modified-since': validators.lastModified,
    })
  })

  it('are not sent to where a page has moved, whose 304 would hide the move', async () => {
    const { server, client } = await setUp((request, response, n) => {
      if (n === 1) answerRedirect(301, '/mill/latest/dg/straps.html')(request, response, n)
      else response.end('x')
    })
    await client.get(PAGE, { validators })
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([validators.etag, undefined])
    expect(server.asked[1]?.headers['if-modified-since']).toBeUndefined()
  })

  it('a 304 that nobody asked for is a failure, since there is nothing that it could confirm', async () => {
    const outcome = await getOutcome((_, response) => void response.writeHead(304).end())
    expect(outcome).toEqual({ kind: 'failed', reason: 'answered 304', status: 304 })
  })
})

describe('the body', () => {
  it.each([
    ['br', brotliCompressSync],
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('is unpacked: %s', async (encoding, pack) => {
    const outcome = await getOutcome(
      (_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(pack(Buffer.from(TEXT))),
    )
    expect(readText(outcome)).toBe(TEXT)
  })

  it('in an encoding that was not asked for is a failure', async () => {
    const outcome = await getOutcome(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
    )
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('"zstd"') })
  })

  const limited = { maxBytes: 10_000 }
  it('large and in an encoding that was not asked for does not keep the client from closing', async () => {
    const server = await startLoopback(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'zstd' }).end(Buffer.alloc(3_000_000)),
    )
    const client = createHttpClient({ clock: { now: () => NOW, sleep: async () => {} }, origin: server.origin })
    expect(await client.get(PAGE)).toMatchObject({ kind: 'failed' })
    await expect(client.close()).resolves.toBeNull()
  })

  it.each([
    [
      'announced',
      (): Answer => (_, response) => void response.writeHead(200, { 'content-length': 10_001 }).end('x'.repeat(10_001)),
    ],
    [
      'in chunks',
      (): Answer => (_, response) => {
        for (let n = 0; n < 11; n++) response.write('x'.repeat(1000))
        response.end()
      },
    ],
    [
      'small, unpacking to a thousand times as much (gzip)',
      (): Answer => (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    ],
    [
      'small, unpacking to a thousand times as much (br)',
      (): Answer => (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(5_000_000))),
    ],
  ])('larger than the limit is refused: %s', async (_, answer) => {
    expect(await getOutcome(answer(), limited)).toEqual({
      kind: 'refused',
      reason: 'the body is larger than 10000 bytes',
      status: 200,
    })
  })

  it('of exactly the limit is taken', async () => {
    expect(readText(await getOutcome((_, response) => void response.end('x'.repeat(10_000)), limited))).toHaveLength(
      10_000,
    )
  })

  const packed = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * n) % 251)))
  it.each([
    [
      'with its length known',
      (): Answer => (_, response) => {
        response.writeHead(200, { 'content-length': 5000 })
        response.write('x'.repeat(100), () => response.destroy())
      },
    ],
    ['in chunks', (): Answer => (_, response) => void response.write('x'.repeat(100), () => response.destroy())],
    [
      'compressed, and ended as if it were whole',
      (): Answer => (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length >> 1)),
    ],
    ['before it began', (): Answer => (_, response) => void response.destroy()],
  ])('cut off is a failure worth another try: %s', async (_, answer) => {
    expect(await getOutcome(answer())).toMatchObject({ kind: 'failed', status: undefined })
  })
})

describe('statuses', () => {
  const answered = (status: number, headers: Record<string, string> = {}): Promise<FetchOutcome> =>
    getOutcome((_, response) => void response.writeHead(status, headers).end('<html>body</html>'))

  it.each([404, 410])('%d: the page is gone', async (status) => {
    expect(await answered(status)).toEqual({ kind: 'gone', status })
  })

  it('429 is throttling, with or without a time; so is 503 with one', async () => {
    expect(await answered(429)).toEqual({ kind: 'throttled', status: 429, retryAfterMs: undefined })
    expect(await answered(429, { 'retry-after': '7' })).toMatchObject({ retryAfterMs: 7000 })
    const date = { 'retry-after': new Date(NOW + 90_000).toUTCString() }
    expect(await answered(503, date)).toEqual({ kind: 'throttled', status: 503, retryAfterMs: 90_000 })
  })

  it.each([500, 502, 503, 504, 408, 425])('%d is worth another try', async (status) => {
    expect(await answered(status)).toEqual({ kind: 'failed', reason: `answered ${status}`, status })
  })

  // 403 is what a folder without an index answers: no throttling.
  it.each([400, 401, 403, 405, 451, 204, 206, 300])('%d is not worth another try', async (status) => {
    expect(await answered(status)).toEqual({ kind: 'refused', reason: `answered ${status}`, status })
  })
})

describe('time', () => {
  it.each([
    ['that never answers', (): Answer => () => {}],
    ['that begins and never ends', (): Answer => (_, response) => void response.writeHead(200).write('x')],
    [
      'that redirects into silence',
      (): Answer => (request, response, n) => {
        if (n === 1) answerRedirect(302, '/mill/latest/dg/straps.html')(request, response, n)
      },
    ],
  ])('a server %s is a failure when the time is up', async (_, answer) => {
    const { client } = await setUp(answer(), { timeoutMs: 50 })
    expect(await client.get(PAGE)).toEqual({
      kind: 'failed',
      reason: 'no whole answer within 50 ms',
      status: undefined,
    })
  })

  it('a question may have less time than the others', async () => {
    const { client } = await setUp(() => {})
    expect(await client.get(PAGE, { timeoutMs: 20 })).toMatchObject({ reason: 'no whole answer within 20 ms' })
  })

  it('a caller who stops gets the reason thrown, before and while the server is asked', async () => {
    const stop = new AbortController()
    const { server, client } = await setUp(() => stop.abort('enough'))
    await expect(client.get(PAGE, { signal: stop.signal })).rejects.toBe('enough')
    await expect(client.get(PAGE, { signal: stop.signal })).rejects.toBe('enough')
    expect(server.asked).toHaveLength(1)
  })

  it('a server that is not there is a failure that names what went wrong', async () => {
    const { server, client } = await setUp(() => {}, { origin: 'http://127.0.0.1:9' })
    expect(await client.get(PAGE)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('ECONNREFUSED') })
    expect(server.asked).toEqual([])
  })
})
