// One guide's refresh: a look at its contents, sitemap and feed says what is due, and a pass asks for that and nothing
// else. A pass that ran out of time is taken up by the next run, with what has become due since.

import { listDeadPaths } from '../../store/frontier/dead-paths.ts'
import { beginPass, countPending, extendPass, findOpenPass, reopen, takeUpPass } from '../../store/frontier/frontier.ts'
import { loadFeedName, loadToc, loadTocFiles, markGuideComplete, saveToc } from '../../store/guides/guide-rows.ts'
import { forgetDamaged } from '../../store/pages/damaged-pages.ts'
import { findCheckedPage, listCheckedPages } from '../../store/pages/page-rows.ts'
import { orderPages } from '../../store/pages/page-writer.ts'
import type { CrawlDeps } from '../run/crawl-deps.ts'
import { NO_FEED, readFeedDates } from '../seeds/read-feed.ts'
import { findSeeds, listTocPaths } from '../seeds/seed-guide.ts'
import { warnMalformedSeeds } from '../seeds/warn-malformed-seeds.ts'
import { AGED_PRIORITY, isAged, listDuePages, toDueSeeds } from './due-pages.ts'
import { finishPass, type GuideWork, LONGEST_PASS_MS, type PassEnd, workPass } from './work-pass.ts'

export interface GuideRefresh extends GuideWork {
  /** Pages that the site confirmed longer ago than this are due. */
  readonly maxAgeMs: number
}

export type GuideLook = { readonly kind: 'looked' } | { readonly kind: 'unreachable'; readonly reason: string }

/**
 * Asks what the guide is made of now and begins a pass over what is due, or adds it to the one under way. Rejects only
 * with the signal's reason.
 */
export async function lookAtGuide(
  { db, fetcher, clock, logger }: CrawlDeps,
  { guide, maxAgeMs, signal }: GuideRefresh,
): Promise<GuideLook> {
  const seeds = await findSeeds(fetcher, guide, signal, loadTocFiles(db, guide.id))
  if (seeds.kind === 'unreachable') return seeds
  const feed = loadFeedName(db, guide.id)
  const { dates: feedDates, malformed } =
    feed === undefined ? NO_FEED : await readFeedDates(fetcher, guide, feed, signal)
  warnMalformedSeeds(logger, guide.catalogId, { ...seeds, malformed: { ...seeds.malformed, feed: malformed } })
  const now = clock.now()
  const { toc, paths, others, dates } = seeds
  db.transaction(() => {
    const state = {
      damaged: forgetDamaged(db, guide.id),
      pages: listCheckedPages(db, guide.id),
      dead: listDeadPaths(db, guide.id),
      contents: toc && paths,
      contentsBefore: new Set(listTocPaths(loadToc(db, guide.id), guide)),
      others: toc ? others : paths,
      feedDates,
      sitemapDates: dates,
    }
    if (toc) {
      saveToc(db, guide.id, toc.entries, toc.files)
      orderPages(db, guide.id, paths)
    }
    const due = toDueSeeds(listDuePages(state, { now, maxAgeMs }))
    const open = findOpenPass(db, guide.id)
    if (open?.kind === 'refresh' && now - open.startedAt <= LONGEST_PASS_MS) {
      takeUpPass(db, guide.id)
      // What had left the site is asked for once more before it goes: nights may lie between.
      reopen(db, guide.id, ['failed', 'gone', 'moved', 'untranslated'])
      extendPass(db, guide.id, due)
    } else beginPass(db, guide.id, { kind: 'refresh', startedAt: now }, due)
  })
  return { kind: 'looked' }
}

/** What is new, has left the contents or is said to have changed. */
export function askForUrgent(deps: CrawlDeps, refresh: GuideRefresh): Promise<PassEnd> {
  return workPass(deps, refresh, { wants: wantsUnknown(deps, refresh), below: AGED_PRIORITY })
}

/** All that is due; then the pass is over. */
export async function askForDue(deps: CrawlDeps, refresh: GuideRefresh): Promise<PassEnd> {
  const { db, clock } = deps
  const { guide } = refresh
  const end = await workPass(deps, refresh, { wants: wantsUnknown(deps, refresh) })
  if (end.kind !== 'finished' || countPending(db, guide.id) > 0) return end
  // Pages that failed are due again by themselves.
  finishPass(deps, refresh, false)
  if (guide.completedAt === undefined) markGuideComplete(db, guide.id, clock.now())
  return end
}

// Pages that the index has are due or not, whoever links to them; dead links are asked for again when they are aged.
function wantsUnknown({ db, clock }: CrawlDeps, { guide, maxAgeMs }: GuideRefresh): (path: string) => boolean {
  const dead = listDeadPaths(db, guide.id)
  return (path) => {
    const page = findCheckedPage(db, path)
    if (page && page.status !== 'gone') return false
    const checkedAt = page?.checkedAt ?? dead.get(path)
    return checkedAt === undefined || isAged(checkedAt, { now: clock.now(), maxAgeMs })
  }
}
