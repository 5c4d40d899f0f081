// How complete the guides of an index are. A complete guide costs nothing; of the others the frontier and the contents
// say what is missing.

import { type Completeness, computeCompleteness, type Waiting } from '../../core/model/completeness.ts'
import { toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import { countPending, findOpenPass } from '../frontier/frontier.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { type GuideRow, type GuideSummary, loadToc, summarizeGuides } from './guide-rows.ts'
import { loadRunFacts, toGuideKey } from './run-facts.ts'

export interface GuideState extends GuideSummary {
  readonly completeness: Completeness
}

/** Runs without an end, and whether each is really going on. */
export type OpenRuns = readonly { readonly id: number; readonly isAlive: boolean }[]

export function listGuideStates(db: SqlDatabase, runs: OpenRuns, setting?: CommandSetting): GuideState[] {
  const worked = findWorkedGuides(db, runs)
  return summarizeGuides(db).map((guide) => ({
    ...guide,
    completeness: computeCompletenessIn(db, guide, worked, setting),
  }))
}

/** Of one guide: for the hint of a search, without counting the others. */
export function computeGuideCompleteness(
  db: SqlDatabase,
  guide: GuideRow,
  runs: OpenRuns,
  setting?: CommandSetting,
): Completeness {
  const row = db
    .prepare(`SELECT count(*) AS pages, max(checked_at) AS newest FROM page WHERE guide_id = ? AND status = 'live'`)
    .get<{ pages: number; newest: number | null }>(guide.id)
  return computeCompletenessIn(
    db,
    { ...guide, pages: row?.pages ?? 0, newest: row?.newest ?? undefined },
    findWorkedGuides(db, runs),
    setting,
  )
}

/** The guides on the list of a run that is going on, and how far apart requests are. */
interface Worked {
  readonly keys: ReadonlySet<string>
  readonly delayMs: number
  readonly waiting: Waiting | undefined
}

function findWorkedGuides(db: SqlDatabase, runs: OpenRuns): Worked {
  const { run, guides, delayMs, waiting } = loadRunFacts(db)
  const isGoingOn = runs.some(({ id, isAlive }) => isAlive && id === run)
  return { keys: new Set(isGoingOn ? guides : []), delayMs, waiting }
}

function computeCompletenessIn(
  db: SqlDatabase,
  guide: GuideRow & Pick<GuideSummary, 'pages' | 'newest'>,
  { keys, delayMs, waiting }: Worked,
  setting?: CommandSetting,
): Completeness {
  const isPartial = guide.completedAt === undefined
  const pass = isPartial ? findOpenPass(db, guide.id) : undefined
  const progress = {
    ...guide,
    left: !isPartial ? 0 : pass ? countPending(db, guide.id) : countMissingFromContents(db, guide),
    lastWorkAt: guide.newest ?? pass?.startedAt,
    // A guide of the list that came to its end before the run did is not worked at any more.
    isRunning: keys.has(toGuideKey(guide)) && (pass !== undefined || guide.pages === 0 || !isPartial),
    delayMs,
    waiting,
  }
  return computeCompleteness(progress, setting)
}

// After an import there is no frontier: a part of a guide came without the list of what it lacks.
function countMissingFromContents(db: SqlDatabase, { id, base, locale }: GuideRow): number {
  const listed = new Set<string>()
  const visit = (entries: readonly TocEntry[]) => {
    for (const { page, children } of entries) {
      if (page !== undefined && /(?:\.html?|\/)$/.test(page)) listed.add(toPath(base, page, locale))
      visit(children)
    }
  }
  visit(loadToc(db, id))
  for (const path of db.prepare('SELECT path FROM page WHERE guide_id = ?').firstColumn<string>(id)) listed.delete(path)
  return listed.size
}
