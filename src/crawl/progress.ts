// How far a crawl is, told after every page. Counts are kept here so that no page asks the database for them.

import type { Locale } from '../core/locale.ts'
import type { GuideRow } from '../store/guide-rows.ts'
import { type GuideCounts, NO_COUNTS } from './report.ts'
import type { PageOutcome } from './store-visit.ts'

export interface CrawlProgress {
  /** Catalog id. */
  readonly guide: string
  readonly locale: Locale
  /** URLs of the pass that are accounted for, and all that are known so far: the total grows with links that are found. */
  readonly done: number
  readonly total: number
  /** The page that was finished last; undefined at the beginning of a guide. */
  readonly current: string | undefined
  readonly counts: GuideCounts
}

export interface ProgressMeter {
  /** `counts` are those of the pass so far: a resumed pass does not begin at nothing. Where nothing is left to be done, nothing is told. */
  begin(guide: GuideRow, counts: GuideCounts): void
  /** `discovered` pages were added to the pass. */
  done(url: string, outcome: PageOutcome, discovered: number): void
}

export function createProgressMeter(onProgress: ((progress: CrawlProgress) => void) | undefined): ProgressMeter {
  let guide: GuideRow | undefined
  let counts: GuideCounts = NO_COUNTS
  const tell = (current: string | undefined) => {
    if (!guide) return
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    onProgress?.({ guide: guide.catalogId, locale: guide.locale, done: total - counts.left, total, current, counts })
  }
  return {
    begin(next, soFar) {
      guide = next
      counts = soFar
      if (counts.left > 0) tell(undefined)
    },
    done(url, outcome, discovered) {
      counts = { ...counts, [outcome]: counts[outcome] + 1, left: counts.left - 1 + discovered }
      tell(url)
    },
  }
}
