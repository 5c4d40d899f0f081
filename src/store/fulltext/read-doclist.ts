// A term's doclist out of the full-text index itself: for rare terms, and for pages written since doclists were last
// precomputed.

import type { IdRange } from '../index/passage-id.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { addMark, COLUMN_MARKS, WORD_COLUMNS } from './term-columns.ts'

/** Ascending passage ids, and the marks of each (term-columns.ts). */
export interface IdDoclist {
  readonly ids: readonly number[]
  readonly marks: Uint8Array
}

export const EVERYWHERE: IdRange = { from: 0, to: Number.MAX_SAFE_INTEGER }

export function readDoclist(db: SqlDatabase, term: string, range: IdRange = EVERYWHERE): IdDoclist {
  const ids = readIds(db, term, WORD_COLUMNS.join(' '), range)
  const marks = new Uint8Array(ids.length)
  if (ids.length === 0) return { ids, marks }
  let said = 1
  for (const { column, mark } of COLUMN_MARKS) {
    // What is not said twice is not said often.
    if (column === 'often' && said === 0) continue
    const held = readIds(db, term, column, range)
    if (column === 'twice') said = held.length
    let at = 0
    for (const id of held) {
      while ((ids[at] ?? id) < id) at += 1
      if (ids[at] === id) marks[at] = addMark(marks[at] ?? 0, mark)
    }
  }
  return { ids, marks }
}

/** Passages that hold the whole identifier. */
export function readIdentifier(db: SqlDatabase, identifier: string, range: IdRange = EVERYWHERE): readonly number[] {
  return readIds(db, identifier, 'code', range)
}

// Terms are letters, digits and ideographs only, but quoting costs nothing and makes every string a valid expression.
function readIds(db: SqlDatabase, term: string, columns: string, { from, to }: IdRange): number[] {
  return db
    .prepare('SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ? AND rowid BETWEEN ? AND ?')
    .firstColumn<number>(`{${columns}} : "${term.replaceAll('"', '""')}"`, from, to)
}
