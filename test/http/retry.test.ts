import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FetchOutcome } from '../../src/core/model/fetch-outcome.ts'
import { decideResume, decideRetry, MAX_ATTEMPTS } from '../../src/http/pacing/retry.ts'

const failed: FetchOutcome = { kind: 'failed', reason: 'answered 500', status: 500 }
const makeThrottled = (retryAfterMs?: number): FetchOutcome => ({ kind: 'throttled', status: 429, retryAfterMs })
const validators = { etag: undefined, lastModified: undefined }

describe('a failure', () => {
  it.each([
    [1, 0, 250],
    [1, 0.5, 375],
    [2, 0, 500],
    [3, 0, 1000],
    [4, 0, 2000],
    [4, 0.5, 3000],
  ])('after attempt %d with jitter %d is tried again in %d ms', (attempt, random, afterMs) => {
    expect(decideRetry({ outcome: failed, attempt, random })).toEqual({ kind: 'retry', afterMs, countsAttempt: true })
  })

  it('is given up after the last attempt, with what went wrong and how often', () => {
    expect(decideRetry({ outcome: failed, attempt: MAX_ATTEMPTS, random: 0 })).toEqual({
      kind: 'give-up',
      reason: 'answered 500, 5 times',
    })
    expect(decideRetry({ outcome: failed, attempt: 2, maxAttempts: 2, random: 0 }).kind).toBe('give-up')
  })

  it('is never waited for longer than a minute', () => {
    expect(decideRetry({ outcome: failed, attempt: 40, maxAttempts: 99, random: 1 })).toMatchObject({ afterMs: 60_000 })
  })
})

describe('throttling', () => {
  it.each([
    ['what the server says', 7000, 0, 7000],
    ['a little more, so that not all come back at once', 7000, 1, 7700],
    ['five seconds where it says nothing', undefined, 0, 5000],
    ['half a second where it says none: it would be asked for ever without a pause', 0, 0, 500],
  ])('waits %s', (_, retryAfterMs, random, afterMs) => {
    expect(decideRetry({ outcome: makeThrottled(retryAfterMs), attempt: 1, random })).toMatchObject({
      kind: 'retry',
      afterMs: expect.closeTo(afterMs, 6),
    })
  })

  it('costs no attempt and is never given up here', () => {
    expect(decideRetry({ outcome: makeThrottled(), attempt: 99, random: 0 })).toMatchObject({
      kind: 'retry',
      countsAttempt: false,
    })
  })
})

it.each<FetchOutcome>([
  { kind: 'fresh', url: '', body: new Uint8Array(), contentType: '', validators, redirected: false },
  { kind: 'not-modified', validators },
  { kind: 'gone', status: 404 },
  { kind: 'refused', reason: 'answered 403', status: 403 },
])('$kind is final', (outcome) => {
  expect(decideRetry({ outcome, attempt: 1, random: 0 }).kind).toBe('give-up')
})

it('a wait is never nothing, never more than asked and a tenth, and grows with the attempts', () => {
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(
      unit,
      unit,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 500, max: 3_600_000 }),
      (a, b, n, ms) => {
        const wait = (outcome: FetchOutcome, attempt: number, random: number): number => {
          const decision = decideRetry({ outcome, attempt, maxAttempts: 99, random })
          return decision.kind === 'retry' ? decision.afterMs : Number.NaN
        }
        expect(wait(failed, n, a)).toBeGreaterThanOrEqual(250)
        expect(wait(failed, n + 2, a)).toBeGreaterThanOrEqual(Math.min(wait(failed, n, b), 30_000))
        expect(wait(makeThrottled(ms), n, a)).toBeGreaterThanOrEqual(ms)
        expect(wait(makeThrottled(ms), n, a)).toBeLessThanOrEqual(ms * 1.1)
      },
    ),
  )
})

it.each([
  [{ idle: 0, attempts: 5 }, 1000],
  [{ idle: 4, attempts: 5 }, 16_000],
  [{ idle: 5, attempts: 5 }, undefined],
  [{ idle: 0, attempts: 5, retryAfterMs: 30_000 }, 30_000],
  [{ idle: 0, attempts: 5, retryAfterMs: 3_600_000 }, 300_000],
])('a download that broke off: %o', (question, pauseMs) => {
  expect(decideResume(question)).toBe(pauseMs)
})
