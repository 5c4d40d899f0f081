// Downloading one file, however often the line breaks: bytes go to disk as they come, and what is there is asked for no
// second time (Range, If-Range). Only https, or http to this machine; what the bytes are worth is for the caller to
// find out.

import { open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { LookupFunction } from 'node:net'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { request } from 'undici'
import { z } from 'zod'
import { toMessage } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { parseUrl } from '../../core/text/parse-url.ts'
import { type AddressGuard, AddressNotAllowed, createAddressGuard } from '../client/address-guard.ts'
import { type BodyWatch, watchBody } from '../client/body-watch.ts'
import { BODY_WAITING_BYTES, createDispatcher, type Dispatcher } from '../client/dispatcher.ts'
import { makeUserAgent } from '../client/user-agent.ts'
import { decideResume } from '../pacing/retry.ts'
import { parseRetryAfter } from '../pacing/retry-after.ts'

export interface DownloadRequest {
  readonly url: string
  /** Where the bytes are kept, whole or not; `<file>.json` beside it says of what they are. The folder is made. */
  readonly file: string
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
  /** Bytes on disk so far, and in all when the server says so. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined
  /** The first bytes of the file, when they are known: a server that sends others is refused at once. */
  readonly begins?: Uint8Array | undefined
  /** Called before the body is read and again as it grows, with the bytes still to come when known; throws to stop. */
  readonly beforeBody?: ((bytes: number | undefined) => Promise<void>) | undefined
}

export type DownloadOutcome =
  /** The file is whole. `resumedAt` is how many of its bytes were there from an earlier call. */
  | { readonly kind: 'done'; readonly bytes: number; readonly resumedAt: number; readonly requests: number }
  /** Trying again would not help: not found, forbidden, too large, an address that is not allowed. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The line or the server failed to the last attempt; `bytes` are kept for the next call. */
  | { readonly kind: 'failed'; readonly reason: string; readonly bytes: number }

export type Download = (request: DownloadRequest) => Promise<DownloadOutcome>

export interface DownloadOptions {
  readonly clock: Clock
  /** Attempts in a row that bring nothing. Default 5. */
  readonly attempts?: number
  /** Longest silence of a server. Default 30 s. */
  readonly idleTimeoutMs?: number
}

const MAX_REDIRECTS = 5
/** An attempt that brings less has brought nothing: a server could go on like that for ever. */
const LEAST_GAIN_BYTES = 64 * 1024

/** https anywhere, http only on loopback, never with a password in it. */
export function isDownloadUrl(text: string): boolean {
  const url = parseUrl(text)
  if (!url) return false
  const { protocol, hostname, username, password } = url
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
}

/** What a server does is the outcome; throws only what `beforeBody`, the signal or the local disk throw. */
export function createDownload(options: DownloadOptions): Download {
  const { clock, attempts = 5, idleTimeoutMs = 30_000 } = options
  return async (wanted) => {
    // Of its own, since what it may connect to depends on what was typed.
    const guard = createAddressGuard(wanted.url)
    const dispatcher = createDispatcher({ lookup: guard.lookup as LookupFunction })
    try {
      return await download(wanted, { dispatcher, guard, idleTimeoutMs, clock })
    } finally {
      await dispatcher.destroy()
    }
  }

  async function download(wanted: DownloadRequest, line: Line): Promise<DownloadOutcome> {
    makeFolder(dirname(wanted.file))
    const resumedAt = (await readNote(wanted)) ? await measureSize(wanted.file) : 0
    let idle = 0
    for (let requests = 1; ; requests++) {
      const before = await measureSize(wanted.file)
      const outcome = await attempt(wanted, line)
      if (outcome.kind === 'done') {
        return { kind: 'done', bytes: outcome.bytes, resumedAt: outcome.restarted ? 0 : resumedAt, requests }
      }
      if (outcome.kind === 'refused') return outcome
      const bytes = await measureSize(wanted.file)
      idle = bytes >= before + LEAST_GAIN_BYTES ? 0 : idle + 1
      const pauseMs = decideResume({ idle, attempts, retryAfterMs: outcome.retryAfterMs })
      if (pauseMs === undefined) return { kind: 'failed', reason: outcome.reason, bytes }
      await clock.sleep(pauseMs, wanted.signal)
    }
  }
}

type Attempt =
  | { readonly kind: 'done'; readonly bytes: number; readonly restarted: boolean }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined }

