// One guide's pass: begun anew or taken up where a run before this one was stopped, worked through, and ended. Pages go through visit-page.ts
// (network and reading) and store-visit.ts (one transaction).

import { formatDocUrl, parseDocUrl } from '../core/doc-url.ts'
import { decideRetry } from '../http/retry.ts'
import {
  beginPass,
  countPending,
  endPass,
  finishLease,
  type Lease,
  passStartedAt,
  releaseLeases,
  reopenFailed,
  returnLease,
} from '../store/frontier.ts'
import { type GuideRow, loadTocFiles, markGuideComplete, saveToc } from '../store/guide-rows.ts'
import { findPage, knownPaths } from '../store/page-rows.ts'
import { orderPages } from '../store/page-writer.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { openContents } from './guide-contents.ts'
import type { Patience } from './patience.ts'
import type { ProgressMeter } from './progress.ts'
import { pruneGone } from './prune-gone.ts'
import { guideCounts } from './report.ts'
import { findSeeds, frontierSeeds } from './seed-guide.ts'
import { storeVisit, type VisitContext } from './store-visit.ts'
import { visitPage } from './visit-page.ts'
import { workFrontier } from './work-frontier.ts'

export interface GuideCrawl {
  readonly guide: GuideRow
  /** Guides that were covered since then are done: this run goes on from one that was killed or stopped. */
  readonly continuesSince: number | undefined
  /** Pages to be finished at most in this run. */
  readonly maxPages: number
  /** Remove pages that left the site, however many. */
  readonly force: boolean
  readonly pruneShare: number
  readonly concurrency: number
  readonly patience: Patience
  readonly progress: ProgressMeter
  readonly signal: AbortSignal
}

export type GuideCrawlEnd =
  /** Every page of the pass was asked for. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'max-pages' }
  | { readonly kind: 'aborted' }
  /** Nothing could be learned about the guide, or the site stopped answering. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/** A pass that was left for longer is begun anew: what it fetched first is no longer fresh. */
const LONGEST_PASS_MS = 7 * 24 * 60 * 60_000

export async function crawlGuide(deps: CrawlDeps, crawl: GuideCrawl): Promise<GuideCrawlEnd> {
  const { db, fetcher, clock } = deps
  const { guide, patience, signal } = crawl
  const resumed = resumePass(deps, guide)
  if (!resumed && isCovered(crawl, clock.now())) {
    crawl.progress.begin(guide, guideCounts(db, guide.id))
    return { kind: 'finished' }
  }
  const pass = resumed ?? (await startPass(deps, crawl))
  if (pass.kind === 'unreachable') return pass
  const contents = openContents({ db, fetcher, guideId: guide.id, scope: guide })
  crawl.progress.begin(guide, guideCounts(db, guide.id))
  let isNamed = false
  const context: VisitContext = {
    guideId: guide.id,
    scope: guide,
    tocOrder: contents.orderOf,
    namesGuide(path) {
      const names = contents.isEmpty ? !isNamed : contents.orderOf(path) === 0
      isNamed ||= names
      return names
    },
    recordHistory: guide.completedAt !== undefined,
    now: () => clock.now(),
  }
  const end = await workFrontier({
    db,
    clock,
    guideId: guide.id,
    patience,
    signal,
    maxPages: crawl.maxPages,
    handle: (lease, stop) => crawlPage(deps, crawl, context, contents.include, lease, stop),
  })
  if (end === 'exhausted') return { kind: 'unreachable', reason: patience.exhausted ?? 'the site cannot be read' }
  if (end !== 'empty' && countPending(db, guide.id) > 0) return { kind: end === 'aborted' ? end : 'max-pages' }
  finishPass(deps, crawl, pass)
  return { kind: 'finished' }
}

type Pass = { readonly kind: 'begun' } | { readonly kind: 'resumed'; readonly onlyFailures: boolean }

