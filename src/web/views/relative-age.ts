// Dates as people read them: how long ago, with the exact time behind it.

import { type Html, html } from './html.ts'
import type { UiLanguage } from './ui-text.ts'

const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 days ago", "3 日前"; under a minute counts as now. */
export function formatAge(at: number, now: number, language: UiLanguage): string {
  const elapsed = Math.max(0, now - at)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  for (const [unit, ms] of UNITS) if (elapsed >= ms) return format.format(-Math.floor(elapsed / ms), unit)
  return format.format(0, 'second')
}

/** The age as a `time` element whose title is the exact time in UTC. */
export function renderAge(at: number, now: number, language: UiLanguage, phrase = (age: string) => age): Html {
  const exact = new Date(at).toISOString()
  return html`<time datetime="${exact}" title="${exact.slice(0, 16).replace('T', ' ')} UTC">${phrase(formatAge(at, now, language))}</time>`
}
