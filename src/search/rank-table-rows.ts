// Which rows of which tables answer a query. Pure: tables in, ranked rows out.
//
// A term that the table's surroundings already explain (its title, section, page or column names) chooses the table; a term that only some rows
// hold chooses the row. So each term weighs by how few rows of its table hold it, and surroundings count for less than cells.

import type { Table } from '../core/page.ts'
import { identifierTerms, termsOf } from '../core/terms.ts'

export interface TableInContext {
  readonly table: Table
  /** Page title, product and heading path: where the table stands. */
  readonly surroundings: string
}

export interface RankedRow<T extends TableInContext> {
  readonly source: T
  readonly row: number
  readonly score: number
}

const CONTEXT_WEIGHT = 0.5
const COLUMN_WEIGHT = 0.3
/** A whole identifier (`s3:x-amz-acl`, `PutObject`) that stands alone in a cell is what somebody who names it means. */
const WHOLE_CELL_BONUS = 1.5
const FIRST_COLUMN_BONUS = 0.25

/** Rows that hold at least one term of the query, best first; ties in table order. */
export function rankTableRows<T extends TableInContext>(query: string, sources: readonly T[]): RankedRow<T>[] {
  const terms = [...new Set(termsOf(query))]
  const identifiers = new Set(identifierTerms(query).split(' ').filter(Boolean))
  if (terms.length === 0) return []
  const ranked = sources.flatMap((source) => rankRowsOfTable(terms, identifiers, source))
  return ranked.sort((a, b) => b.score - a.score)
}

function rankRowsOfTable<T extends TableInContext>(
  terms: readonly string[],
  identifiers: ReadonlySet<string>,
  source: T,
): RankedRow<T>[] {
  const { table } = source
  const rows = table.rows.map((cells) => cells.map((cell) => new Set(termsOf(cell))))
  const context = new Set(termsOf(`${source.surroundings} ${table.title}`))
  const columns = new Set(termsOf(table.columns.join(' ')))
  const weights = terms.map((term) => {
    const holding = rows.filter((cells) => cells.some((cell) => cell.has(term))).length
    return { term, inCells: holding === 0 ? 0 : Math.log(1 + rows.length / holding) + 0.1 }
  })
  const outside = weights.reduce(
    (sum, { term }) => sum + (context.has(term) ? CONTEXT_WEIGHT : 0) + (columns.has(term) ? COLUMN_WEIGHT : 0),
    0,
  )
  return rows.flatMap((cells, row) => {
    let inside = 0
    for (const { term, inCells } of weights) {
      if (inCells === 0) continue
      const at = cells.findIndex((cell) => cell.has(term))
      if (at >= 0) inside += inCells * (at === 0 ? 1 + FIRST_COLUMN_BONUS : 1)
    }
    if (inside === 0) return []
    const whole = (table.rows[row] ?? []).filter((cell) => isOneIdentifier(cell, identifiers)).length
    const tightness = inside / (1 + Math.log1p(sizeOf(cells)) * 0.1)
    return [{ source, row, score: (tightness + outside + Math.min(whole, 2) * WHOLE_CELL_BONUS) / terms.length }]
  })
}

// `[PutObject](https://…)` and `s3:PutObject` are the same identifier as `PutObject` in a query.
function isOneIdentifier(cell: string, wanted: ReadonlySet<string>): boolean {
  const text = cell
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[[\]`*\\]/g, '')
    .trim()
  if (text === '' || /\s/.test(text)) return false
  return identifierTerms(text)
    .split(' ')
    .some((term) => wanted.has(term))
}

function sizeOf(cells: readonly ReadonlySet<string>[]): number {
  return cells.reduce((sum, cell) => sum + cell.size, 0)
}
