// A crawl: the guides that were asked for, in turn, a page of each, until every page of each was asked for.

import { DocsError } from '../../core/model/errors.ts'
import { type Locale, toLanguage } from '../../core/model/locale.ts'
import { findOpenPass } from '../../store/frontier/frontier.ts'
import { dropEmptyGuide, ensureGuide, findGuide, type GuideRow } from '../../store/guides/guide-rows.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import { makeCrawlTask } from '../pass/crawl-guide.ts'
import { DEFAULT_PRUNE_SHARE } from '../pass/prune-gone.ts'
import type { PassEnd } from '../pass/work-pass.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { type CrawlProgress, createProgressMeter } from './progress.ts'
import { type CrawlReport, type GuideReport, reportGuide } from './report.ts'
import { explainAbort, type GuidesHold, type RunResult, runGuides } from './run-guides.ts'
import { type UnopenedGuide, workInTurn } from './work-frontier.ts'

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
  /** One after another in the order given, not in turn: the first is complete before the second is begun. */
  readonly oneByOne?: boolean
  /** Aborts when the time for this run is used up: it ends as it should, and the next one goes on. */
  readonly budget?: AbortSignal
  /** Keep the images of these guides' pages from now on, in deps.images. */
  readonly images?: boolean
  /** Remove pages that left the site even when they are more than the set share of a guide. */
  readonly force?: boolean
  /** Share of a guide's pages that may be removed at once. Default 0.2. */
  readonly pruneShare?: number
  /** Ends the run in an orderly way: it is left resumable. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CrawlProgress) => void
}

/** Never rejects for what the site, the disk or another process does: that is in the report. */
export function crawlGuides(deps: CrawlDeps, request: CrawlRequest): Promise<CrawlReport> {
  return runGuides(deps, 'crawl', request, (hold) => crawlAll(deps, request, hold))
}

/** A guide that was asked for: `row` once its turn has come, `end` once it is over. */
interface Wanted {
  readonly guide: CrawlRequest['guides'][number]
  row: GuideRow | undefined
  end: PassEnd | undefined
}

async function crawlAll(deps: CrawlDeps, request: CrawlRequest, hold: GuidesHold): Promise<RunResult> {
  const { db, clock, fetcher } = deps
  const { budget, oneByOne = false } = request
  const signal = budget ? AbortSignal.any([hold.signal, budget]) : hold.signal
  const progress = createProgressMeter(request.onProgress, () => fetcher.host.delayMs)
  const { maxPages = Number.POSITIVE_INFINITY, force = false, pruneShare = DEFAULT_PRUNE_SHARE } = request
  const continuesSince = findSince(deps, request, hold)
  const shared = { continuesSince, maxPages, force, pruneShare, progress, signal }
  // Named twice, a guide would be two passes over one frontier.
  const distinct = new Map(request.guides.map((guide) => [`${guide.locale} ${guide.base}`, guide]))
  const wanted = [...distinct.values()].map((guide): Wanted => ({ guide, row: undefined, end: undefined }))
  let stopped: string | undefined
  // After a guide that cannot be reached no other is begun; those that were go on for as long as the site answers.
  const takeInTurn = (one: Wanted): UnopenedGuide => ({
    async open(stop) {
      if (stopped !== undefined) return undefined
      const row = ensureGuide(db, one.guide)
      one.row = row
      const onEnd = (end: PassEnd) => {
        one.end = end
        if (end.kind === 'unreachable') stopped ??= end.reason
      }
      return makeCrawlTask(deps, { ...shared, guide: row }, onEnd).open(stop)
    },
  })
  try {
    const turns = oneByOne ? wanted.map((one) => [one]) : [wanted]
    for (const together of turns) await workInTurn({ db, clock, host: fetcher.host, signal }, together.map(takeInTurn))
  } catch (error) {
    if (!(error instanceof DocsError) && !signal.aborted) throw error
    if (error instanceof DocsError) stopped = error.advice
    else if (hold.signal.aborted) stopped = explainAbort(hold.signal)
  }
  if (hold.signal.aborted && wanted.some(({ end }) => end === undefined || end.kind === 'aborted')) {
    stopped ??= explainAbort(hold.signal)
  }
  const guides: GuideReport[] = []
  const missing: string[] = []
  for (const { row, end } of wanted) {
    if (!row) continue
    const failure = end?.kind === 'unreachable' ? end.reason : end === undefined ? stopped : undefined
    guides.push(reportGuide(db, row, failure))
    // A guide whose contents were still being read leaves nothing to go on with.
    const isOver = end !== undefined ? end.kind !== 'aborted' : findOpenPass(db, row.id) === undefined
    if (isOver && dropEmptyGuide(db, row.id) && end?.kind === 'finished') {
      missing.push(`${row.catalogId} in ${toLanguage(row.locale)}`)
    }
  }
  const missed = missing.length > 0 ? `the site has no guide at the address of ${missing.join(', ')}` : undefined
  if (!budget?.aborted) return { guides, stopped, missed, bound: 'stopped at the pages asked for' }
  const guidesLeft = wanted.filter(({ row }) => row === undefined).length
  return { guides, stopped, missed, bound: 'the time given is used up', guidesLeft }
}

// Guides that the stopped run had come to the end of are left alone where this one goes on with the rest of its list.
// Who names them otherwise wants them visited.
function findSince(
  { db }: CrawlDeps,
  { guides }: CrawlRequest,
  { continuesSince: since, formerGuides }: Omit<GuidesHold, 'signal'>,
): number | undefined {
  const isLeft = (guide: CrawlRequest['guides'][number]) =>
    formerGuides.has(toGuideKey(guide)) &&
    (findGuide(db, guide.base, guide.locale)?.completedAt ?? Number.NEGATIVE_INFINITY) < (since ?? 0)
  return guides.some(isLeft) ? since : undefined
}
