// One guide's crawl: a pass over every page of it, begun anew or taken up where a run before this one was stopped.

import { beginPass, countPending, findOpenPass, reopen, takeUpPass } from '../../store/frontier/frontier.ts'
import { loadKnownOfPages } from '../../store/frontier/page-priority.ts'
import { type GuideRow, loadTocFiles, markGuideComplete, saveToc } from '../../store/guides/guide-rows.ts'
import { forgetDamaged } from '../../store/pages/damaged-pages.ts'
import { listKnownPaths } from '../../store/pages/page-rows.ts'
import { orderPages } from '../../store/pages/page-writer.ts'
import type { CrawlDeps } from '../run/crawl-deps.ts'
import { readGuideCounts } from '../run/report.ts'
import { type UnopenedGuide, workInTurn } from '../run/work-frontier.ts'
import { harvestSeeds, toUnlistedSeeds } from '../seeds/harvest-order.ts'
import { findSeeds } from '../seeds/seed-guide.ts'
import { warnMalformedSeeds } from '../seeds/warn-malformed-seeds.ts'
import { decidePassEnd, finishPass, type GuideWork, LONGEST_PASS_MS, openTurns, type PassEnd } from './work-pass.ts'

export interface GuideCrawl extends GuideWork {
  /** Guides that were covered since then are done: this run goes on from one that was killed or stopped. */
  readonly continuesSince: number | undefined
}

export async function crawlGuide(deps: CrawlDeps, crawl: GuideCrawl): Promise<PassEnd> {
  let end: PassEnd = { kind: 'aborted' }
  const task = makeCrawlTask(deps, crawl, (how) => {
    end = how
  })
  await workInTurn({ ...deps, host: deps.fetcher.host, signal: crawl.signal }, [task])
  return end
}

/** `onEnd` is called once, unless the run is aborted while the guide is opened or something breaks. */
export function makeCrawlTask(deps: CrawlDeps, crawl: GuideCrawl, onEnd: (end: PassEnd) => void): UnopenedGuide {
  const { db, clock } = deps
  const { guide } = crawl
  return {
    async open(signal) {
      forgetDamaged(db, guide.id)
      const resumed = resumePass(deps, guide)
      if (!resumed && isCovered(crawl, clock.now())) {
        crawl.progress.begin(guide, readGuideCounts(db, guide.id))
        onEnd({ kind: 'finished' })
        return undefined
      }
      const pass = resumed ?? (await startPass(deps, crawl, signal))
      if (pass.kind === 'unreachable') {
        onEnd(pass)
        return undefined
      }
      const onlyFailures = pass.kind === 'resumed' && pass.onlyFailures
      return {
        ...openTurns(deps, crawl, { wants: () => true }),
        end(how) {
          const end = decidePassEnd(deps, crawl, how)
          if (end.kind === 'finished') {
            finishPass(deps, crawl, !onlyFailures)
            markGuideComplete(db, guide.id, clock.now())
          }
          onEnd(end)
        },
      }
    },
  }
}

/** Whether a crawl of the guide was stopped before it had asked for every page, and is worth going on with. */
export function isCrawlUnfinished({ db, clock }: CrawlDeps, guide: GuideRow): boolean {
  const pass = findOpenPass(db, guide.id)
  if (pass?.kind !== 'crawl' || clock.now() - pass.startedAt > LONGEST_PASS_MS) return false
  return countPending(db, guide.id) > 0
}

type Start = { readonly kind: 'begun' } | { readonly kind: 'resumed'; readonly onlyFailures: boolean }

// The lock is held, so whoever leased a page before is dead. A pass that ended with failures is taken up once for those
// pages alone. A refresh that was stopped had set out to ask for some pages only, so a crawl begins anew.
function resumePass({ db, clock }: CrawlDeps, guide: GuideRow): Start | undefined {
  const pass = findOpenPass(db, guide.id)
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
  { guide }: GuideCrawl,
  signal: AbortSignal,
): Promise<Start | { kind: 'unreachable'; reason: string }> {
  const seeds = await findSeeds(fetcher, guide, signal, loadTocFiles(db, guide.id))
  if (seeds.kind === 'unreachable') return seeds
  warnMalformedSeeds(logger, guide.catalogId, seeds)
  if (seeds.from !== 'contents') logger.info(`${guide.catalogId}: no table of contents; begins at its ${seeds.from}`)
  const { toc, paths, others } = seeds
  db.transaction(() => {
    if (toc) {
      saveToc(db, guide.id, toc.entries, toc.files)
      orderPages(db, guide.id, paths)
    }
    const known = loadKnownOfPages(db, guide)
    const listed = toc ? harvestSeeds(toc.entries, guide, known) : []
    // The frontier keeps the first of two that are the same.
    const seeded = [...listed, ...toUnlistedSeeds([...paths, ...others, ...listKnownPaths(db, guide.id)], known)]
    beginPass(db, guide.id, { kind: 'crawl', startedAt: clock.now() }, seeded)
  })
  return { kind: 'begun' }
}
