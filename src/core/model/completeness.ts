// How much of a guide an index holds, and how to get the rest. Pure: the one notion of it, for every surface and for
// the hint of a search.

import { describeDuration } from '../platform/duration.ts'
import { formatCount } from '../text/format-count.ts'
import type { Locale } from './locale.ts'
import { type CommandSetting, USUAL_SETTING, writeGetCommand } from './printed-commands.ts'

/** A run that waits for a site that does not answer. */
export interface Waiting {
  /** When the site was last asked before it stopped answering. Milliseconds since the epoch. */
  readonly since: number
  /** For people: "the site cannot be read: …". */
  readonly reason: string
}

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
  /** Of that run. */
  readonly waiting?: Waiting | undefined
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
  /** The run that is at it waits for the site; absent where it does not. */
  readonly waiting?: Waiting
  /**
   * What the pages that are missing take at the pace the site asks for; undefined for a complete guide, and while the
   * run waits for the site.
   */
  readonly leftMs: number | undefined
  /** What gets the rest; undefined for a complete guide. */
  readonly command: string | undefined
}

export function computeCompleteness(guide: GuideProgress, setting: CommandSetting = USUAL_SETTING): Completeness {
  const { pages, left, isRunning, completedAt, lastWorkAt, delayMs } = guide
  const waiting = isRunning ? guide.waiting : undefined
  if (completedAt !== undefined) {
    return {
      kind: 'complete',
      pages,
      known: pages,
      stoppedAt: undefined,
      isRunning,
      ...(waiting && { waiting }),
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
    ...(waiting && { waiting }),
    leftMs: waiting ? undefined : left * delayMs,
    command: writeGetCommand(guide.catalogId, setting, guide.locale),
  }
}

/** "8 of 268 pages, stopped 2026-01-01 09:30 UTC, about 22 minutes left"; "12 pages" for a complete guide. */
export function describeCompleteness(completeness: Completeness): string {
  const { kind, pages, known, stoppedAt, isRunning, leftMs, waiting } = completeness
  if (kind === 'complete') return formatCount(pages, 'page')
  const stopped = stoppedAt === undefined ? '' : `, stopped ${formatMinute(stoppedAt)}`
  const when = waiting ? `, ${describeWaiting(waiting)}` : isRunning ? ', being crawled now' : stopped
  const left = leftMs === undefined || leftMs <= 0 ? '' : `, about ${describeDuration(leftMs)} left`
  return `${known > pages ? `${pages} of ${known} pages` : `${formatCount(pages, 'page')}, not complete`}${when}${left}`
}

export function describeWaiting({ since }: Waiting): string {
  return `waiting for the site since ${formatMinute(since)}`
}

/** While a crawl is at work. */
export const SEARCHABLE_ALREADY = 'Pages can be searched as soon as they are stored, also while a crawl runs.'

/** "2026-01-01 09:30 UTC". `time`: milliseconds since the epoch, or ISO 8601 as a catalog has it. */
export function formatMinute(time: number | string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
