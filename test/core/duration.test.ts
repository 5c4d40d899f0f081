import { expect, test } from 'vitest'
import { parseSince } from '../../src/core/duration.ts'

const NOW = Date.UTC(2026, 10, 1)

test.each([
  ['7d', '2026-10-25T00:00:00.000Z'],
  ['2026-09-01', '2026-09-01T00:00:00.000Z'],
  ['200000000d', '1970-01-01T00:00:00.000Z'],
  ['0001-01-01', '1970-01-01T00:00:00.000Z'],
  [`${'9'.repeat(400)}w`, '1970-01-01T00:00:00.000Z'],
])('since %s is a time that can be written', (text, expected) => {
  expect(new Date(parseSince(text, NOW) ?? Number.NaN).toISOString()).toBe(expected)
})

test.each(['yesterday', '2026-13-45', ''])('%j is neither a span nor a date', (text) => {
  expect(parseSince(text, NOW)).toBeUndefined()
})
