import { expect, test } from 'vitest'
import { createPatience } from '../../src/crawl/patience.ts'

const FAILED = { kind: 'failed', reason: 'reset', status: undefined } as const
const throttled = (retryAfterMs: number | undefined) => ({ kind: 'throttled', status: 429, retryAfterMs }) as const

test('single failures and any that an answer interrupts change nothing', () => {
  const patience = createPatience(8)
  for (let n = 0; n < 100; n++) {
    for (let k = 0; k < 14; k++) patience.troubled(FAILED, n)
    patience.answered()
  }
  expect([patience.pauseUntil, patience.slots, patience.isTroubled, patience.exhausted]).toEqual([
    0,
    8,
    false,
    undefined,
  ])
})

test('many in a row make it pause, then ask one page at a time, ever more rarely, and give up after minutes', () => {
  const patience = createPatience(8)
  let now = 1_000_000
  for (let n = 0; n < 15; n++) patience.troubled(FAILED, now)
  const pauses: number[] = []
  while (patience.exhausted === undefined) {
    pauses.push((patience.pauseUntil - now) / 1000)
    patience.troubled(FAILED, now) // was under way: no second pause
    now = patience.pauseUntil
    expect([patience.slots, patience.isTroubled]).toEqual([1, true])
    patience.troubled(FAILED, now)
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  expect(patience.exhausted).toBe('the site cannot be read: reset')
})

test('one answer is enough to go on at full width', () => {
  const patience = createPatience(8)
  for (let n = 0; n < 15; n++) patience.troubled(throttled(5000), 0)
  expect(patience.pauseUntil).toBe(5000)
  patience.answered()
  expect([patience.slots, patience.isTroubled]).toEqual([8, false])
})

test('a long Retry-After is not waited for', () => {
  const patience = createPatience(8)
  patience.troubled(throttled(600_000), 0)
  expect(patience.exhausted).toBeUndefined()
  patience.troubled(throttled(1_200_000), 0)
  expect(patience.exhausted).toBe('the site asks to stay away for 20 minutes')
})
