// Spans of time as people write them ("7d", "2h", "90m"), and the times that they lead back to. Pure.

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Whole milliseconds; undefined when the text is no such span. "0" needs no unit. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([smhdw])?\s*$/i.exec(text) ?? []
  if (number === undefined) return undefined
  if (unit === undefined) return Number(number) === 0 ? 0 : undefined
  const factor = UNITS[unit.toLowerCase()]
  return factor === undefined ? undefined : Math.round(Number(number) * factor)
}

/** The time that a span back from `now`, or a date, means; never before 1970. Undefined when the text is neither. */
export function parseSince(text: string, now: number): number | undefined {
  const span = parseDuration(text)
  const date = isDate(text) ? Date.parse(text.trim()) : Number.NaN
  const time = span === undefined ? date : now - span
  return Number.isNaN(time) ? undefined : Math.max(0, time)
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i

// Date.parse takes 31 February for 3 March, and much else for a date.
function isDate(text: string): boolean {
  const [, day] = DATE.exec(text.trim()) ?? []
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${day}`)
}

/** "40 seconds", "22 minutes", "3.5 hours", "4.9 days": for people, no more exact than an estimate is. */
export function describeDuration(ms: number): string {
  const [unit, size] =
    ms < 60_000
      ? ['second', 1000]
      : ms < 120 * 60_000
        ? ['minute', 60_000]
        : ms < 48 * 3_600_000
          ? ['hour', 3_600_000]
          : ['day', 86_400_000]
  const value = ms / Number(size)
  const shown = value < 10 && Number(size) >= 3_600_000 ? Math.round(value * 10) / 10 : Math.max(1, Math.round(value))
  return `${shown} ${unit}${shown === 1 ? '' : 's'}`
}
