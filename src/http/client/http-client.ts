// Exactly one GET, redirects followed by hand with every hop checked against the allowed hosts, and by the caller
// (`beforeHop`). No retries, no pacing, no robots: those are the neighbours' business. Never throws for what a server
// does; what it did is the outcome.

import { request } from 'undici'
import { toMessage } from '../../core/model/errors.ts'
import type { Fetcher, FetchOptions, FetchOutcome, Validators } from '../../core/model/fetch-outcome.ts'
import { getSiteByUrl, type Partition } from '../../core/model/partition.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { type Deadline, startDeadline } from '../../core/platform/deadline.ts'
import { parseUrl } from '../../core/text/parse-url.ts'
import { parseRetryAfter } from '../pacing/retry-after.ts'
import { isBrokenAnswer } from './broken-answer.ts'
import { BODY_WAITING_BYTES, createDispatcher, type Dispatcher } from './dispatcher.ts'
import { BodyTooLarge, readBody } from './read-body.ts'
import { createSiteAddress, explainNoAddress, type Mirrors, type SiteAddress } from './site-address.ts'
import { makeUserAgent } from './user-agent.ts'

/** With mirrors of the sites; by default the sites themselves. */
export interface HttpClientOptions extends Mirrors {
  readonly clock: Clock
  readonly userAgent?: string
  /** From connecting to the last byte. Default 30 s. */
  readonly timeoutMs?: number
  /** Decoded. Default 20 MB: the largest page known is 2.2 MB. */
  readonly maxBytes?: number
  readonly dispatcher?: Dispatcher
}

export interface HttpClient extends Fetcher {
  close(): Promise<void>
}

const MAX_REDIRECTS = 5

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, timeoutMs: defaultTimeoutMs = 30_000, maxBytes: mostBytes = 20 * 1024 * 1024 } = options
  const dispatcher = options.dispatcher ?? createDispatcher()
  const sites: Readonly<Record<Partition, SiteAddress>> = {
    aws: createSiteAddress(options.origin),
    'aws-cn': createSiteAddress(options.chinaOrigin, 'aws-cn'),
  }
  const agent = options.userAgent ?? makeUserAgent()
  return {
    async get(url, asked = {}) {
      const { validators, signal, timeoutMs = defaultTimeoutMs, maxBytes = mostBytes, onAnswer, beforeHop } = asked
      // Redirects stay on the site that was asked.
      const { partition } = getSiteByUrl(url)
      const missing = explainNoAddress(partition, options)
      if (missing !== undefined) return { kind: 'refused', reason: missing, status: undefined }
      const site = sites[partition]
      const deadline = startDeadline(timeoutMs, signal)
      try {
        const hop = { dispatcher, site, agent, maxBytes, clock, validators, deadline, onAnswer, beforeHop }
        return await follow(url, hop)
      } catch (error) {
        if (error instanceof BodyTooLarge) return { kind: 'refused', reason: error.message, status: 200 }
        if (isBrokenAnswer(error)) onAnswer?.()
        if (signal?.aborted) throw signal.reason
        const reason = deadline.hasPassed ? `no whole answer within ${timeoutMs} ms` : describeReason(error)
        return { kind: 'failed', reason, status: undefined }
      } finally {
        deadline.release()
      }
    },
    close: () => dispatcher.close(),
  }
}

interface Hop {
  readonly dispatcher: Dispatcher
  readonly site: SiteAddress
  readonly agent: string
  readonly maxBytes: number
  readonly clock: Clock
  readonly validators: Validators | undefined
  readonly deadline: Deadline
  readonly onAnswer: (() => void) | undefined
  readonly beforeHop: FetchOptions['beforeHop'] | undefined
}

async function follow(start: string, hop: Hop): Promise<FetchOutcome> {
  let canonical = hop.site.toCanonical(start)
  if (canonical === undefined)
    return { kind: 'refused', reason: `${start} is not on the documentation site`, status: undefined }
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const fetched = hop.site.toFetch(canonical)
    // Validators belong to the page that was asked for: a page that moved keeps its bytes and their ETag, and a 304
    // would hide the move.
    const { etag, lastModified } = (hops === 0 && hop.validators) || {}
    const isConditional = Boolean(etag || lastModified)
    const answer = await request(fetched, {
      dispatcher: hop.dispatcher,
      highWaterMark: BODY_WAITING_BYTES,
      signal: hop.deadline.signal,
      headers: {
        'user-agent': hop.agent,
        accept: 'text/html,application/xhtml+xml,application/json,application/xml;q=0.9,*/*;q=0.5',
        'accept-encoding': 'br, gzip',
        ...(etag && { 'if-none-match': etag }),
        ...(lastModified && { 'if-modified-since': lastModified }),
      },
    })
    hop.onAnswer?.()
    const getHeader = (name: string) => getFirst(answer.headers[name])
    const status = answer.statusCode
    const location = getHeader('location')
    if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
      await answer.body.dump()
      const target = parseUrl(location, fetched)?.href
      const next = target && hop.site.toCanonical(target)
      if (next === undefined)
        return { kind: 'refused', reason: `redirects to ${location}, which is not on the documentation site`, status }
      const { beforeHop } = hop
      const refusal =
        beforeHop && hops < MAX_REDIRECTS ? await hop.deadline.pauseDuring(() => beforeHop(next)) : undefined
      if (refusal !== undefined) return { kind: 'refused', reason: refusal, status }
      canonical = next
      continue
    }
    const validators = { etag: getHeader('etag'), lastModified: getHeader('last-modified') }
    if (status === 200) {
      const body = await readBody(answer.body, getHeader('content-encoding'), hop.maxBytes)
      return {
        kind: 'fresh',
        url: canonical,
        body,
        contentType: getHeader('content-type') ?? '',
        validators,
        redirected: hops > 0,
      }
    }
    await answer.body.dump()
    if (status === 304 && isConditional) return { kind: 'not-modified', validators }
    return classifyStatus(status, parseRetryAfter(getHeader('retry-after'), hop.clock.now()))
  }
  return { kind: 'refused', reason: `redirects more than ${MAX_REDIRECTS} times`, status: undefined }
}

function classifyStatus(status: number, retryAfterMs: number | undefined): FetchOutcome {
  if (status === 404 || status === 410) return { kind: 'gone', status }
  if (status === 429 || (status === 503 && retryAfterMs !== undefined))
    return { kind: 'throttled', status, retryAfterMs }
  const reason = `answered ${status}`
  // A 304 gets here when nothing was asked that it could answer: some cache on the way is confused.
  if (status >= 500 || status === 408 || status === 425 || status === 304) return { kind: 'failed', reason, status }
  return { kind: 'refused', reason, status }
}

function getFirst(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

// The cause of a network error names the reason ("connect ECONNREFUSED"); the error itself often says no more than
// "fetch failed".
function describeReason(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return toMessage(cause) || 'the connection failed'
}
