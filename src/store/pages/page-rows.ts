// Pages in the index: what is known of them, their text, sections and tables. Reading only; page-writer.ts writes.

import type { Validators } from '../../core/model/fetch-outcome.ts'
import { addHeadingPaths } from '../../core/model/heading-paths.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { Section, Table } from '../../core/model/page.ts'
import { decompressText } from '../sqlite/compression.ts'
import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { checkRow } from '../sqlite/stored-row.ts'
import { readIfReadable } from './read-if-readable.ts'

export type PageStatus = 'live' | 'untranslated' | 'gone'

/** Times are milliseconds since the epoch. */
export interface PageRow {
  readonly id: number
  readonly guideId: number
  readonly path: string
  /** The page inside its guide; the same in every locale. */
  readonly name: string
  readonly status: PageStatus
  readonly title: string
  readonly description: string
  /** Titles from the product down to the parent page. */
  readonly breadcrumb: readonly string[]
  readonly machineTranslated: boolean
  readonly contentHash: string
  readonly extractionVersion: number
  readonly validators: Validators
  readonly tocOrder: number | undefined
  readonly firstSeenAt: number
  /** When the normalised content last changed, as far as this index has seen. */
  readonly changedAt: number
  /** When the stored text came from the site. */
  readonly fetchedAt: number
  /** When the site last confirmed it, by content or by 304. */
  readonly checkedAt: number
  readonly product: string
  readonly guideTitle: string
  readonly guideCatalogId: string
  readonly base: string
  readonly locale: Locale
}

const SELECT = `
  SELECT page.id, guide_id AS guideId, path, name, status, page.title, description, breadcrumb,
    machine_translated AS machineTranslated, content_hash AS contentHash, extraction_version AS extractionVersion,
    etag, last_modified AS lastModified, toc_order AS tocOrder, first_seen_at AS firstSeenAt, changed_at AS changedAt,
    fetched_at AS fetchedAt, checked_at AS checkedAt,
    guide.product, guide.title AS guideTitle, guide.catalog_id AS guideCatalogId, guide.base, guide.locale
  FROM page JOIN guide ON guide.id = guide_id`

/** The page at `path`, whatever its status. Throws DocsError INDEX_DAMAGED. */
export function findPage(db: SqlDatabase, path: string): PageRow | undefined {
  return toPageRow(db.prepare(`${SELECT} WHERE path = ?`).get<SqlPage>(path))
}

/** The same; a row that is damaged counts as none, so that the page is asked for and stored anew. */
export function findReadablePage(db: SqlDatabase, path: string): PageRow | undefined {
  return readIfReadable(() => findPage(db, path))
}

// Made once: looking up a prepared statement hashes its text.
const BY_ID = `${SELECT} WHERE page.id = ?`

export function findPageById(db: SqlDatabase, id: number): PageRow | undefined {
  return toPageRow(db.prepare(BY_ID).get<SqlPage>(id))
}

export function isLivePath(db: SqlDatabase, path: string): boolean {
  return db.prepare(`SELECT 1 FROM page WHERE path = ? AND status = 'live'`).get(path) !== undefined
}

/** Where reading a guide begins; undefined when none of its pages is in the index. */
export function findFirstLivePage(db: SqlDatabase, guideId: number): { path: string; name: string } | undefined {
  return db
    .prepare(
      `SELECT path, name FROM page WHERE guide_id = ? AND status = 'live'
       ORDER BY toc_order IS NULL, toc_order, path LIMIT 1`,
    )
    .get<{ path: string; name: string }>(guideId)
}

/** All pages of a guide in reading order, those outside the table of contents last. */
export function listPagesOfGuide(db: SqlDatabase, guideId: number): PageRow[] {
  return db
    .prepare(`${SELECT} WHERE guide_id = ? ORDER BY toc_order IS NULL, toc_order, path`)
    .all<SqlPage>(guideId)
    .flatMap((row) => readIfReadable(() => toPageRow(row)) ?? [])
}

/** Live pages of the guide that its table of contents has. */
export function listPageIdsInTocOrder(db: SqlDatabase, guideId: number): number[] {
  return db
    .prepare(
      `SELECT id FROM page WHERE guide_id = ? AND status = 'live' AND toc_order IS NOT NULL ORDER BY toc_order, id`,
    )
    .all<{ id: number }>(guideId)
    .map(({ id }) => id)
}

/** Whether there are live pages at all. */
export function isFilled(db: SqlDatabase): boolean {
  return db.prepare(`SELECT 1 FROM page WHERE status = 'live' LIMIT 1`).get() !== undefined
}

/** Whether anything is known of the guide's pages. */
export function hasPages(db: SqlDatabase, guideId: number): boolean {
  return db.prepare('SELECT 1 FROM page WHERE guide_id = ? LIMIT 1').get(guideId) !== undefined
}

