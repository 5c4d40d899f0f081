// One POST of JSON to a service that the operator names (the live search), answered in JSON. The same sockets as the
// pages, no redirects, bounded.

import { request } from 'undici'
import { toMessage } from '../../core/model/errors.ts'
import { startDeadline } from '../../core/platform/deadline.ts'
import { parseRetryAfter } from '../pacing/retry-after.ts'
import { isBrokenAnswer } from './broken-answer.ts'
import { BODY_WAITING_BYTES, type Dispatcher } from './dispatcher.ts'
import { BodyTooLarge, readBody } from './read-body.ts'

export type PostOutcome =
  | { readonly kind: 'answered'; readonly json: unknown }
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAfterMs: number | undefined }
  /** `reason` goes on where "the service" begins. */
  | { readonly kind: 'refused' | 'failed'; readonly reason: string }
  /** The service is there, and what it said to this question is broken. */
  | { readonly kind: 'broken'; readonly reason: string }

export interface PostOptions {
  readonly dispatcher: Dispatcher
  readonly userAgent: string
  readonly timeoutMs: number
  /** Milliseconds since the epoch, for a Retry-After that is a date. */
  readonly now: number
  readonly signal?: AbortSignal
}

const MAX_BYTES = 4 * 1024 * 1024

/** Never throws for what the service does. */
export async function postJson(url: string, body: unknown, options: PostOptions): Promise<PostOutcome> {
  const deadline = startDeadline(options.timeoutMs, options.signal)
  let hasAnswered = false
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: options.dispatcher,
      highWaterMark: BODY_WAITING_BYTES,
      signal: deadline.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': options.userAgent,
      },
      body: JSON.stringify(body),
    })
    hasAnswered = true
    const getHeader = (name: string) => answer.headers[name]?.toString()
    const status = answer.statusCode
    if (status === 200) {
      const bytes = await readBody(answer.body, getHeader('content-encoding'), MAX_BYTES)
      return { kind: 'answered', json: JSON.parse(new TextDecoder().decode(bytes)) as unknown }
    }
    await answer.body.dump()
    const retryAfterMs = parseRetryAfter(getHeader('retry-after'), options.now)
    if (status === 429 || (status === 503 && retryAfterMs !== undefined))
      return { kind: 'throttled', status, retryAfterMs }
    return { kind: status >= 500 ? 'failed' : 'refused', reason: `answered ${status}` }
  } catch (error) {
    if (error instanceof BodyTooLarge) return { kind: 'refused', reason: `answered too much (${error.message})` }
    if (error instanceof SyntaxError) return { kind: 'broken', reason: 'answered what is not JSON' }
    if (!deadline.hasPassed && (hasAnswered || isBrokenAnswer(error)))
      return { kind: 'broken', reason: `gave a broken answer (${toMessage(error)})` }
    return {
      kind: 'failed',
      reason: deadline.hasPassed
        ? `gave no answer within ${options.timeoutMs / 1000} s`
        : `could not be reached (${toMessage(error) || 'the connection failed'})`,
    }
  } finally {
    deadline.release()
  }
}