// The lock is held, so whoever leased a page before is dead. A pass that ended with failures is taken up once for those pages alone.
function resumePass({ db, clock }: CrawlDeps, guide: GuideRow): Pass | undefined {
  const startedAt = passStartedAt(db, guide.id)
  if (startedAt === undefined || clock.now() - startedAt > LONGEST_PASS_MS) return undefined
  releaseLeases(db, guide.id, clock.now(), true)
  const isUnfinished = countPending(db, guide.id) > 0
  const reopened = reopenFailed(db, guide.id)
  return isUnfinished || reopened > 0 ? { kind: 'resumed', onlyFailures: !isUnfinished } : undefined
}

function isCovered({ guide, continuesSince }: GuideCrawl, now: number): boolean {
  const { completedAt } = guide
  if (continuesSince === undefined || completedAt === undefined) return false
  return completedAt >= continuesSince && now - completedAt < LONGEST_PASS_MS
}

async function startPass(
  { db, fetcher, clock, logger }: CrawlDeps,
  { guide, signal }: GuideCrawl,
): Promise<Pass | { kind: 'unreachable'; reason: string }> {
  const seeds = await findSeeds(fetcher, guide, signal, loadTocFiles(db, guide.id))
  if (seeds.kind === 'unreachable') return seeds
  for (const file of seeds.toc?.missing ?? []) logger.warn(`${guide.catalogId}: contents file ${file}`)
  if (seeds.from !== 'contents') logger.info(`${guide.catalogId}: no table of contents; begins at its ${seeds.from}`)
  const { toc, paths, others } = seeds
  db.transaction(() => {
    if (toc) {
      saveToc(db, guide.id, toc.entries, toc.files)
      orderPages(db, guide.id, paths)
    }
    beginPass(db, guide.id, clock.now(), frontierSeeds(paths, [...others, ...knownPaths(db, guide.id)]))
  })
  return { kind: 'begun' }
}

async function crawlPage(
  { db, fetcher, clock, random = Math.random }: CrawlDeps,
  { guide, patience, progress }: GuideCrawl,
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
    progress.done(lease.path, 'skipped', 0)
    return true
  }
  try {
    const known = findPage(db, lease.path)
    let visit = await visitPage(fetcher, guide, url, known, signal)
    if (visit.kind === 'try-again') {
      const { outcome } = visit
      const decision = decideRetry({ outcome, attempt: lease.attempts + 1, random: random() })
      patience.troubled(outcome, clock.now())
      // While the whole site is in trouble, no single page is to blame.
      if (decision.kind === 'retry') {
        return handBack(clock.now() + decision.afterMs, decision.countsAttempt && !patience.isTroubled)
      }
      visit = { kind: 'failed', reason: decision.reason }
    } else patience.answered()
    // Before the page is stored: a page that is done is not asked again for the files it names.
    const included = visit.kind === 'page' ? await includeContents(visit.page.tocs, signal) : 0
    const stored = storeVisit(db, context, url, known, visit)
    progress.done(formatDocUrl(lease.path), stored.outcome, stored.discovered + included)
    return true
  } catch (error) {
    if (!signal.aborted) throw error
    return handBack(0, false)
  }
}

function finishPass({ db, clock, logger }: CrawlDeps, crawl: GuideCrawl, pass: Pass): void {
  const { guide, force } = crawl
  const now = clock.now()
  const startedAt = passStartedAt(db, guide.id) ?? now
  const pruned = pruneGone(db, guide.id, { force, share: crawl.pruneShare, passStartedAt: startedAt, now })
  if (pruned.kept > 0) {
    logger.warn(
      `${guide.catalogId}: ${pruned.kept} pages are gone from the site at once and were kept; --force removes them`,
    )
  }
  markGuideComplete(db, guide.id, now)
  const hasFailures = guideCounts(db, guide.id).failed > 0
  if (!hasFailures || pruned.kept > 0 || (pass.kind === 'resumed' && pass.onlyFailures)) endPass(db, guide.id)
}
