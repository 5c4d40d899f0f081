import { expect, test } from 'vitest'
import { describeDuration, parseDuration, parseSince } from '../../src/core/platform/duration.ts'

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

test.each([
  ['1.1h', 3_960_000],
  ['0.1s', 100],
  ['2.3m', 138_000],
  ['1.0000001d', 86_400_009],
])('%s is whole milliseconds', (text, ms) => expect(parseDuration(text)).toBe(ms))

test.each(['2024-02-29', '2026-09-01T10:00Z', '2026-09-01T10:00:00.123Z', '2026-09-01 10:00+09:00'])(
  '%s is a date',
  (text) => expect(parseSince(text, NOW)).toBe(Date.parse(text)),
)

test.each([
  'yesterday',
  '2026-13-45',
  '2026-02-31',
  '2026-02-30T10:00:00Z',
  '2025-02-29',
  '2026-06-31',
  '2026-00-10',
  '2026-09-01 or so',
  '2026-09-01T25:00Z',
  '',
])('%j is neither a span nor a date', (text) => {
  expect(parseSince(text, NOW)).toBeUndefined()
})

test.each([
  [440, '1 second'],
  [40_000, '40 seconds'],
  [22 * 60_000, '22 minutes'],
  [6_500_000, '108 minutes'],
  [3.5 * 3_600_000, '3.5 hours'],
  [4.9 * 86_400_000, '4.9 days'],
])('%i ms are described as %s', (ms, text) => expect(describeDuration(ms)).toBe(text))
