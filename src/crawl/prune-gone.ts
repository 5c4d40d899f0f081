// Removing what left the site, after a pass that asked for every page. A site on a bad day answers "not found" for half a guide; so more than a set
// share is never removed at once unless a person says so.

import { forgetAddition } from '../store/change-rows.ts'
import { finishLease, frontierOutcomes } from '../store/frontier.ts'
import { countLivePages, findPage, type PageRow } from '../store/page-rows.ts'
import { retirePage } from '../store/page-writer.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

/** Share of a guide's pages that may go in one pass; one page always may. */
export const DEFAULT_PRUNE_SHARE = 0.2

export interface PruneRules {
  /** Remove however many there are. */
  readonly force: boolean
  readonly share: number
  readonly passStartedAt: number
  readonly now: number
}

export interface Pruned {
  readonly removed: number
  /** Pages that the site no longer has, kept because they were too many. */
  readonly kept: number
}

interface Departure {
  readonly page: PageRow
  readonly detail: string | undefined
  readonly movedTo: string | undefined
  /** Whether the index would hold less than before. */
  readonly isLoss: boolean
}

/** One transaction. Pages that are kept count as failed in the pass's frontier. */
export function pruneGone(db: SqlDatabase, guideId: number, rules: PruneRules): Pruned {
  return db.transaction(() => {
    const departures = departuresOf(db, guideId)
    const live = countLivePages(db, guideId)
    const losses = departures.filter((one) => one.isLoss)
    const isTooMany = !rules.force && losses.length > Math.max(1, Math.floor(live * rules.share))
    const kept = isTooMany ? losses : []
    const percent = Math.round(rules.share * 100)
    for (const { page, detail } of kept) {
      const reason = `${detail ?? 'is gone'}; kept, because ${losses.length} of ${live} pages would go at once (more than ${percent} %)`
      finishLease(db, guideId, { path: page.path, outcome: 'failed', detail: reason })
    }
    const removed = departures.filter((one) => !kept.includes(one))
    for (const { page, movedTo } of removed) {
      retirePage(db, page, rules.now, movedTo)
      if (movedTo !== undefined) forgetAddition(db, movedTo, rules.passStartedAt)
    }
    return { removed: removed.length, kept: kept.length }
  })
}

function departuresOf(db: SqlDatabase, guideId: number): Departure[] {
  return frontierOutcomes(db, guideId, ['gone', 'moved']).flatMap(({ path, outcome, detail }) => {
    const page = findPage(db, path)
    if (!page || page.status === 'gone') return []
    const movedTo = outcome === 'moved' ? detail : undefined
    const isKeptElsewhere = movedTo !== undefined && findPage(db, movedTo)?.status === 'live'
    return [{ page, detail, movedTo, isLoss: page.status === 'live' && !isKeptElsewhere }]
  })
}