/** What a download's requests go over. */
interface Line {
  readonly dispatcher: Dispatcher
  readonly guard: AddressGuard
  readonly idleTimeoutMs: number
  readonly clock: Clock
}

async function attempt(wanted: DownloadRequest, line: Line): Promise<Attempt> {
  const note = await readNote(wanted)
  const have = note ? await measureSize(wanted.file) : 0
  const range = note && have > 0 ? { range: `bytes=${have}-`, 'if-range': note.validator } : {}
  let answer: Awaited<ReturnType<typeof request>>
  try {
    const reached = await follow(wanted, line, range)
    if ('kind' in reached) return reached
    answer = reached
  } catch (error) {
    if (wanted.signal?.aborted) throw wanted.signal.reason
    return { kind: error instanceof AddressNotAllowed ? 'refused' : 'failed', reason: describeReason(error) }
  }
  const getHeader = (name: string) => [answer.headers[name]].flat()[0]
  const status = answer.statusCode
  const contentRange = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(getHeader('content-range') ?? '')
  if (status === 416 && have > 0) {
    drop(answer.body)
    if (Number(contentRange?.[2]) === have) return { kind: 'done', bytes: have, restarted: false }
    await forget(wanted)
    return { kind: 'failed', reason: 'the file on the server is not the one that was begun' }
  }
  if (status !== 200 && status !== 206) {
    drop(answer.body)
    const isPassing = status >= 500 || status === 408 || status === 425 || status === 429
    const reason = `${wanted.url} answered ${status}`
    const retryAfterMs = parseRetryAfter(getHeader('retry-after'), line.clock.now())
    return isPassing ? { kind: 'failed', reason, retryAfterMs } : { kind: 'refused', reason }
  }
  const isRest = status === 206 && Number(contentRange?.[1]) === have
  if (status === 206 && !isRest) {
    drop(answer.body)
    await forget(wanted)
    return { kind: 'failed', reason: 'the server sent another range than was asked for' }
  }
  const length = getHeader('content-length')
  const start = isRest ? have : 0
  const isWhole = isRest && contentRange?.[2] !== '*'
  // Of a rest whose end the server does not know, its length says as much.
  const total = isWhole ? Number(contentRange?.[2]) : length === undefined ? undefined : start + Number(length)
  if (total !== undefined && total > wanted.maxBytes) {
    drop(answer.body)
    return { kind: 'refused', reason: `${wanted.url} has ${total} bytes; at most ${wanted.maxBytes} are taken` }
  }
  if (!isRest) await startNote(wanted, getHeader('etag'), getHeader('last-modified'))
  try {
    await wanted.beforeBody?.(total === undefined ? undefined : total - start)
  } catch (error) {
    drop(answer.body)
    throw error
  }
  return receive(wanted, answer.body, { start, total, watch: watchBody(line.clock, start, wanted.begins) })
}

