// Ages for people. Pure.

const DAY_MS = 24 * 60 * 60 * 1000

/** "today", "1 day old", "12 days old". */
export function describeAge(time: number, now: number): string {
  const days = Math.floor((now - time) / DAY_MS)
  if (days <= 0) return 'today'
  return days === 1 ? '1 day old' : `${days} days old`
}
