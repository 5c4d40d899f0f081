// What is named by people, as the index has it.

import { listTranslations } from '../../core/model/doc-url.ts'
import { requirePage } from '../../read/find-copy.ts'
import { followMoves } from '../../read/follow-moves.ts'
import { makePageNotFoundError, type NotFound } from '../../read/nearest-pages.ts'
import { resolveGuideNames, toFilterName } from '../../search/naming/resolve-filters.ts'
import { listGuides } from '../../store/guides/guide-rows.ts'
import { findPage, type PageRow } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** "S3" is every indexed guide of Amazon Simple Storage Service. */
export function nameIndexed(db: SqlDatabase, names: readonly string[]): string[] {
  return resolveGuideNames(names, [listGuides(db).map(toFilterName)])
}

/** The page, else its translation, as reading does. Throws PAGE_NOT_FOUND. */
export function requireIndexed(
  db: SqlDatabase,
  url: string,
  { setting, listRuns }: Pick<NotFound, 'setting' | 'listRuns'>,
): PageRow {
  const asked = requirePage(url, db)
  const page = findPage(db, asked.path)
  if (page?.status === 'live') return page
  const place = followMoves(db, asked.path)
  const moved = place?.isIndexed ? findPage(db, place.path) : undefined
  if (moved) return moved
  for (const { path } of listTranslations(asked)) {
    const translation = findPage(db, path)
    if (translation?.status === 'live') return translation
  }
  throw makePageNotFoundError(db, asked, { reason: 'this looks at indexed pages only', setting, listRuns })
}
