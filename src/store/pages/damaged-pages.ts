// Pages whose text is not what was written: found without unpacking it, and forgotten, so that whoever asks for the
// page next stores it anew.

import { checkSeal, decompressText } from '../sqlite/compression.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { readIfReadable } from './read-if-readable.ts'

interface StoredText {
  readonly length: number
  readonly markdown: Uint8Array
  readonly tables: Uint8Array | null
}

const PAGES = `SELECT id, path,
    coalesce(CASE WHEN json_valid(breadcrumb) THEN json_type(breadcrumb) END = 'array'
      AND typeof(name) || typeof(title) || typeof(description) || typeof(content_hash) = 'texttexttexttext'
      AND typeof(extraction_version) || typeof(first_seen_at) || typeof(changed_at) || typeof(fetched_at)
        || typeof(checked_at) = 'integerintegerintegerintegerinteger', 0) AS isWhole
  FROM page WHERE status = 'live'`

interface LivePage {
  readonly id: number
  readonly path: string
  readonly isWhole: number
}

/** Live pages of one guide or of all that have no text that can be read, or a column that is not of its type. */
export function listDamagedPages(db: SqlDatabase, guideId?: number): { readonly id: number; readonly path: string }[] {
  const pages =
    guideId === undefined
      ? db.prepare(PAGES).all<LivePage>()
      : db.prepare(`${PAGES} AND guide_id = ?`).all<LivePage>(guideId)
  return pages.flatMap(({ id, path, isWhole }) => (isWhole === 1 && isReadable(db, id) ? [] : [{ id, path }]))
}

// One by one: where SQLite itself finds damage, the other pages are still to be looked at.
function isReadable(db: SqlDatabase, pageId: number): boolean {
  const select = db.prepare('SELECT length, markdown, tables FROM page_text WHERE page_id = ?')
  const text = readIfReadable(() => select.get<StoredText>(pageId))
  return text !== undefined && isWholeText(text)
}

/**
 * Makes the guide's damaged pages and contents ones that must come whole: no validators, and the reading of no version
 * of ours. Gives the paths of the pages. Callers hold a transaction or need none.
 */
export function forgetDamaged(db: SqlDatabase, guideId: number): string[] {
  const damaged = listDamagedPages(db, guideId)
  const forget = db.prepare(
    `UPDATE page SET extraction_version = 0, etag = NULL, last_modified = NULL
     WHERE id = ? AND extraction_version <> 0`,
  )
  for (const { id } of damaged) forget.run(id)
  const toc = db.prepare('SELECT toc FROM guide WHERE id = ?').get<{ toc: Uint8Array | null }>(guideId)?.toc
  if (toc && !isText(toc)) db.prepare('UPDATE guide SET toc = NULL WHERE id = ?').run(guideId)
  return damaged.map(({ path }) => path)
}

function isWholeText({ length, markdown, tables }: StoredText): boolean {
  return isText(markdown, length) && (tables === null || isText(tables))
}

function isText(data: unknown, length?: number): boolean {
  if (!(data instanceof Uint8Array)) return false
  const seal = checkSeal(data)
  if (seal !== 'none') return seal === 'whole'
  try {
    const text = decompressText(data)
    return length === undefined || text.length === length
  } catch {
    return false
  }
}
