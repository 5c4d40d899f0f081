// Dates and ages as answers show them. Pure.

const DAY_MS = 24 * 60 * 60 * 1000

/** `2026-11-23`. */
export function readDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** "today", "3 days ago". */
export function describeAge(time: number, now: number): string {
  const days = Math.floor((now - time) / DAY_MS)
  if (days <= 0) return 'today'
  return days === 1 ? '1 day ago' : `${days} days ago`
}
