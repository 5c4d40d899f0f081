// Rows of tables, and what the index lacks for the question.

import { chooseIndexed } from '../../core/model/indexed-guides.ts'
import { makeCoverageHint } from '../../core/model/make-coverage-hint.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import { requireQueryLength } from '../../core/model/query-length.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { GuideKnowledge } from '../../search/missing/guide-knowledge.ts'
import { findTableLacks } from '../../search/missing/table-lacks.ts'
import { searchTables } from '../../search/tables/search-tables.ts'
import { listGuides } from '../../store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { Documentation, Guides, TableReply } from '../app-interface.ts'
import type { WantedCounter } from '../wanted/count-wanted.ts'
import { listOpenRuns } from './open-runs.ts'
import { nameIndexed, requireIndexed } from './require-indexed.ts'

export interface TableParts {
  readonly listCatalog: Guides['listCatalog']
  readonly getKnowledge: (db: SqlDatabase) => GuideKnowledge
  readonly setting: CommandSetting
  readonly wanted: WantedCounter
  readonly clock: Clock
}

/** Throws what Documentation says of it. */
export function lookUpTables(
  db: SqlDatabase,
  { url, guide, ...asked }: Parameters<Documentation['searchTables']>[0],
  { listCatalog, getKnowledge, setting, wanted, clock }: TableParts,
): TableReply {
  requireQueryLength(asked.text)
  const now = clock.now()
  const listRuns = () => listOpenRuns(db, now)
  const page = url === undefined ? undefined : requireIndexed(db, url, { setting, listRuns })
  const chosen =
    guide === undefined ? undefined : chooseIndexed(listGuides(db), nameIndexed(db, [guide]), { listCatalog, setting })
  const guides = chosen?.map(({ catalogId }) => catalogId)
  const query = { ...asked, ...(guides && { guides }), ...(page && { page }) }
  const answer = searchTables(db, query)
  const coverage = findTableLacks(db, query, answer, { knowledge: getKnowledge(db), openRuns: listRuns, now })
  if (!coverage) return { ...answer, hint: undefined }
  wanted.count(coverage)
  return { ...answer, hint: makeCoverageHint(coverage, { ...setting, now }) }
}