/** Paths of the pages that the site is known to have, translated or not, in reading order. */
export function listKnownPaths(db: SqlDatabase, guideId: number): string[] {
  return db
    .prepare(
      `SELECT path FROM page WHERE guide_id = ? AND status <> 'gone' ORDER BY toc_order IS NULL, toc_order, path`,
    )
    .all<{ path: string }>(guideId)
    .map((row) => row.path)
}

/** A page in short: whether it is there, and when the site last said so. */
export interface CheckedPage {
  readonly path: string
  readonly status: PageStatus
  readonly checkedAt: number
}

/** Every page that a guide has or had. */
export function listCheckedPages(db: SqlDatabase, guideId: number): CheckedPage[] {
  return db
    .prepare('SELECT path, status, checked_at AS checkedAt FROM page WHERE guide_id = ? ORDER BY path')
    .all<CheckedPage>(guideId)
}

export function findCheckedPage(db: SqlDatabase, path: string): CheckedPage | undefined {
  return db.prepare('SELECT path, status, checked_at AS checkedAt FROM page WHERE path = ?').get<CheckedPage>(path)
}

/** How many pages of a guide are in the index. */
export function countLivePages(db: SqlDatabase, guideId: number): number {
  return (
    db.prepare(`SELECT count(*) AS n FROM page WHERE guide_id = ? AND status = 'live'`).get<{ n: number }>(guideId)
      ?.n ?? 0
  )
}

/** Live copies of the same page in all indexed locales, in the order of LOCALES. */
export function findTranslations(db: SqlDatabase, base: string, name: string): PageRow[] {
  return db
    .prepare(`${SELECT} WHERE name = ? AND guide.base = ? AND status = 'live' ORDER BY page.id`)
    .all<SqlPage>(name, base)
    .flatMap((row) => readIfReadable(() => toPageRow(row)) ?? [])
}

export function loadMarkdown(db: SqlDatabase, pageId: number): string | undefined {
  const row = db.prepare('SELECT markdown FROM page_text WHERE page_id = ?').get<{ markdown: Uint8Array }>(pageId)
  return row && decompressText(row.markdown)
}

export function loadTables(db: SqlDatabase, pageId: number): Table[] {
  const row = db.prepare('SELECT tables FROM page_text WHERE page_id = ?').get<{ tables: Uint8Array | null }>(pageId)
  return row?.tables ? (JSON.parse(decompressText(row.tables)) as Table[]) : []
}

/** Ids of the pages that have tables. */
export function listPagesWithTables(db: SqlDatabase): Set<number> {
  return new Set(db.prepare('SELECT page_id FROM page_text WHERE tables IS NOT NULL').firstColumn<number>())
}

export function loadSections(db: SqlDatabase, pageId: number): Section[] {
  const rows = db
    .prepare('SELECT ordinal, level, title, anchor, start, end FROM section WHERE page_id = ? ORDER BY ordinal')
    .all<Omit<Section, 'headingPath'>>(pageId)
  return addHeadingPaths(rows)
}

const PAGE_TEXTS = [
  'path',
  'name',
  'status',
  'title',
  'description',
  'contentHash',
  'product',
  'guideTitle',
  'guideCatalogId',
  'base',
  'locale',
] as const
const PAGE_NUMBERS = [
  'id',
  'guideId',
  'extractionVersion',
  'firstSeenAt',
  'changedAt',
  'fetchedAt',
  'checkedAt',
] as const

interface SqlPage extends Omit<PageRow, 'breadcrumb' | 'machineTranslated' | 'tocOrder' | 'validators'> {
  readonly breadcrumb: string
  readonly machineTranslated: number
  readonly tocOrder: number | null
  readonly etag: string | null
  readonly lastModified: string | null
}

function toPageRow(row: SqlPage | undefined): PageRow | undefined {
  if (!row) return undefined
  const { etag, lastModified, ...rest } = checkRow(row, 'page', PAGE_TEXTS, PAGE_NUMBERS)
  return {
    ...rest,
    // Damage in it must not fail what is asked of all pages: listDamagedPages names the page.
    breadcrumb: readIfReadable(() => parseStoredJson<string[]>(row.breadcrumb, 'array')) ?? [],
    machineTranslated: row.machineTranslated === 1,
    tocOrder: row.tocOrder ?? undefined,
    validators: { etag: etag ?? undefined, lastModified: lastModified ?? undefined },
  }
}

/** Paths of live pages of that name in any guide and locale. One look into the index of each guide's pages. */
export function listPathsNamed(db: SqlDatabase, name: string): string[] {
  return db
    .prepare(
      `SELECT path FROM page WHERE guide_id IN (SELECT id FROM guide) AND name = ? AND status = 'live'
       ORDER BY path LIMIT 500`,
    )
    .firstColumn<string>(name)
}

/** Paths of live pages of a guide in all its locales. */
export function listPathsBelow(db: SqlDatabase, base: string): string[] {
  return db
    .prepare(
      `SELECT path FROM page JOIN guide ON guide.id = guide_id WHERE guide.base = ? AND status = 'live' ORDER BY path`,
    )
    .firstColumn<string>(base)
}
