// How long a crawl bears with a site that throttles or does not answer. Pure but for its own counts: it is told the
// time. Single failures are the retry policy's business; this is about many in a row, when asking on would be useless
// to us and rude to the site.

import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'
import { counted } from '../../core/text/counted.ts'

type Trouble = Extract<FetchOutcome, { kind: 'throttled' | 'failed' }>

export interface CrawlCircuitBreaker {
  /** A real answer, good or bad: the site is there. */
  answered(): void
  /** Throttled, or failed in a way that another try may fix. */
  troubled(outcome: Trouble, now: number): void
  /** Nothing is asked before this time (milliseconds since the epoch). */
  readonly pauseUntil: number
  /** Many in a row: the site is in trouble, not a page. */
  readonly isTroubled: boolean
  /** Requests that may be under way: one, once there is trouble, to see whether it is over. */
  readonly slots: number
  /** What the site answers, or that it does not, while there is trouble. */
  readonly trouble: string | undefined
  /** Why to end the run; undefined while there is hope. */
  readonly exhausted: string | undefined
}

// Fifteen failures in a row before the first pause and ten pauses of 1, 2, 4 … 60 s, five minutes in all, before the
// run ends, resumable: a site that fails six of ten requests is still crawled to the end (25 failures in a row are a
// one in 350,000 chance), one that is down is left alone.
/** All pauses together, in words. */
export const LONGEST_WAIT = 'five minutes'
const FAILURES_BEFORE_PAUSE = 15
const MAX_PAUSES = 10
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000
/** A site that asks to stay away for longer is left alone: the next run goes on. */
const LONGEST_RETRY_AFTER_MS = 10 * 60_000

export function createCrawlCircuitBreaker(concurrency: number): CrawlCircuitBreaker {
  let inARow = 0
  let pauses = 0
  let pauseUntil = 0
  let exhausted: string | undefined
  let trouble: string | undefined
  return {
    answered() {
      inARow = 0
      pauses = 0
      trouble = undefined
    },
    troubled(outcome, now) {
      inARow += 1
      const retryAfterMs = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0
      if (retryAfterMs > LONGEST_RETRY_AFTER_MS) {
        exhausted = `the site asks to stay away for ${counted(Math.ceil(retryAfterMs / 60_000), 'minute')}`
      }
      // What was already under way when the pause began says nothing new.
      if (now < pauseUntil || inARow < FAILURES_BEFORE_PAUSE) return
      pauses += 1
      trouble = describe(outcome)
      if (pauses > MAX_PAUSES) exhausted ??= trouble
      pauseUntil = now + Math.max(retryAfterMs, Math.min(FIRST_PAUSE_MS * 2 ** (pauses - 1), LONGEST_PAUSE_MS))
    },
    get pauseUntil() {
      return pauseUntil
    },
    get isTroubled() {
      return pauses > 0
    },
    get slots() {
      return pauses > 0 ? 1 : concurrency
    },
    get trouble() {
      return trouble
    },
    get exhausted() {
      return exhausted
    },
  }
}

function describe(outcome: Trouble): string {
  return outcome.kind === 'throttled'
    ? `the site keeps asking to slow down (${outcome.status})`
    : `the site cannot be read: ${outcome.reason}`
}
