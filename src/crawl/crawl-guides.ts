// A crawl: takes the index's lock, goes through the guides one after another, and says what became of every URL. What it may not do is end worse than
// it began: whatever stops it, the pages committed so far are kept and the next run goes on from there.

import { DocsError, messageOf } from '../core/errors.ts'
import type { Locale } from '../core/locale.ts'
import { dropEmptyGuide, ensureGuide, type GuideRow } from '../store/guide-rows.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { crawlGuide, type GuideCrawlEnd } from './crawl-guide.ts'
import { type Hold, holdIndex } from './hold-index.ts'
import { createPatience } from './patience.ts'
import { type CrawlProgress, createProgressMeter } from './progress.ts'
import { DEFAULT_PRUNE_SHARE } from './prune-gone.ts'
import { type CrawlReport, type GuideReport, reportGuide } from './report.ts'

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

const DEFAULT_CONCURRENCY = 8

/** Never rejects for what the site, the disk or another process does: that is in the report. */
export async function crawlGuides(deps: CrawlDeps, request: CrawlRequest): Promise<CrawlReport> {
  const startedAt = deps.clock.now()
  const sum = (end: Conclusion, guides: readonly GuideReport[]): CrawlReport => ({
    ...end,
    guides,
    ...deps.fetcher.counts,
    durationMs: Math.max(0, deps.clock.now() - startedAt),
  })
  try {
    return await holdIndex(deps, 'crawl', async (hold) => {
      const robots = await readRobots(deps, eitherSignal(request.signal, hold.signal))
      if (robots !== undefined) {
        return { report: sum({ kind: 'refused', exitCode: 3, reason: robots }, []), covered: false }
      }
      const { ends, guides, stopped } = await crawlAll(deps, request, hold)
      return { report: sum(conclude(ends, guides, stopped), guides), covered: stopped === undefined }
    })
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    return sum({ kind: 'refused', exitCode: 3, reason: error.advice }, [])
  }
}

type Conclusion = Pick<CrawlReport, 'kind' | 'exitCode' | 'reason'>

function eitherSignal(asked: AbortSignal | undefined, lost: AbortSignal): AbortSignal {
  return asked ? AbortSignal.any([asked, lost]) : lost
}

// Why nothing may be asked; undefined when robots.txt could be read.
async function readRobots({ fetcher }: CrawlDeps, signal: AbortSignal): Promise<string | undefined> {
  try {
    const robots = await fetcher.robots(signal)
    return robots.kind === 'unreachable' ? robots.reason : undefined
  } catch (error) {
    if (signal.aborted) return 'interrupted'
    throw error
  }
}

interface GuideEnd {
  readonly guide: GuideRow
  readonly end: GuideCrawlEnd | { readonly kind: 'no-guide' }
}

async function crawlAll(deps: CrawlDeps, request: CrawlRequest, { signal: lost, continuesSince }: Hold) {
  const { db, concurrency = DEFAULT_CONCURRENCY } = deps
  const signal = eitherSignal(request.signal, lost)
  const patience = createPatience(concurrency)
  const progress = createProgressMeter(request.onProgress)
  const { maxPages = Number.POSITIVE_INFINITY, force = false, pruneShare = DEFAULT_PRUNE_SHARE } = request
  const ends: GuideEnd[] = []
  const guides: GuideReport[] = []
  let stopped: string | undefined
  for (const wanted of request.guides) {
    if (stopped !== undefined) break
    let guide: GuideRow | undefined
    try {
      guide = ensureGuide(db, wanted)
      const crawl = { guide, continuesSince, maxPages, force, pruneShare, concurrency, patience, progress, signal }
      let end: GuideEnd['end'] = await crawlGuide(deps, crawl)
      const failure = end.kind === 'unreachable' ? end.reason : undefined
      guides.push(reportGuide(db, guide, failure))
      if (end.kind !== 'aborted' && dropEmptyGuide(db, guide.id) && end.kind === 'finished') end = { kind: 'no-guide' }
      ends.push({ guide, end })
      if (end.kind === 'aborted') stopped = lost.aborted ? messageOf(lost.reason) : 'interrupted'
      if (end.kind === 'unreachable') stopped = end.reason
    } catch (error) {
      if (!(error instanceof DocsError) && !signal.aborted) throw error
      stopped = error instanceof DocsError ? error.advice : 'interrupted'
      if (guide) guides.push(reportGuide(db, guide, stopped))
    }
  }
  return { ends, guides, stopped }
}

function conclude(ends: readonly GuideEnd[], guides: readonly GuideReport[], stopped: string | undefined): Conclusion {
  const missing = ends.filter(({ end }) => end.kind === 'no-guide').map(({ guide }) => guide.catalogId)
  const noGuide = missing.length > 0 ? `no guide is found at the address of ${missing.join(', ')}` : undefined
  const reason = stopped ?? noGuide
  const wasUseless = guides.every((guide) => guide.pages === 0 && guide.counts.untranslated === 0)
  if (reason !== undefined && wasUseless) return { kind: 'refused', exitCode: 3, reason }
  if (reason !== undefined) return { kind: 'partial', exitCode: 2, reason }
  const failed = guides.reduce((sum, guide) => sum + guide.counts.failed, 0)
  if (failed > 0) return { kind: 'partial', exitCode: 2, reason: `${failed} pages failed` }
  const left = guides.reduce((sum, guide) => sum + guide.counts.left, 0)
  if (left > 0)
    return { kind: 'partial', exitCode: 0, reason: `stopped at the pages asked for; ${left} are left for the next run` }
  return { kind: 'complete', exitCode: 0, reason: undefined }
}
