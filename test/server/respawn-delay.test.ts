import { expect, test } from 'vitest'
import { computeRespawnDelayMs, countDeathsInARow } from '../../src/server/workers/respawn-delay.ts'

test('a worker is replaced at once, and later and later while each dies young', () => {
  expect([1, 2, 3, 8, 9, 10, 1000].map(computeRespawnDelayMs)).toEqual([100, 200, 400, 12_800, 25_600, 30_000, 30_000])
})

test('who lived a minute begins the row anew', () => {
  expect(countDeathsInARow(7, 59_999)).toBe(8)
  expect(countDeathsInARow(7, 60_000)).toBe(1)
})
