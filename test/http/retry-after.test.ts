import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRetryAfter } from '../../src/http/pacing/retry-after.ts'

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0)
const HOUR = 60 * 60 * 1000

it.each([
  ['seconds', '120', 120_000],
  ['no seconds', '0', 0],
  ['blanks around', ' 5 ', 5000],
  ['a date', 'Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
  ['a date of the second form', 'Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
  ['a date of the third form', 'Sun Nov  6 08:49:37 1994', 37_000],
  ['a date that has passed', 'Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['more than an hour', '86400', HOUR],
  ['a date next year', 'Mon, 06 Nov 1995 08:49:37 GMT', HOUR],
  ['absurdly many seconds', '9'.repeat(400), HOUR],
])('%s: "%s"', (_, header, ms) => {
  expect(parseRetryAfter(header, NOW)).toBe(ms)
})

it.each(['', 'soon', '1.5', '-5', '+5', '5 s', '1e3', '2026-01-01', 'Never, ever'])('"%s" says nothing', (header) => {
  expect(parseRetryAfter(header, NOW)).toBeUndefined()
})

it('without the header there is nothing to say', () => {
  expect(parseRetryAfter(undefined, NOW)).toBeUndefined()
})

it('no header whatever makes anybody wait less than nothing or longer than an hour', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (header) => {
        const ms = parseRetryAfter(header, NOW) ?? 0
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(HOUR)
      },
    ),
  )
})
