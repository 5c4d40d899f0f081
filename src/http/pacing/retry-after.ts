// The Retry-After header: seconds or a date (RFC 9110, 10.2.3). Pure.

/** No server may park the crawler for longer than this. */
const LONGEST_MS = 60 * 60 * 1000

// All three forms of a date begin with the day of the week; what else Date.parse makes a date of ("1.5", "-5") is none.
const DATE = /^[A-Z][a-z]{2,8},? .*\d/

/** Milliseconds to wait from `now`; undefined when the header is absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseDate(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS)
}

// The oldest form, "Sun Nov  6 08:49:37 1994", leaves out that it is GMT.
function parseDate(text: string): number {
  return DATE.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN
}
