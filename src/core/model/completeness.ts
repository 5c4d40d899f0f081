// How much of a guide an index holds, and how to get the rest. Pure: the one notion of it, for every surface and for
// the hint of a search.

import { describeDuration } from '../platform/duration.ts'
import { formatCount } from '../text/format-count.ts'
import type { Locale } from './locale.ts'
import { type CommandSetting, USUAL_SETTING, writeGetCommand } from './printed-commands.ts'

/** What the index knows of a guide. */
export interface GuideProgress {
  readonly catalogId: string
  readonly locale: Locale
  readonly pages: number
  /** Pages that are known and were not asked for yet. */
  readonly left: number
  /** When a crawl last covered the whole guide; undefined while none has. Milliseconds since the epoch. */
  readonly completedAt: number | undefined
  /** When the last of its pages was confirmed, else when the crawl began. */
  readonly lastWorkAt: number | undefined
  /** A run that has the guide on its list is alive. */
  readonly isRunning: boolean
  /** Between two requests, as the site asks. */
  readonly delayMs: number
}

export interface Completeness {
  readonly kind: 'complete' | 'partial'
  readonly pages: number
  /** Pages of the guide as far as they are known: links that are found on the way may add to it. */
  readonly known: number
  /** When the crawl stopped; undefined while one is at it, and for a complete guide. Milliseconds since the epoch. */
  readonly stoppedAt: number | undefined
  /** A run is at the guide now. */
  readonly isRunning: boolean
  /** What the pages that are missing take at the pace the site asks for; undefined for a complete guide. */
  readonly leftMs: number | undefined
  /** What gets the rest; undefined for a complete guide. */
  readonly command: string | undefined
}

export function computeCompleteness(guide: GuideProgress, setting: CommandSetting = USUAL_SETTING): Completeness {
  const { pages, left, isRunning, completedAt, lastWorkAt, delayMs } = guide
  if (completedAt !== undefined) {
    return {
      kind: 'complete',
      pages,
      known: pages,
      stoppedAt: undefined,
      isRunning,
      leftMs: undefined,
      command: undefined,
    }
  }
  return {
    kind: 'partial',
    pages,
    known: pages + left,
    stoppedAt: isRunning ? undefined : lastWorkAt,
    isRunning,
    leftMs: left * delayMs,
    command: writeGetCommand(guide.catalogId, setting, guide.locale),
  }
}

/** "8 of 268 pages, stopped 2026-01-01 09:30 UTC, about 22 minutes left"; "12 pages" for a complete guide. */
export function describeCompleteness({ kind, pages, known, stoppedAt, isRunning, leftMs }: Completeness): string {
  if (kind === 'complete') return formatCount(pages, 'page')
  const when = isRunning ? ', being crawled now' : stoppedAt === undefined ? '' : `, stopped ${formatMinute(stoppedAt)}`
  const left = leftMs === undefined || leftMs <= 0 ? '' : `, about ${describeDuration(leftMs)} left`
  return `${known > pages ? `${pages} of ${known} pages` : `${formatCount(pages, 'page')}, not complete`}${when}${left}`
}

/** While a crawl is at work. */
export const SEARCHABLE_ALREADY = 'Pages can be searched as soon as they are stored, also while a crawl runs.'

function formatMinute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
