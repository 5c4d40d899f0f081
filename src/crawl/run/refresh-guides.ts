// A refresh: over guides that the index has, in two rounds. First every guide is looked at and asked for what is new,
// gone or announced; then, with the time that is left, for the pages that are old, the guide with the oldest first.

import { DocsError } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { type GuideSummary, summarizeGuides } from '../../store/guides/guide-rows.ts'
import type { Hold } from '../../store/lock/hold-run-lock.ts'
import { crawlGuide, isCrawlUnfinished } from '../pass/crawl-guide.ts'
import { DEFAULT_PRUNE_SHARE } from '../pass/prune-gone.ts'
import { askForDue, askForUrgent, type GuideRefresh, lookAtGuide } from '../pass/refresh-guide.ts'
import type { PassEnd } from '../pass/work-pass.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { type CrawlProgress, createProgressMeter } from './progress.ts'
import { type CrawlReport, reportGuide, reportUnasked } from './report.ts'
import { explainAbort, type RunResult, runGuides } from './run-guides.ts'

export interface RefreshRequest {
  readonly guides: readonly { readonly base: string; readonly locale: Locale }[]
  /** Pages that the site confirmed longer ago than this are due. */
  readonly maxAgeMs: number
  /** Aborts when the time for this run is used up: it ends as it should, and the next one goes on. */
  readonly budget?: AbortSignal
  /** Remove pages that left the site even when they are more than the set share of a guide. */
  readonly force?: boolean
  /** Share of a guide's pages that may be removed at once. Default 0.2. */
  readonly pruneShare?: number
  /** Ends the run in an orderly way: it is left resumable. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CrawlProgress) => void
}

/** Guides in a row whose contents cannot be had before the site is taken to be down. */
const MOST_UNREACHABLE = 2

/** Never rejects for what the site, the disk or another process does: that is in the report. */
export function refreshGuides(deps: CrawlDeps, request: RefreshRequest): Promise<CrawlReport> {
  return runGuides(deps, 'refresh', request, (hold) => refreshAll(deps, request, hold))
}

async function refreshAll(deps: CrawlDeps, request: RefreshRequest, hold: Hold): Promise<RunResult> {
  const { db } = deps
  const { budget, maxAgeMs, force = false, pruneShare = DEFAULT_PRUNE_SHARE } = request
  const signal = budget ? AbortSignal.any([hold.signal, budget]) : hold.signal
  const shared = {
    maxAgeMs,
    force,
    pruneShare,
    maxPages: Number.POSITIVE_INFINITY,
    progress: createProgressMeter(request.onProgress, () => deps.fetcher.host.delayMs),
    signal,
  }
  const wanted = new Set(request.guides.map(({ base, locale }) => `${locale} ${base}`))
  const guides = summarizeGuides(db)
    .filter(({ base, locale }) => wanted.has(`${locale} ${base}`))
    .sort((a, b) => (a.oldest ?? 0) - (b.oldest ?? 0))
    .map((guide): GuideRefresh => ({ ...shared, guide: toRow(guide) }))
  const reached = new Set<GuideRefresh>()
  const failures = new Map<GuideRefresh, string>()
  let stopped: string | undefined
  const ends = (end: PassEnd): boolean => {
    if (end.kind === 'unreachable') stopped = end.reason
    return end.kind === 'unreachable' || end.kind === 'aborted'
  }
  try {
    await lookAround(deps, guides, reached, failures, ends)
    for (const refresh of guides) {
      if (stopped !== undefined || signal.aborted) break
      const isCrawl = isCrawlUnfinished(deps, refresh.guide)
      if (!isCrawl && !reached.has(refresh)) continue
      reached.add(refresh)
      const work = isCrawl ? crawlGuide(deps, { ...refresh, continuesSince: undefined }) : askForDue(deps, refresh)
      if (ends(await work)) break
    }
  } catch (error) {
    if (!(error instanceof DocsError) && !signal.aborted) throw error
    if (error instanceof DocsError && !signal.aborted) stopped = error.advice
  }
  if (hold.signal.aborted) stopped = explainAbort(hold.signal)
  const missed = [...failures.values()][0]
  return {
    guides: guides.flatMap((refresh) => {
      if (reached.has(refresh)) return [reportGuide(db, refresh.guide)]
      return failures.has(refresh) ? [reportUnasked(db, refresh.guide)] : []
    }),
    stopped,
    missed: missed && `the contents of ${formatCount(failures.size, 'guide')} could not be read: ${missed}`,
    bound: 'the time given is used up',
    guidesLeft: guides.filter((refresh) => !reached.has(refresh) && !failures.has(refresh)).length,
  }
}

// A guide whose first crawl was stopped is left for the second round, which ends the crawl.
async function lookAround(
  deps: CrawlDeps,
  guides: readonly GuideRefresh[],
  reached: Set<GuideRefresh>,
  failures: Map<GuideRefresh, string>,
  ends: (end: PassEnd) => boolean,
): Promise<void> {
  let inARow = 0
  for (const refresh of guides) {
    if (isCrawlUnfinished(deps, refresh.guide)) continue
    const look = await lookAtGuide(deps, refresh)
    if (look.kind === 'unreachable') {
      failures.set(refresh, look.reason)
      if (++inARow >= MOST_UNREACHABLE && ends(look)) return
      continue
    }
    inARow = 0
    reached.add(refresh)
    if (ends(await askForUrgent(deps, refresh))) return
  }
}

function toRow({ id, catalogId, base, locale, product, title, completedAt }: GuideSummary) {
  return { id, catalogId, base, locale, product, title, completedAt }
}
