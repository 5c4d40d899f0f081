// Removing what left the site or its language, after a pass that asked for every page it set out to. A site on a bad
// day answers "not found", or English, for half a guide; so more than a set share is never removed at once unless a
// person says so.

import { formatCount } from '../../core/text/format-count.ts'
import { countDone, finishLease, listFrontierOutcomes } from '../../store/frontier/frontier.ts'
import { loadToc } from '../../store/guides/guide-rows.ts'
import { forgetAddition } from '../../store/history/change-rows.ts'
import { countLivePages, findReadablePage, type PageRow } from '../../store/pages/page-rows.ts'
import { markGone, withdrawTranslation } from '../../store/pages/page-writer.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** Share of a guide's pages that may go in one pass; one page always may. */
export const DEFAULT_PRUNE_SHARE = 0.2

export interface RemovalRules {
  /** Remove however many there are. */
  readonly force: boolean
  readonly share: number
  readonly passStartedAt: number
  readonly now: number
}

export interface Removal {
  readonly removed: number
  /** Pages that the site no longer has, or not in this language, kept because they were too many. */
  readonly kept: number
}

interface Departure {
  readonly page: PageRow
  readonly reason: string
  readonly movedTo: string | undefined
  /** The page is still there, in English. */
  readonly isUntranslated: boolean
  /** Whether the index would hold less than before. */
  readonly isLoss: boolean
  /** Whether the site contradicts itself: the page is not found, and the contents still list it. */
  readonly isListed: boolean
}

/** One transaction. Pages that are kept count as failed in the pass's frontier. */
export function removeGone(db: SqlDatabase, guideId: number, rules: RemovalRules): Removal {
  return db.transaction(() => {
    const departures = findDepartures(db, guideId, rules.passStartedAt)
    const live = countLivePages(db, guideId)
    const losses = departures.filter((one) => one.isLoss)
    const doubt = rules.force ? undefined : explainDoubt(losses, live, countDone(db, guideId), rules.share)
    const kept = doubt === undefined ? [] : losses
    for (const { page, reason } of kept) {
      finishLease(db, guideId, { path: page.path, outcome: 'failed', detail: `${reason}; kept, because ${doubt}` })
    }
    const removed = departures.filter((one) => !kept.includes(one))
    for (const { page, movedTo, isUntranslated } of removed) {
      if (isUntranslated) withdrawTranslation(db, page, rules.now)
      else markGone(db, page, rules.now, movedTo)
      if (movedTo !== undefined) forgetAddition(db, movedTo, rules.passStartedAt)
    }
    return { removed: removed.length, kept: kept.length }
  })
}

// A pass that asks for every page is judged by the whole guide. One that asks for a few could lose them all and stay
// below that share, so what the contents still list must also be a small share of what was asked for.
function explainDoubt(losses: readonly Departure[], live: number, asked: number, share: number): string | undefined {
  const percent = Math.round(share * 100)
  const computeMost = (of: number) => Math.max(1, Math.floor(of * share))
  if (losses.length > computeMost(live)) {
    return `${losses.length} of ${formatCount(live, 'page')} would go at once (more than ${percent} %)`
  }
  const listed = losses.filter((one) => one.isListed).length
  if (listed > computeMost(asked))
    return `${listed} of ${formatCount(asked, 'page')} asked for would go although the contents list them`
  return undefined
}

// A page that moved is kept where it went: one page at each new place, and only where the index had nothing before the
// pass. A site that sends every page to one landing page has moved none of them.
function findDepartures(db: SqlDatabase, guideId: number, passStartedAt: number): Departure[] {
  const hasContents = loadToc(db, guideId).length > 0
  const taken = new Set<string>()
  const isNewPlace = (path: string): boolean => {
    const target = findReadablePage(db, path)
    if (target?.status !== 'live' || target.firstSeenAt < passStartedAt || taken.has(path)) return false
    taken.add(path)
    return true
  }
  return listFrontierOutcomes(db, guideId, ['gone', 'moved', 'untranslated']).flatMap(({ path, outcome, detail }) => {
    const page = findReadablePage(db, path)
    const isUntranslated = outcome === 'untranslated'
    if (!page || page.status === 'gone' || (isUntranslated && page.status !== 'live')) return []
    const movedTo = outcome === 'moved' ? detail : undefined
    const isLoss = page.status === 'live' && !(movedTo !== undefined && isNewPlace(movedTo))
    return [
      {
        page,
        reason: describeReason(outcome, detail),
        movedTo,
        isUntranslated,
        isLoss,
        isListed: !hasContents || page.tocOrder !== undefined,
      },
    ]
  })
}

function describeReason(outcome: string, detail: string | undefined): string {
  return outcome === 'moved' ? `leads to ${detail}` : (detail ?? 'is gone')
}
