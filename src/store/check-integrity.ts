// Whether an index is what it was written as: SQLite's own check, which includes FTS5's (integrity_check asks every virtual table since SQLite 3.44),
// and what only we can know: that text unpacks, that passages and their index agree. Reads the whole file, writes nothing.

import { DocsError, messageOf } from '../core/errors.ts'
import { decompressText } from './compression.ts'
import type { SqlDatabase } from './sql-driver.ts'

/** SQLite stops after so many; one is enough to know. */
const MOST_PROBLEMS = 10

/** What is wrong, in words; empty when nothing is. */
export function integrityProblems(db: SqlDatabase): string[] {
  return collect([
    () => sqliteProblems(db),
    () => strayRows(db),
    () => unevenPassages(db),
    () => missingTexts(db),
    () => spoiltTexts(db),
  ])
}

// A check that cannot even be read to its end is an answer too.
function collect(checks: readonly (() => string[])[]): string[] {
  return checks.flatMap((check) => {
    try {
      return check()
    } catch (error) {
      // The file is named by whoever asked; what SQLite itself said is enough.
      return [messageOf(error instanceof DocsError && error.cause !== undefined ? error.cause : error)]
    }
  })
}

function sqliteProblems(db: SqlDatabase): string[] {
  const said = db.prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`).firstColumn<string>()
  return said.length === 1 && said[0] === 'ok' ? [] : said
}

function strayRows(db: SqlDatabase): string[] {
  const rows = db.prepare('SELECT "table", parent, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1, 2')
  return rows
    .all<{ table: string; parent: string; n: number }>()
    .map(({ table, parent, n }) => `${n} rows of ${table} belong to rows of ${parent} that are not there`)
}

// FTS5 keeps a row of its own for every passage, whatever is in it.
function unevenPassages(db: SqlDatabase): string[] {
  const count = (sql: string) => db.prepare(`SELECT count(*) AS n FROM (${sql})`).get<{ n: number }>()?.n ?? 0
  const unindexed = count('SELECT id FROM passage EXCEPT SELECT id FROM passage_index_docsize')
  const unknown = count('SELECT id FROM passage_index_docsize EXCEPT SELECT id FROM passage')
  return [
    ...(unindexed > 0 ? [`${unindexed} passages are not in the full-text index`] : []),
    ...(unknown > 0 ? [`the full-text index holds ${unknown} passages that are not there`] : []),
  ]
}

function missingTexts(db: SqlDatabase): string[] {
  const missing = db
    .prepare(
      `SELECT count(*) AS n FROM page WHERE status = 'live' AND NOT EXISTS (SELECT 1 FROM page_text WHERE page_id = page.id)`,
    )
    .get<{ n: number }>()?.n
  return missing ? [`${missing} pages have no text`] : []
}

const MOST_NAMED = 10

function spoiltTexts(db: SqlDatabase): string[] {
  const spoilt: number[] = []
  const rows = db.prepare('SELECT page_id AS id, length, markdown, tables FROM page_text')
  for (const row of rows.iterate<{ id: number; length: number; markdown: Uint8Array; tables: Uint8Array | null }>()) {
    if (!isReadable(row)) spoilt.push(row.id)
  }
  if (spoilt.length === 0) return []
  const path = db.prepare('SELECT path FROM page WHERE id = ?')
  const named = spoilt.slice(0, MOST_NAMED).map((id) => path.get<{ path: string }>(id)?.path ?? 'one that has no row')
  const more = spoilt.length > named.length ? ` and ${spoilt.length - named.length} more` : ''
  return [
    `the text of ${spoilt.length} pages cannot be read, first ${named.join(', ')}${more}; searches leave them out`,
  ]
}

function isReadable(row: { length: number; markdown: Uint8Array; tables: Uint8Array | null }): boolean {
  try {
    if (row.tables) JSON.parse(decompressText(row.tables))
    return decompressText(row.markdown).length === row.length
  } catch {
    return false
  }
}
