// What is said beside a list of changes: how far back the record of them goes, and what nobody can know. Pure.

import { type Locale, toLanguage } from '../core/model/locale.ts'
import { formatCount } from '../core/text/format-count.ts'
import type { ChangeLog } from './read-changes.ts'

interface Asked {
  readonly since: number
  readonly now: number
  readonly locale?: Locale | undefined
}

const MOST_NAMED = 5

/** Sentences; empty where the record is whole for that time. */
export function describeRecord(log: Pick<ChangeLog, 'guides' | 'goesBackTo'>, { since, now, locale }: Asked): string[] {
  if (since > now) return [`${formatDay(since)} is in the future: nothing has changed since then.`]
  if (log.goesBackTo === undefined)
    return [`Nothing is indexed${locale ? ` in ${toLanguage(locale)}` : ''}, so nothing is known of changes.`]
  const begins = new Map<string, string[]>()
  for (const { guide, locale: own, goesBackTo } of log.guides) {
    if (goesBackTo <= since) continue
    const day = formatDay(goesBackTo)
    begins.set(day, [...(begins.get(day) ?? []), `${guide} ${own}`])
  }
  if (begins.size === 0) return []
  const days = [...begins].sort(([a], [b]) => (a < b ? 1 : -1))
  const isOfAll = days.length === 1 && days[0]?.[1].length === log.guides.length
  const where = days.map(([day, names]) => (isOfAll ? day : `${day} (${nameSome(names)})`))
  return [`The record goes back to ${where.join(', ')}; what changed before is not known.`]
}

function nameSome(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? [formatCount(names.length - MOST_NAMED + 1, 'more guide')] : []
  return [...(more.length > 0 ? names.slice(0, MOST_NAMED - 1) : names), ...more].join(', ')
}

function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
