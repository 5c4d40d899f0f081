// How far a crawl is, told after every page. Counts are kept here so that no page asks the database for them.

import type { Locale } from '../../core/model/locale.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import type { PageOutcome } from '../page/store-visit.ts'
import { type GuideCounts, NO_COUNTS } from './report.ts'

export interface CrawlProgress {
  /** Catalog id. */
  readonly guide: string
  readonly locale: Locale
  /**
   * URLs of the pass that are accounted for, and all that are known so far: the total grows with links that are found.
   */
  readonly done: number
  readonly total: number
  /** What the pages that are left take at the pace asked for; 0 where the site asks for none. */
  readonly leftMs: number
  /** The page that was finished last; undefined at the beginning of a guide. */
  readonly current: string | undefined
  readonly counts: GuideCounts
  /** These are images of the guide's pages, which come behind all pages. */
  readonly isImages?: true
}

export function toImageProgress(guide: GuideRow, done: number, total: number, delayMs: number): CrawlProgress {
  const { catalogId, locale } = guide
  const leftMs = (total - done) * delayMs
  return { guide: catalogId, locale, done, total, leftMs, current: undefined, counts: NO_COUNTS, isImages: true }
}

export interface ProgressMeter {
  /**
   * `counts` are those of the pass so far: a resumed pass does not begin at nothing. Where nothing is left to be done,
   * nothing is told.
   */
  begin(guide: GuideRow, counts: GuideCounts): void
  /** `discovered` pages were added to the guide's pass. */
  recordDone(guide: GuideRow, url: string, outcome: PageOutcome, discovered: number): void
}

/** `delayMs` says how far apart requests are now. */
export function createProgressMeter(
  onProgress: ((progress: CrawlProgress) => void) | undefined,
  delayMs: () => number = () => 0,
): ProgressMeter {
  const countsOf = new Map<number, GuideCounts>()
  const tell = (guide: GuideRow, counts: GuideCounts, current: string | undefined) => {
    countsOf.set(guide.id, counts)
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const { catalogId, locale } = guide
    const leftMs = counts.left * delayMs()
    onProgress?.({ guide: catalogId, locale, done: total - counts.left, total, leftMs, current, counts })
  }
  return {
    begin(guide, counts) {
      if (counts.left > 0) tell(guide, counts, undefined)
    },
    recordDone(guide, url, outcome, discovered) {
      const counts = countsOf.get(guide.id) ?? NO_COUNTS
      tell(guide, { ...counts, [outcome]: counts[outcome] + 1, left: counts.left - 1 + discovered }, url)
    },
  }
}
