// Guides in the index: one row a guide and locale, with its table of contents.

import { DocsError } from '../../core/model/errors.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { listGuideIds } from '../index/passage-id.ts'
import { compressText, decompressText } from '../sqlite/compression.ts'
import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { checkRow } from '../sqlite/stored-row.ts'

export interface GuideRow {
  readonly id: number
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly product: string
  readonly title: string
  /** When a crawl last covered the whole guide; undefined while none has. Milliseconds since the epoch. */
  readonly completedAt: number | undefined
}

export interface GuideSummary extends GuideRow {
  readonly pages: number
  /** Pages the site answers in English instead of this locale. */
  readonly untranslated: number
  readonly failed: number
  /** Oldest and newest time at which a live page was last known to be as the site has it. */
  readonly oldest: number | undefined
  readonly newest: number | undefined
}

const COLUMNS = `id, catalog_id AS catalogId, base, locale, product, title, completed_at AS completedAt`

/**
 * The guide's row, made when it is not there yet. Product and title are filled in from the first page that is stored.
 */
export function ensureGuide(db: SqlDatabase, guide: Omit<GuideRow, 'id' | 'completedAt'>): GuideRow {
  const found = findGuide(db, guide.base, guide.locale)
  if (found) return found
  const { from, to } = listGuideIds(guide.locale)
  const last = db
    .prepare('SELECT max(id) AS id FROM guide WHERE id BETWEEN ? AND ?')
    .get<{ id: number | null }>(from, to)
  const id = last?.id == null ? from : last.id + 1
  if (id > to) throw new DocsError('BAD_INPUT', `The index holds as many ${guide.locale} guides as it can.`)
  db.prepare('INSERT INTO guide (id, catalog_id, base, locale, product, title) VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    guide.catalogId,
    guide.base,
    guide.locale,
    guide.product,
    guide.title,
  )
  return { ...guide, id, completedAt: undefined }
}

export function findGuide(db: SqlDatabase, base: string, locale: Locale): GuideRow | undefined {
  return toGuideRow(
    db.prepare(`SELECT ${COLUMNS} FROM guide WHERE base = ? AND locale = ?`).get<SqlGuide>(base, locale),
  )
}

/** A guide without what stands behind its table of contents, which SQLite would have to read through. */
export type NamedGuide = Omit<GuideRow, 'completedAt'>

/** In the order of listGuides. */
export function listGuideNames(db: SqlDatabase): NamedGuide[] {
  return db
    .prepare('SELECT id, catalog_id AS catalogId, base, locale, product, title FROM guide ORDER BY catalog_id, locale')
    .all<NamedGuide>()
    .map(checkGuide)
}

export function listGuides(db: SqlDatabase): GuideRow[] {
  return db
    .prepare(`SELECT ${COLUMNS} FROM guide ORDER BY catalog_id, locale`)
    .all<SqlGuide>()
    .flatMap((row) => toGuideRow(row) ?? [])
}

export function summarizeGuides(db: SqlDatabase): GuideSummary[] {
  const counts = db
    .prepare(
      `SELECT guide_id AS guideId, sum(status = 'live') AS pages, sum(status = 'untranslated') AS untranslated,
         min(CASE WHEN status = 'live' THEN checked_at END) AS oldest,
         max(CASE WHEN status = 'live' THEN checked_at END) AS newest
       FROM page GROUP BY guide_id`,
    )
    .all<{ guideId: number; pages: number; untranslated: number; oldest: number | null; newest: number | null }>()
  const failures = db
    .prepare(`SELECT guide_id AS guideId, count(*) AS failed FROM frontier WHERE outcome = 'failed' GROUP BY guide_id`)
    .all<{ guideId: number; failed: number }>()
  const countOf = new Map(counts.map((row) => [row.guideId, row]))
  const failedOf = new Map(failures.map((row) => [row.guideId, row.failed]))
  return listGuides(db).map((guide) => {
    const count = countOf.get(guide.id)
    return {
      ...guide,
      pages: count?.pages ?? 0,
      untranslated: count?.untranslated ?? 0,
      failed: failedOf.get(guide.id) ?? 0,
      oldest: count?.oldest ?? undefined,
      newest: count?.newest ?? undefined,
    }
  })
}

/** Product and guide title as the pages themselves say them, which is what people see on the site. */
export function nameGuide(db: SqlDatabase, guideId: number, product: string, title: string): void {
  db.prepare('UPDATE guide SET product = ?, title = ? WHERE id = ? AND (product <> ? OR title <> ?)').run(
    product,
    title,
    guideId,
    product,
    title,
  )
}

/** `files` are the names of the files that the contents were read from; undefined leaves them as they are. */
export function saveToc(db: SqlDatabase, guideId: number, toc: readonly TocEntry[], files?: readonly string[]): void {
  db.prepare('UPDATE guide SET toc = ?, toc_files = coalesce(?, toc_files) WHERE id = ?').run(
    compressText(JSON.stringify(toc)),
    files ? JSON.stringify(files) : null,
    guideId,
  )
}

export function loadTocFiles(db: SqlDatabase, guideId: number): string[] {
  const row = db.prepare('SELECT toc_files AS files FROM guide WHERE id = ?').get<{ files: string | null }>(guideId)
  return row?.files ? parseStoredJson<string[]>(row.files, 'array') : []
}

export function loadToc(db: SqlDatabase, guideId: number): TocEntry[] {
  const row = db.prepare('SELECT toc FROM guide WHERE id = ?').get<{ toc: Uint8Array | null }>(guideId)
  return row?.toc ? (JSON.parse(decompressText(row.toc)) as TocEntry[]) : []
}

/** File name of the guide's feed; undefined while no page has named one. */
export function loadFeedName(db: SqlDatabase, guideId: number): string | undefined {
  const row = db.prepare('SELECT feed FROM guide WHERE id = ?').get<{ feed: string | null }>(guideId)
  return row?.feed ?? undefined
}

export function saveFeedName(db: SqlDatabase, guideId: number, feed: string): void {
  db.prepare('UPDATE guide SET feed = ? WHERE id = ? AND feed IS NOT ?').run(feed, guideId, feed)
}

/** Not of a guide without pages, which is none: until its run ends it stands in the index. */
export function markGuideComplete(db: SqlDatabase, guideId: number, at: number): void {
  db.prepare(
    'UPDATE guide SET completed_at = ? WHERE id = ? AND EXISTS (SELECT 1 FROM page WHERE guide_id = guide.id)',
  ).run(at, guideId)
}

/** Whether nothing was ever stored of it: a folder that is no guide. */
export function isEmptyGuide(db: SqlDatabase, guideId: number): boolean {
  return db.prepare('SELECT 1 FROM page WHERE guide_id = ? LIMIT 1').firstColumn<number>(guideId).length === 0
}

/** Forgets a guide of which nothing was ever stored. */
export function dropEmptyGuide(db: SqlDatabase, guideId: number): boolean {
  return (
    db
      .prepare('DELETE FROM guide WHERE id = ? AND NOT EXISTS (SELECT 1 FROM page WHERE guide_id = guide.id)')
      .run(guideId).changes === 1
  )
}

interface SqlGuide extends Omit<GuideRow, 'completedAt'> {
  readonly completedAt: number | null
}

function toGuideRow(row: SqlGuide | undefined): GuideRow | undefined {
  return row && { ...checkGuide(row), completedAt: row.completedAt ?? undefined }
}

function checkGuide<Row extends NamedGuide>(row: Row): Row {
  return checkRow(row, 'guide', ['catalogId', 'base', 'locale', 'product', 'title'], ['id'])
}
