// How far a run over guides is. Guides are crawled in turn: a bar is for all of them together, lines are for each.

import { describeDuration } from '../core/duration.ts'
import { DEFAULT_LOCALE, type Locale } from '../core/locale.ts'
import type { CrawlProgress } from '../crawl/progress.ts'
import { talk } from './command-context.ts'
import { showSteps } from './progress-view.ts'

export interface RunProgress {
  update(progress: CrawlProgress): void
  stop(): void
}

/** `guides`: how many the run is over. `note` is said once, before the first line. */
export function showProgress(guides: number, note = '', stream: NodeJS.WriteStream = process.stderr): RunProgress {
  const view = showSteps(stream)
  const isTogether = stream.isTTY && guides > 1
  const all = new Map<string, CrawlProgress>()
  let isSaid = note === ''
  return {
    update(progress) {
      const name = nameOf(progress)
      all.set(name, progress)
      if (!isSaid) talk(note)
      isSaid = true
      const shown = isTogether ? [...all.values()] : [progress]
      view.update({
        name: isTogether ? `${guides} guides` : name,
        done: sumOf(shown, ({ done }) => done),
        total: sumOf(shown, ({ total }) => total),
        rest: [isTogether ? name : '', timeLeft([...all.values()]), countsOf(progress)].filter(Boolean).join(', '),
      })
    },
    stop: view.stop,
  }
}

function nameOf({ guide, locale, isImages }: CrawlProgress): string {
  return `${guideName({ catalogId: guide, locale })}${isImages ? ' images' : ''}`
}

export function guideName({ catalogId, locale }: { readonly catalogId: string; readonly locale: Locale }): string {
  return locale === DEFAULT_LOCALE ? catalogId : `${catalogId} ${locale}`
}

// Requests of all guides stand in one line, so what is left of one takes as long as what is left of all that are open.
function timeLeft(open: readonly CrawlProgress[]): string {
  const ms = sumOf(open, ({ leftMs }) => leftMs)
  return ms > 0 ? `about ${describeDuration(ms)} left` : ''
}

function countsOf({ counts }: CrawlProgress): string {
  return Object.entries(counts)
    .filter(([name, count]) => name !== 'left' && count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

function sumOf(all: readonly CrawlProgress[], value: (progress: CrawlProgress) => number): number {
  return all.reduce((sum, progress) => sum + value(progress), 0)
}
