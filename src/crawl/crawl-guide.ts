// One guide's crawl: a pass over every page of it, begun anew or taken up where a run before this one was stopped.

import { beginPass, countPending, openPass, reopen, takeUpPass } from '../store/frontier.ts'
import { type GuideRow, loadTocFiles, markGuideComplete, saveToc } from '../store/guide-rows.ts'
import { knownPaths } from '../store/page-rows.ts'
import { orderPages } from '../store/page-writer.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { guideCounts } from './report.ts'
import { findSeeds, frontierSeeds } from './seed-guide.ts'
import { finishPass, type GuideWork, LONGEST_PASS_MS, type PassEnd, workPass } from './work-pass.ts'

export interface GuideCrawl extends GuideWork {
  /** Guides that were covered since then are done: this run goes on from one that was killed or stopped. */
  readonly continuesSince: number | undefined
}

export async function crawlGuide(deps: CrawlDeps, crawl: GuideCrawl): Promise<PassEnd> {
  const { db, clock } = deps
  const { guide } = crawl
  const resumed = resumePass(deps, guide)
  if (!resumed && isCovered(crawl, clock.now())) {
    crawl.progress.begin(guide, guideCounts(db, guide.id))
    return { kind: 'finished' }
  }
  const pass = resumed ?? (await startPass(deps, crawl))
  if (pass.kind === 'unreachable') return pass
  const end = await workPass(deps, crawl, { wants: () => true })
  if (end.kind !== 'finished') return end
  finishPass(deps, crawl, !(pass.kind === 'resumed' && pass.onlyFailures))
  markGuideComplete(db, guide.id, clock.now())
  return end
}

/** Whether a crawl of the guide was stopped before it had asked for every page, and is worth going on with. */
export function isCrawlUnfinished({ db, clock }: CrawlDeps, guide: GuideRow): boolean {
  const pass = openPass(db, guide.id)
  if (pass?.kind !== 'crawl' || clock.now() - pass.startedAt > LONGEST_PASS_MS) return false
  return countPending(db, guide.id) > 0
}

type Start = { readonly kind: 'begun' } | { readonly kind: 'resumed'; readonly onlyFailures: boolean }

// The lock is held, so whoever leased a page before is dead. A pass that ended with failures is taken up once for those pages alone. A refresh that was
// stopped had set out to ask for some pages only, so a crawl begins anew.
function resumePass({ db, clock }: CrawlDeps, guide: GuideRow): Start | undefined {
  const pass = openPass(db, guide.id)
  if (pass?.kind !== 'crawl' || clock.now() - pass.startedAt > LONGEST_PASS_MS) return undefined
  takeUpPass(db, guide.id)
  const isUnfinished = countPending(db, guide.id) > 0
  const reopened = reopen(db, guide.id, ['failed'])
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
): Promise<Start | { kind: 'unreachable'; reason: string }> {
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
    const seeded = frontierSeeds(paths, [...others, ...knownPaths(db, guide.id)])
    beginPass(db, guide.id, { kind: 'crawl', startedAt: clock.now() }, seeded)
  })
  return { kind: 'begun' }
}
