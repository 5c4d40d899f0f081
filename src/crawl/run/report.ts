// The report of a crawl: every URL of a pass accounted for, with the reason where it was not stored. Reads the
// frontier, which outlives a killed run.

import { formatDocUrl } from '../../core/model/doc-url.ts'
import type { Locale } from '../../core/model/locale.ts'
import { countOutcomes, listFrontierOutcomes } from '../../store/frontier/frontier.ts'
import { type GuideRow, isEmptyGuide } from '../../store/guides/guide-rows.ts'
import { countLivePages } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** Together the URLs of the pass. `left` were not asked for yet: the run was stopped before. */
export interface GuideCounts {
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly moved: number
  readonly gone: number
  readonly untranslated: number
  readonly skipped: number
  readonly failed: number
  readonly left: number
}

/** Addresses of images that the guide's pages show. What fails costs no page anything. */
export interface ImageReport {
  /** Pages that show images, how many addresses they show, and of how many the image is kept now. */
  readonly pages: number
  readonly shown: number
  readonly kept: number
  /** By what became of those that were asked for in this run; `left` were not asked for yet. */
  readonly counts: Readonly<Record<'new' | 'changed' | 'unchanged' | 'failed' | 'left', number>>
  readonly bytes: number
  readonly failed: readonly { readonly url: string; readonly reason: string }[]
}

export interface GuideReport {
  /** Catalog id. */
  readonly id: string
  readonly base: string
  readonly locale: Locale
  /** Pages in the index now. */
  readonly pages: number
  /** Every page was asked for and none failed. */
  readonly complete: boolean
  readonly counts: GuideCounts
  readonly skipped: readonly { readonly url: string; readonly reason: string }[]
  readonly failed: readonly { readonly url: string; readonly reason: string }[]
  readonly moved: readonly { readonly from: string; readonly to: string }[]
  readonly gone: readonly string[]
  /** Absent where the guide's images are not kept. */
  readonly images?: ImageReport
}

export interface CrawlReport {
  readonly kind: 'complete' | 'partial' | 'refused'
  /** 0 done as asked, 2 something failed or was left, 3 nothing could be done. */
  readonly exitCode: 0 | 2 | 3
  /** Why it is not complete. */
  readonly reason: string | undefined
  readonly guides: readonly GuideReport[]
  readonly requests: number
  readonly bytes: number
  readonly durationMs: number
}

export const NO_COUNTS: GuideCounts = {
  new: 0,
  changed: 0,
  unchanged: 0,
  moved: 0,
  gone: 0,
  untranslated: 0,
  skipped: 0,
  failed: 0,
  left: 0,
}

export function readGuideCounts(db: SqlDatabase, guideId: number): GuideCounts {
  return { ...NO_COUNTS, ...Object.fromEntries(countOutcomes(db, guideId)) }
}

/** A guide of which this run asked for no page: what the frontier holds is of an earlier one. */
export function reportUnasked(db: SqlDatabase, guide: GuideRow): GuideReport {
  const { catalogId: id, base, locale } = guide
  const nothing = { counts: NO_COUNTS, skipped: [], failed: [], moved: [], gone: [] }
  return { id, base, locale, pages: countLivePages(db, guide.id), complete: false, ...nothing }
}

/** `failure` is why the guide as a whole could not be crawled. */
export function reportGuide(db: SqlDatabase, guide: GuideRow, failure?: string): GuideReport {
  const counts = readGuideCounts(db, guide.id)
  const skipped: { url: string; reason: string }[] = []
  const failed: { url: string; reason: string }[] = []
  const moved: { from: string; to: string }[] = []
  const gone: string[] = []
  for (const { path, outcome, detail } of listFrontierOutcomes(db, guide.id, ['skipped', 'failed', 'moved', 'gone'])) {
    const url = formatDocUrl(path)
    if (outcome === 'skipped') skipped.push({ url, reason: detail ?? '' })
    else if (outcome === 'failed') failed.push({ url, reason: detail ?? '' })
    else if (outcome === 'moved') moved.push({ from: url, to: formatDocUrl(detail ?? '') })
    else gone.push(url)
  }
  return {
    id: guide.catalogId,
    base: guide.base,
    locale: guide.locale,
    pages: countLivePages(db, guide.id),
    complete: failure === undefined && counts.left === 0 && counts.failed === 0 && !isEmptyGuide(db, guide.id),
    counts,
    skipped,
    failed,
    moved,
    gone,
  }
}