// Written chunk by chunk and not through a pipeline: when the line breaks, a pipeline throws away what the disk has not
// yet had.
async function receive(
  wanted: DownloadRequest,
  body: Readable,
  { start, total, watch }: { readonly start: number; readonly total: number | undefined; readonly watch: BodyWatch },
): Promise<Attempt> {
  const output = await open(wanted.file, start > 0 ? 'a' : 'w')
  let done = start
  let isWhole = false
  try {
    for await (const chunk of iterateChunks(body)) {
      if (wanted.signal?.aborted) throw wanted.signal.reason
      if ('error' in chunk) return { kind: 'failed', reason: describeReason(chunk.error) }
      done += chunk.bytes.length
      const problem = done > wanted.maxBytes ? 'too-large' : watch.findProblem(chunk.bytes)
      if (problem === 'too-slow') return { kind: 'failed', reason: 'the server sends next to nothing' }
      if (problem !== undefined) {
        await forget(wanted)
        const what = problem === 'too-large' ? `has more than ${wanted.maxBytes} bytes` : 'is another kind of file'
        return { kind: 'refused', reason: `${wanted.url} ${what}` }
      }
      if (watch.needsSpace()) await wanted.beforeBody?.(total === undefined ? undefined : total - done)
      await output.writeFile(chunk.bytes)
      wanted.onProgress?.(done, total)
    }
    isWhole = total === undefined || done === total
  } finally {
    await output.close()
    drop(body)
    // What cannot be gone on with is only in the way.
    if (!isWhole && (await readNote(wanted)) === undefined) await forget(wanted)
  }
  if (!isWhole) return { kind: 'failed', reason: `${done} of ${total} bytes came` }
  return { kind: 'done', bytes: done, restarted: start === 0 }
}

// The chunks of a body, and at last what broke it: so an error of the line is told from an error of the disk.
async function* iterateChunks(
  body: Readable,
): AsyncGenerator<{ readonly bytes: Buffer } | { readonly error: unknown }> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (;;) {
    let next: IteratorResult<Buffer>
    try {
      next = await chunks.next()
    } catch (error) {
      yield { error }
      return
    }
    if (next.done) return
    yield { bytes: next.value }
  }
}

// A body that is released must not take the process with it.
function drop(body: Readable): void {
  body.on('error', () => {}).destroy()
}

async function follow(
  wanted: DownloadRequest,
  { dispatcher, guard, idleTimeoutMs }: Line,
  headers: Record<string, string>,
): Promise<Awaited<ReturnType<typeof request>> | { readonly kind: 'refused'; readonly reason: string }> {
  let url = wanted.url
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    if (!isDownloadUrl(url)) return { kind: 'refused', reason: `${url} is no https address` }
    const trouble = guard.findTrouble(url)
    if (trouble !== undefined) return { kind: 'refused', reason: trouble }
    const answer = await request(url, {
      dispatcher,
      highWaterMark: BODY_WAITING_BYTES,
      headersTimeout: idleTimeoutMs,
      bodyTimeout: idleTimeoutMs,
      headers: { 'user-agent': makeUserAgent(), 'accept-encoding': 'identity', ...headers },
      ...(wanted.signal && { signal: wanted.signal }),
    })
    const location = [answer.headers.location].flat()[0]
    if (answer.statusCode < 300 || answer.statusCode >= 400 || location === undefined) return answer
    drop(answer.body)
    const target = parseUrl(location, url)
    if (!target) return { kind: 'refused', reason: `it redirects to "${location}"` }
    url = target.href
  }
  return { kind: 'refused', reason: `it redirects more than ${MAX_REDIRECTS} times` }
}

// What the bytes on disk belong to. Without a validator nothing can be resumed safely, so nothing is noted.
const noteSchema = z.strictObject({ url: z.string(), validator: z.string() })

async function readNote({ url, file }: DownloadRequest): Promise<z.infer<typeof noteSchema> | undefined> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')))
    return note.url === url ? note : undefined
  } catch {
    return undefined
  }
}

async function startNote(
  wanted: DownloadRequest,
  etag: string | undefined,
  lastModified: string | undefined,
): Promise<void> {
  await forget(wanted)
  const validator = etag !== undefined && !etag.startsWith('W/') ? etag : lastModified
  if (validator !== undefined) await writeFile(`${wanted.file}.json`, JSON.stringify({ url: wanted.url, validator }))
}

async function forget({ file }: DownloadRequest): Promise<void> {
  await rm(`${file}.json`, { force: true })
  await rm(file, { force: true })
}

async function measureSize(file: string): Promise<number> {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

function describeReason(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return toMessage(cause) || 'the connection failed'
}
