// A crawl: the guides that were asked for, one after another, every page of each.

import { DocsError } from '../core/errors.ts'
import { type Locale, languageOf } from '../core/locale.ts'
import { dropEmptyGuide, ensureGuide, type GuideRow } from '../store/guide-rows.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { crawlGuide } from './crawl-guide.ts'
import type { Hold } from './hold-index.ts'
import { createPatience } from './patience.ts'
import { type CrawlProgress, createProgressMeter } from './progress.ts'
import { DEFAULT_PRUNE_SHARE } from './prune-gone.ts'
import { type CrawlReport, type GuideReport, reportGuide } from './report.ts'
import { type RunResult, runGuides, whyAborted } from './run-guides.ts'

export interface CrawlRequest {
  readonly guides: readonly {
    readonly catalogId: string
    readonly base: string
    readonly locale: Locale
    /** As the catalog has them; the guide's own pages say them better. */
    readonly product: string
    readonly title: string
  }[]
  /** Pages of each guide to be finished at most in this run; the next run goes on. */
  readonly maxPages?: number
  /** Remove pages that left the site even when they are more than the set share of a guide. */
  readonly force?: boolean
  /** Share of a guide's pages that may be removed at once. Default 0.2. */
  readonly pruneShare?: number
  /** Ends the run in an orderly way: it is left resumable. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CrawlProgress) => void
}

export const DEFAULT_CONCURRENCY = 8

/** Never rejects for what the site, the disk or another process does: that is in the report. */
export function crawlGuides(deps: CrawlDeps, request: CrawlRequest): Promise<CrawlReport> {
  return runGuides(deps, 'crawl', request.signal, (hold) => crawlAll(deps, request, hold))
}

async function crawlAll(deps: CrawlDeps, request: CrawlRequest, { signal, continuesSince }: Hold): Promise<RunResult> {
  const { db, concurrency = DEFAULT_CONCURRENCY } = deps
  const patience = createPatience(concurrency)
  const progress = createProgressMeter(request.onProgress)
  const { maxPages = Number.POSITIVE_INFINITY, force = false, pruneShare = DEFAULT_PRUNE_SHARE } = request
  const guides: GuideReport[] = []
  const missing: string[] = []
  let stopped: string | undefined
  for (const wanted of request.guides) {
    if (stopped !== undefined) break
    let guide: GuideRow | undefined
    try {
      guide = ensureGuide(db, wanted)
      const crawl = { guide, continuesSince, maxPages, force, pruneShare, patience, progress, signal }
      const end = await crawlGuide(deps, crawl)
      guides.push(reportGuide(db, guide, end.kind === 'unreachable' ? end.reason : undefined))
      if (end.kind !== 'aborted' && dropEmptyGuide(db, guide.id) && end.kind === 'finished') {
        missing.push(`${guide.catalogId} in ${languageOf(guide.locale)}`)
      }
      if (end.kind === 'aborted') stopped = whyAborted(signal)
      if (end.kind === 'unreachable') stopped = end.reason
    } catch (error) {
      if (!(error instanceof DocsError) && !signal.aborted) throw error
      stopped = error instanceof DocsError ? error.advice : whyAborted(signal)
      if (guide) guides.push(reportGuide(db, guide, stopped))
    }
  }
  const missed = missing.length > 0 ? `the site has no guide at the address of ${missing.join(', ')}` : undefined
  return { guides, stopped, missed, bound: 'stopped at the pages asked for' }
}
