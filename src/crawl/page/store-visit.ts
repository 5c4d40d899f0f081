// What a visit came to, written in one transaction together with the frontier's row: a kill between two pages leaves
// both pages whole and the second one still to be fetched. What would take a page out of the index is only noted here;
// prune-gone.ts carries it out when the pass is over.

import type { DocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { EXTRACTION_VERSION } from '../../extract/page/extraction-version.ts'
import { forgetDeadPath, noteDeadPath } from '../../store/frontier/dead-paths.ts'
import { findFrontierState, finishLease, seedFrontier } from '../../store/frontier/frontier.ts'
import { shiftPriorities } from '../../store/frontier/page-priority.ts'
import { nameGuide, saveFeedName } from '../../store/guides/guide-rows.ts'
import { findReadablePage, type PageRow } from '../../store/pages/page-rows.ts'
import { touchPage, writePageOver, writeUntranslated } from '../../store/pages/page-writer.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { findFolder, type GuideScope, isInScope } from '../seeds/guide-scope.ts'
import { POINT, TRANSLATED_POINTS, UNLISTED_PRIORITY } from '../seeds/harvest-order.ts'
import { isFeedName } from '../seeds/read-feed.ts'
import type { PageVisit } from './visit-page.ts'

export type PageOutcome = 'new' | 'changed' | 'unchanged' | 'moved' | 'gone' | 'untranslated' | 'skipped' | 'failed'

export interface VisitContext {
  readonly guideId: number
  readonly scope: GuideScope
  /** Place of a path in the guide's table of contents. */
  findTocOrder(path: string): number | undefined
  /** Whether the guide takes its product and title from this page. */
  namesGuide(path: string): boolean
  /** Whether the pass asks for a page that a link leads to. */
  wants(path: string): boolean
  /**
   * False until a pass has covered the guide once: a thousand "added" rows would say nothing. Changes are recorded all
   * the same.
   */
  readonly recordAdditions: boolean
  /** Milliseconds since the epoch. */
  now(): number
}

export interface StoredVisit {
  readonly outcome: PageOutcome
  /** Pages that the frontier did not know before. */
  readonly discovered: number
}

const SHIFT = { linked: POINT, translated: -TRANSLATED_POINTS * POINT }

type FinalVisit = Exclude<PageVisit, { kind: 'try-again' | 'not-asked' }>

/**
 * `known` is what the index had at `asked` before the site was asked, and has still: the page is leased to this visit,
 * and the run holds the lock. A page for which the guide has no space, or that is too large to be read
 * back, is a page that failed: the others are stored all the same.
 */
export function storeVisit(
  db: SqlDatabase,
  context: VisitContext,
  asked: DocUrl,
  known: PageRow | undefined,
  visit: FinalVisit,
): StoredVisit {
  try {
    return writeVisit(db, context, asked, known, visit)
  } catch (error) {
    if (!(error instanceof DocsError && /^(?:GUIDE_FULL|BAD_INPUT)$/.test(error.code))) throw error
    finishLease(db, context.guideId, { path: asked.path, outcome: 'failed', detail: error.message })
    return { outcome: 'failed', discovered: 0 }
  }
}

function writeVisit(
  db: SqlDatabase,
  context: VisitContext,
  asked: DocUrl,
  known: PageRow | undefined,
  visit: FinalVisit,
): StoredVisit {
  return db.transaction(() => {
    let discovered = 0
    const isKnown = known !== undefined && known.status !== 'gone'
    const finish = (outcome: PageOutcome, detail?: string): StoredVisit => {
      if (outcome === 'skipped' && !isKnown) noteDeadPath(db, context.guideId, asked.path, context.now())
      finishLease(db, context.guideId, { path: asked.path, outcome, detail })
      return { outcome, discovered }
    }
    switch (visit.kind) {
      case 'page':
        if (visit.movedFrom !== undefined) {
          discovered += storeMoved(db, context, visit)
          return isKnown ? finish('moved', visit.url.path) : finish('skipped', `redirects to ${visit.url.path}`)
        }
        discovered += follow(db, context, visit.page.links)
        return finish(storePage(db, context, known, visit))
      case 'untranslated':
        if (known?.status === 'live') return finish('untranslated', 'is answered in English')
        writeUntranslated(db, known, {
          ...toPageWrite(context, visit),
          url: asked,
          tocOrder: context.findTocOrder(asked.path),
        })
        return finish('untranslated')
      case 'not-modified':
        touchPage(db, asked.path, visit.validators, context.now())
        return finish(known?.status === 'untranslated' ? 'untranslated' : 'unchanged')
      case 'gone':
        if (visit.seed !== undefined) discovered += follow(db, context, [visit.seed])
        // A dead link or a leftover in the contents is no page that was lost.
        if (!isKnown) return finish('skipped', visit.reason)
        return visit.movedTo === undefined ? finish('gone', visit.reason) : finish('moved', visit.movedTo)
      case 'skipped':
      case 'failed':
        return finish(visit.kind, visit.reason)
    }
  })
}

// The page is stored where it was found, once: when the pass has it already or another request is about to bring it,
// only the move is noted.
function storeMoved(db: SqlDatabase, context: VisitContext, visit: Extract<PageVisit, { kind: 'page' }>): number {
  const { path } = visit.url
  const state = findFrontierState(db, context.guideId, path)
  if (state === 'leased' || state === 'done') return 0
  const discovered = seedFrontier(db, context.guideId, [{ path, priority: UNLISTED_PRIORITY }])
  const followed = follow(db, context, visit.page.links)
  const outcome = storePage(db, context, findReadablePage(db, path), visit)
  finishLease(db, context.guideId, { path, outcome, detail: undefined })
  return discovered + followed
}

function storePage(
  db: SqlDatabase,
  context: VisitContext,
  known: PageRow | undefined,
  visit: Extract<PageVisit, { kind: 'page' }>,
): PageOutcome {
  const { url, page } = visit
  const tocOrder = context.findTocOrder(url.path)
  if (page.product !== '' && page.guideTitle !== '' && context.namesGuide(url.path)) {
    nameGuide(db, context.guideId, page.product, page.guideTitle)
  }
  if (page.feed !== undefined && isFeedName(page.feed)) saveFeedName(db, context.guideId, page.feed)
  forgetDeadPath(db, context.guideId, url.path)
  const recordHistory = context.recordAdditions || known?.status === 'live'
  const outcome = writePageOver(db, known, { ...toPageWrite(context, visit), url, tocOrder, recordHistory })
  // What links a page had before was counted when the pass began.
  if (outcome === 'new') shiftPriorities(db, url, page.links, SHIFT)
  return outcome
}

function toPageWrite(context: VisitContext, visit: Extract<PageVisit, { kind: 'page' | 'untranslated' }>) {
  const { page, validators } = visit
  return { guideId: context.guideId, page, extractionVersion: EXTRACTION_VERSION, validators, now: context.now() }
}

// Tables of contents are not always whole: pages of the guide that only its text links to belong to it too.
function follow(db: SqlDatabase, { guideId, scope, wants }: VisitContext, links: readonly string[]): number {
  // The guide's root is its start page under another name.
  const root = findFolder(scope)
  const inScope = links.filter((path) => isInScope(path, scope) && path !== root && wants(path))
  return seedFrontier(
    db,
    guideId,
    inScope.map((path) => ({ path, priority: UNLISTED_PRIORITY })),
  )
}
