// Working a pass, whatever it set out to ask for: its pages go through visit-page.ts (network and reading) and
// store-visit.ts (one transaction), and when none is left the pass is ended.

import { formatDocUrl, parseDocUrl } from '../../core/model/doc-url.ts'
import { formatCount } from '../../core/text/format-count.ts'
import {
  countPending,
  endPass,
  findOpenPass,
  finishLease,
  type Lease,
  returnLease,
} from '../../store/frontier/frontier.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import { findReadablePage } from '../../store/pages/page-rows.ts'
import { storeVisit, type VisitContext } from '../page/store-visit.ts'
import { visitPage } from '../page/visit-page.ts'
import type { CrawlDeps } from '../run/crawl-deps.ts'
import type { ProgressMeter } from '../run/progress.ts'
import { readGuideCounts } from '../run/report.ts'
import { explainGivenUp } from '../run/site-trouble.ts'
import { type GuideTurns, type WorkEnd, workFrontier } from '../run/work-frontier.ts'
import { openContents } from '../seeds/pass-contents.ts'
import { removeGone } from './prune-gone.ts'

/** What a guide's pass is given of the run that it is part of. */
export interface GuideWork {
  readonly guide: GuideRow
  /** Pages to be finished at most in this run. */
  readonly maxPages: number
  /** Remove pages that left the site, however many. */
  readonly force: boolean
  readonly pruneShare: number
  readonly progress: ProgressMeter
  readonly signal: AbortSignal
}

export interface PassRules {
  /** Whether the pass asks for a page that a link or a contents file brings up. */
  wants(path: string): boolean
  /** Only pages of a smaller priority; all when undefined. */
  readonly below?: number
}

export type PassEnd =
  /** Every page of the pass, or of those below the bound, was asked for. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'max-pages' }
  | { readonly kind: 'aborted' }
  /** Nothing could be learned about the guide, or the site stopped answering. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/** A pass that was left for longer is begun anew: what it fetched first is no longer fresh. */
export const LONGEST_PASS_MS = 7 * 24 * 60 * 60_000

export async function workPass(deps: CrawlDeps, work: GuideWork, rules: PassRules): Promise<PassEnd> {
  const { db, clock, fetcher } = deps
  const { signal } = work
  const shared = { db, clock, host: fetcher.host, signal }
  return decidePassEnd(deps, work, await workFrontier({ ...shared, ...openTurns(deps, work, rules) }))
}

/** The pass as one guide among others that are worked in turn. */
export function openTurns(deps: CrawlDeps, work: GuideWork, { wants, below }: PassRules): GuideTurns {
  const { db, fetcher, clock } = deps
  const { guide, progress, maxPages } = work
  const contents = openContents({ db, fetcher, guideId: guide.id, scope: guide, wants })
  progress.begin(guide, readGuideCounts(db, guide.id))
  let isNamed = false
  const context: VisitContext = {
    guideId: guide.id,
    scope: guide,
    findTocOrder: contents.findOrder,
    namesGuide(path) {
      const names = contents.isEmpty ? !isNamed : contents.findOrder(path) === 0
      isNamed ||= names
      return names
    },
    wants,
    recordAdditions: guide.completedAt !== undefined,
    now: () => clock.now(),
  }
  return {
    guideId: guide.id,
    maxPages,
    ...(below !== undefined && { below }),
    handle: (lease, stop) => askForPage(deps, work, context, contents.include, lease, stop),
  }
}

export function decidePassEnd({ db, fetcher }: CrawlDeps, { guide }: GuideWork, end: WorkEnd): PassEnd {
  if (end === 'exhausted')
    return { kind: 'unreachable', reason: explainGivenUp(fetcher.host) ?? 'the site cannot be read' }
  if (end !== 'empty' && countPending(db, guide.id) > 0) return { kind: end === 'aborted' ? end : 'max-pages' }
  return { kind: 'finished' }
}

/**
 * Every page of the pass was asked for: what left the site goes. With `retryFailures` the pass stays open for those
 * that failed.
 */
export function finishPass({ db, clock, logger }: CrawlDeps, work: GuideWork, retryFailures: boolean): void {
  const { guide, force } = work
  const now = clock.now()
  const passStartedAt = findOpenPass(db, guide.id)?.startedAt ?? now
  const pruned = removeGone(db, guide.id, { force, share: work.pruneShare, passStartedAt, now })
  if (pruned.kept > 0) {
    logger.warn(
      `${guide.catalogId}: ${formatCount(pruned.kept, 'page')} gone from the site, or answered in ` +
        'English, at once: kept; --force removes them',
    )
  }
  const hasFailures = readGuideCounts(db, guide.id).failed > 0
  if (!hasFailures || pruned.kept > 0 || !retryFailures) endPass(db, guide.id)
}

async function askForPage(
  { db, fetcher, clock }: CrawlDeps,
  { guide, progress }: GuideWork,
  context: VisitContext,
  includeContents: (files: readonly string[], signal: AbortSignal) => Promise<number>,
  lease: Lease,
  signal: AbortSignal,
): Promise<boolean> {
  const handBack = (notBefore: number, countsAttempt: boolean): false => {
    returnLease(db, guide.id, lease.path, { notBefore, countsAttempt })
    return false
  }
  const url = parseDocUrl(lease.path)
  if (!url) {
    finishLease(db, guide.id, { path: lease.path, outcome: 'skipped', detail: 'is not the path of a page' })
    progress.recordDone(guide, lease.path, 'skipped', 0)
    return true
  }
  try {
    const known = findReadablePage(db, lease.path)
    let visit = await visitPage(fetcher, guide, { url, known, attempt: lease.attempts + 1 }, signal)
    if (visit.kind === 'not-asked') return handBack(0, false)
    if (visit.kind === 'try-again') {
      const { retry } = visit
      if (retry.kind === 'retry') return handBack(clock.now() + retry.afterMs, retry.countsAttempt)
      visit = { kind: 'failed', reason: retry.reason }
    }
    // Before the page is stored: a page that is done is not asked again for the files it names.
    const included = visit.kind === 'page' ? await includeContents(visit.page.tocs, signal) : 0
    const stored = storeVisit(db, context, url, known, visit)
    progress.recordDone(guide, formatDocUrl(lease.path), stored.outcome, stored.discovered + included)
    return true
  } catch (error) {
    if (!signal.aborted) throw error
    return handBack(0, false)
  }
}
