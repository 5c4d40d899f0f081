// Whether a host is worth asking now. Single failures are the retry policy's business; this is about many in a row,
// when asking on would be useless to us and rude to the site: the circuit opens, nothing is asked for a while, then one
// question shows whether the trouble is over. Pure but for its own counts: it is told the time.

import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'

/** What another try may bring out of: throttled, or failed. */
export type Trouble = Extract<FetchOutcome, { kind: 'throttled' | 'failed' }>

/** How much trouble somebody bears with who asks. */
export interface Tolerance {
  /** Questions in a row that came to trouble before the circuit opens. */
  readonly failures: number
  /** Each further pause is twice as long. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** Pauses in a row before the host is given up; may be infinite. */
  readonly pauses: number
  /** A site that asks to stay away for longer is given up, or asked again after this where nobody ever gives up. */
  readonly longestRetryAfterMs: number
  /** Pauses are waited for; else nobody waits, and who asks is told why not. */
  readonly waits: boolean
  /** An answer that is an error, or is broken, counts too; else it is the page's fault alone. */
  readonly countsBadAnswers: boolean
}

/**
 * A crawl: fifteen failures before the first pause and ten pauses of 1, 2, 4 … 60 s, five minutes in all, before the
 * run ends, resumable. A site that fails six of ten requests is still crawled to the end (25 failures in a row are a
 * one in 350,000 chance), one that is down is left alone.
 */
export const CRAWLING: Tolerance = {
  failures: 15,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
  pauses: 10,
  longestRetryAfterMs: 10 * 60_000,
  waits: true,
  countsBadAnswers: true,
}

/** Somebody waits for the answer: after one failure the next question must not wait again. */
export const ANSWERING: Tolerance = {
  failures: 1,
  firstPauseMs: 30_000,
  longestPauseMs: 15 * 60_000,
  pauses: Number.POSITIVE_INFINITY,
  longestRetryAfterMs: 15 * 60_000,
  waits: false,
  countsBadAnswers: false,
}

export type CircuitState =
  | { readonly kind: 'closed' }
  /** `retryAt` is milliseconds since the epoch. */
  | { readonly kind: 'open'; readonly trouble: Trouble; readonly retryAt: number }
  /** The pause is over, and one question at a time shows whether the trouble is. */
  | { readonly kind: 'half-open'; readonly trouble: Trouble }
  /** Nothing more is asked of the host. */
  | { readonly kind: 'given-up'; readonly trouble: Trouble }

export interface CircuitBreaker {
  getState(now: number): CircuitState
  /** A real answer, good or bad: the host is there. */
  recordAnswer(): void
  recordTrouble(trouble: Trouble, now: number): void
}

export function createCircuitBreaker(tolerance: Tolerance): CircuitBreaker {
  const { failures, firstPauseMs, longestPauseMs, longestRetryAfterMs } = tolerance
  let inARow = 0
  let pauses = 0
  let open: { readonly trouble: Trouble; readonly retryAt: number } | undefined
  let givenUp: Trouble | undefined
  const isGivable = tolerance.pauses < Number.POSITIVE_INFINITY
  // A clock set back would leave the circuit open for ever: no pause is longer than the longest.
  const isPause = (retryAt: number, now: number) =>
    now < retryAt && retryAt - now <= Math.max(longestPauseMs, longestRetryAfterMs)
  return {
    getState(now) {
      if (givenUp) return { kind: 'given-up', trouble: givenUp }
      if (!open) return { kind: 'closed' }
      return isPause(open.retryAt, now) ? { kind: 'open', ...open } : { kind: 'half-open', trouble: open.trouble }
    },
    recordAnswer() {
      inARow = 0
      pauses = 0
      open = undefined
    },
    recordTrouble(trouble, now) {
      inARow += 1
      const retryAfterMs = trouble.kind === 'throttled' ? (trouble.retryAfterMs ?? 0) : 0
      if (isGivable && retryAfterMs > longestRetryAfterMs) givenUp ??= trouble
      const asked = Math.min(retryAfterMs, longestRetryAfterMs)
      // What was already under way when the pause began says nothing new, but how long the site wants to be left alone.
      if (open && isPause(open.retryAt, now)) {
        open = { ...open, retryAt: Math.max(open.retryAt, now + asked) }
        return
      }
      if (inARow < failures) return
      pauses += 1
      if (pauses > tolerance.pauses) givenUp ??= trouble
      const pause = Math.min(firstPauseMs * 2 ** (pauses - 1), longestPauseMs)
      open = { trouble, retryAt: now + Math.max(asked, pause) }
    },
  }
}
