// How far a run over guides is. Guides are crawled in turn: on a terminal a line is for all of them together, in a log
// lines are for each.

import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { describeDuration } from '../../core/platform/duration.ts'
import { formatCount } from '../../core/text/format-count.ts'
import type { CrawlProgress } from '../../crawl/run/progress.ts'
import { talk } from '../command-context.ts'
import { showSteps } from './progress-view.ts'

export interface RunProgress {
  update(progress: CrawlProgress): void
  /** Whether the run waits for a site that does not answer: what is left then takes nobody knows how long. */
  wait(isWaiting: boolean): void
  stop(): void
}

const ASKING = 'asking the site'
const WAITING = 'waiting for the site'

/** The guides that the run is over. `note` is said once, before the first line. */
export function showProgress(
  guides: readonly { readonly catalogId: string; readonly locale: Locale }[],
  note = '',
  stream: NodeJS.WriteStream = process.stderr,
): RunProgress {
  const view = showSteps(stream)
  const [only] = guides
  const name = guides.length === 1 && only ? formatGuideName(only) : formatCount(guides.length, 'guide')
  const all = new Map<string, CrawlProgress>()
  let isSaid = note === ''
  let isWaiting = false
  let last: CrawlProgress | undefined
  const show = (progress: CrawlProgress) => {
    const open = [...all.values()]
    const leftMs = sumOver(open, (one) => one.leftMs)
    if (stream.isTTY) {
      const counts =
        guides.length === 1 ? describeCounts(progress) : `${nameGuide(progress)} ${describeCounts(progress)}`.trim()
      const done = sumOver(open, (one) => one.done)
      const told = isWaiting ? { leftMs: 0, rest: WAITING } : { leftMs, rest: counts }
      view.update({ name, done, total: sumOver(open, ({ total }) => total), ...told })
    } else {
      // Requests of all guides stand in one line, so what is left of one takes as long as what is left of all that are
      // open.
      const left = leftMs > 0 ? `about ${describeDuration(leftMs)} left` : ''
      const rest = [left, describeCounts(progress)].filter(Boolean).join(', ')
      view.update({ name: nameGuide(progress), done: progress.done, total: progress.total, rest })
    }
  }
  // The site's rules and a guide's contents come before the first page, and may take half a minute.
  if (stream.isTTY && guides.length > 0) view.update({ name, done: 0, total: undefined, rest: ASKING })
  return {
    update(progress) {
      all.set(nameGuide(progress), progress)
      if (!isSaid) talk(note)
      isSaid = true
      last = progress
      show(progress)
    },
    wait(is) {
      const isNews = isWaiting !== is
      isWaiting = is
      // In a log the run itself says so.
      if (!stream.isTTY || !isNews) return
      if (last) show(last)
      else view.update({ name, done: 0, total: undefined, rest: is ? WAITING : ASKING })
    },
    stop: view.stop,
  }
}

function nameGuide({ guide, locale, isImages }: CrawlProgress): string {
  return `${formatGuideName({ catalogId: guide, locale })}${isImages ? ' images' : ''}`
}

export function formatGuideName({
  catalogId,
  locale,
}: {
  readonly catalogId: string
  readonly locale: Locale
}): string {
  return locale === DEFAULT_LOCALE ? catalogId : `${catalogId} ${locale}`
}

function describeCounts({ counts }: CrawlProgress): string {
  return Object.entries(counts)
    .filter(([name, count]) => name !== 'left' && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

function sumOver(all: readonly CrawlProgress[], value: (progress: CrawlProgress) => number): number {
  return all.reduce((sum, progress) => sum + value(progress), 0)
}
