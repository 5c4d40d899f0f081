// Try again, or give up: one pure decision for every outcome. It is asked by the scheduler of a host and nobody else,
// but for downloads, which have no host of their own and go on where they broke off.

import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'

export type RetryDecision =
  /**
   * `countsAttempt` is false for a throttled page, and while the whole host is in trouble: that is no fault of the
   * page.
   */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly countsAttempt: boolean }
  | { readonly kind: 'give-up'; readonly reason: string }

export interface RetryQuestion {
  readonly outcome: FetchOutcome
  /** Attempts that counted so far, this one included: 1 after the first. */
  readonly attempt: number
  readonly maxAttempts?: number
  /** The circuit of the host is not closed. Default false. */
  readonly isHostInTrouble?: boolean
  /** A number in [0, 1): the jitter. */
  readonly random: number
}

export const MAX_ATTEMPTS = 5
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 60_000
const DEFAULT_THROTTLE_MS = 5000
/**
 * "Retry-After: 0", or a date that has passed: since throttling counts no attempt, to take it at its word would be to
 * ask for ever without a pause.
 */
const LEAST_THROTTLE_MS = 500

/** Exponential back-off, half of it jitter, so that pages that failed together do not come back together. */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const { outcome, attempt, maxAttempts = MAX_ATTEMPTS, isHostInTrouble = false, random } = question
  if (outcome.kind === 'throttled') {
    return {
      kind: 'retry',
      afterMs: Math.max(outcome.retryAfterMs ?? DEFAULT_THROTTLE_MS, LEAST_THROTTLE_MS) * (1 + random * 0.1),
      countsAttempt: false,
    }
  }
  if (outcome.kind === 'refused') return { kind: 'give-up', reason: outcome.reason }
  if (outcome.kind !== 'failed') return { kind: 'give-up', reason: `the outcome "${outcome.kind}" is final` }
  if (attempt >= maxAttempts) return { kind: 'give-up', reason: `${outcome.reason}, ${attempt} times` }
  const ceiling = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS)
  return { kind: 'retry', afterMs: ceiling / 2 + (ceiling / 2) * random, countsAttempt: !isHostInTrouble }
}

const FIRST_RESUME_MS = 1_000
/** A server that asks for more gets the next attempt earlier: somebody waits for the file. */
const LONGEST_RESUME_MS = 5 * 60_000

/**
 * How long to wait before a download that broke off goes on; undefined when it is given up, after `attempts` in a row
 * that brought nothing (`idle`).
 */
export function decideResume({
  idle,
  attempts,
  retryAfterMs = 0,
}: {
  readonly idle: number
  readonly attempts: number
  readonly retryAfterMs?: number | undefined
}): number | undefined {
  if (idle >= attempts) return undefined
  return Math.max(FIRST_RESUME_MS * 2 ** idle, Math.min(retryAfterMs, LONGEST_RESUME_MS))
}
