import { expect, test } from 'vitest'
import { createCrawlCircuitBreaker } from '../../src/crawl/run/crawl-circuit-breaker.ts'

const FAILED = { kind: 'failed', reason: 'reset', status: undefined } as const
const throttled = (retryAfterMs: number | undefined) => ({ kind: 'throttled', status: 429, retryAfterMs }) as const

test('single failures and any that an answer interrupts change nothing', () => {
  const breaker = createCrawlCircuitBreaker(8)
  for (let n = 0; n < 100; n++) {
    for (let k = 0; k < 14; k++) breaker.troubled(FAILED, n)
    breaker.answered()
  }
  expect([breaker.pauseUntil, breaker.slots, breaker.isTroubled, breaker.exhausted]).toEqual([0, 8, false, undefined])
})

test('many in a row make it pause, then ask one page at a time, ever more rarely, and give up after minutes', () => {
  const breaker = createCrawlCircuitBreaker(8)
  let now = 1_000_000
  for (let n = 0; n < 15; n++) breaker.troubled(FAILED, now)
  const pauses: number[] = []
  while (breaker.exhausted === undefined) {
    pauses.push((breaker.pauseUntil - now) / 1000)
    breaker.troubled(FAILED, now) // was under way: no second pause
    now = breaker.pauseUntil
    expect([breaker.slots, breaker.isTroubled]).toEqual([1, true])
    breaker.troubled(FAILED, now)
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  expect(breaker.exhausted).toBe('the site cannot be read: reset')
})

test('one answer is enough to go on at full width', () => {
  const breaker = createCrawlCircuitBreaker(8)
  for (let n = 0; n < 15; n++) breaker.troubled(throttled(5000), 0)
  expect(breaker.pauseUntil).toBe(5000)
  breaker.answered()
  expect([breaker.slots, breaker.isTroubled]).toEqual([8, false])
})

test('a long Retry-After is not waited for', () => {
  const breaker = createCrawlCircuitBreaker(8)
  breaker.troubled(throttled(600_000), 0)
  expect(breaker.exhausted).toBeUndefined()
  breaker.troubled(throttled(1_200_000), 0)
  expect(breaker.exhausted).toBe('the site asks to stay away for 20 minutes')
})
