// Whether an index is what it was written as: SQLite's own check, which includes FTS5's (integrity_check asks every
// virtual table since SQLite 3.44), and what only we can know: that texts are whole, that passages and their index
// agree. Reads the whole file, writes nothing.

import { DocsError, toMessage } from '../../core/model/errors.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { listGuides, loadToc } from '../guides/guide-rows.ts'
import { listDamagedPages } from '../pages/damaged-pages.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

/** SQLite stops after so many; one is enough to know. */
const MOST_PROBLEMS = 10

/** What is wrong with the file and its full-text index, in words; empty when nothing is. */
export function listIntegrityProblems(db: SqlDatabase): string[] {
  return collect([() => listSqliteProblems(db), () => listStrayRows(db), () => listUnevenPassages(db)])
}

// A check that cannot even be read to its end is an answer too.
function collect(checks: readonly (() => string[])[]): string[] {
  return checks.flatMap((check) => {
    try {
      return check()
    } catch (error) {
      // The file is named by whoever asked; what SQLite itself said is enough.
      return [toMessage(error instanceof DocsError && error.cause !== undefined ? error.cause : error)]
    }
  })
}

function listSqliteProblems(db: SqlDatabase): string[] {
  const problems = db.prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`).firstColumn<string>()
  return problems.length === 1 && problems[0] === 'ok' ? [] : problems
}

function listStrayRows(db: SqlDatabase): string[] {
  const rows = db.prepare('SELECT "table", parent, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1, 2')
  return rows
    .all<{ table: string; parent: string; n: number }>()
    .map(({ table, parent, n }) => `${formatCount(n, 'row')} of ${table} without a row of ${parent}`)
}

// FTS5 keeps a row of its own for every passage, whatever is in it.
function listUnevenPassages(db: SqlDatabase): string[] {
  const count = (sql: string) => db.prepare(`SELECT count(*) AS n FROM (${sql})`).get<{ n: number }>()?.n ?? 0
  const unindexed = count('SELECT id FROM passage EXCEPT SELECT id FROM passage_index_docsize')
  const unknown = count('SELECT id FROM passage_index_docsize EXCEPT SELECT id FROM passage')
  return [
    ...(unindexed > 0 ? [`${formatCount(unindexed, 'passage')} not in the full-text index`] : []),
    ...(unknown > 0 ? [`the full-text index holds ${formatCount(unknown, 'passage')} not there`] : []),
  ]
}

/** Pages, and contents of guides, that cannot be read: the rest of the index is none the worse for it. */
export function listTextProblems(db: SqlDatabase): string[] {
  return collect([() => listSpoiltTexts(db), () => listSpoiltContents(db)])
}

const MOST_NAMED = 10

function listSpoiltTexts(db: SqlDatabase): string[] {
  const spoilt = listDamagedPages(db)
  if (spoilt.length === 0) return []
  const named = spoilt.slice(0, MOST_NAMED).map(({ path }) => path)
  const more = spoilt.length > named.length ? ` and ${spoilt.length - named.length} more` : ''
  return [
    `the text of ${formatCount(spoilt.length, 'page')} cannot be read, first ${named.join(', ')}${more}; ` +
      'searches leave them out',
  ]
}

function listSpoiltContents(db: SqlDatabase): string[] {
  return listGuides(db).flatMap(({ id, catalogId, locale }) => {
    try {
      loadToc(db, id)
      return []
    } catch {
      return [`the table of contents of ${catalogId} ${locale} cannot be read`]
    }
  })
}
