// The Retry-After header: seconds or a date (RFC 9110, 10.2.3). Pure.

/** No server may park the crawler for longer than this. */
const LONGEST_MS = 60 * 60 * 1000

/** Milliseconds to wait from `now`; undefined when the header is absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS)
}
