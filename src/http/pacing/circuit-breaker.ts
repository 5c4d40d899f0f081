// Whether the live site is worth asking now. After throttling or with no network, the next question must not wait
// again: the circuit opens, every caller learns at once that nobody was asked and why, and after a pause one question
// is let through to see.

import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'

/** First pause; each further failure doubles it. */
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 15 * 60_000

export type CircuitState =
  | { readonly kind: 'closed' }
  /** `retryAt` is milliseconds since the epoch. */
  | { readonly kind: 'open'; readonly reason: string; readonly retryAt: number }

export interface CircuitBreaker {
  state(now: number): CircuitState
  /** What the last question came to: throttling and failed connections open the circuit, any real answer closes it. */
  record(
    outcome: Pick<FetchOutcome, 'kind'> & { readonly reason?: string; readonly retryAfterMs?: number | undefined },
    now: number,
  ): void
}

export function createCircuitBreaker(): CircuitBreaker {
  let failures = 0
  let open: { reason: string; retryAt: number } | undefined
  return {
    state(now) {
      // A clock set back would leave the circuit open for ever: no pause is longer than the longest.
      if (!open || now >= open.retryAt || open.retryAt - now > LONGEST_PAUSE_MS) return { kind: 'closed' }
      return { kind: 'open', ...open }
    },
    record(outcome, now) {
      if (outcome.kind !== 'throttled' && outcome.kind !== 'failed') {
        failures = 0
        open = undefined
        return
      }
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS)
      failures += 1
      const asked = Math.min(outcome.retryAfterMs ?? 0, LONGEST_PAUSE_MS)
      const reason =
        outcome.kind === 'throttled'
          ? 'the site asked to slow down'
          : (outcome.reason ?? 'the site could not be reached')
      open = { reason, retryAt: now + Math.max(pause, asked) }
    },
  }
}
