// Tables as tools give them: rows as objects with the columns' names, those under one spanned cell nested, within a
// budget. Pure.

import type { Table } from '../../core/model/page.ts'
import { findColumnRoles } from '../../search/tables/group-rows.ts'
import type { FoundGroup, FoundTable } from '../../search/tables/search-tables.ts'

export type RowObject = { [column: string]: string | Record<string, string>[] | number }

export interface TableRows {
  readonly columns: readonly string[]
  /**
   * Columns whose cells span rows, and the others, which are nested in `rows` of each row; absent when there are none.
   */
  readonly parent_columns?: readonly string[]
  readonly child_columns?: readonly string[]
  /** As many of the best rows as fit, best first. */
  readonly rows: readonly RowObject[]
  readonly length: number
}

/** Rows below one spanned cell; of more only those that match best. */
const MOST_NESTED = 12

/** `budget` is in characters of JSON. At least one row is given when `first` is set. */
export function renderTableRows({ table, groups }: FoundTable, budget: number, first: boolean): TableRows {
  const columns = makeColumnNames(table)
  const { parents, children } = findColumnRoles(table)
  const getName = (column: number) => columns[column] ?? ''
  const rows: RowObject[] = []
  let length = 0
  for (const group of groups) {
    const row =
      parents.length === 0
        ? listCells(table, group.from, children, getName)
        : nestCells(table, group, parents, children, getName)
    const size = JSON.stringify(row).length
    if (length + size > budget && !(first && rows.length === 0)) break
    rows.push(row)
    length += size
  }
  return {
    columns,
    ...(parents.length > 0 && { parent_columns: parents.map(getName), child_columns: children.map(getName) }),
    rows,
    length,
  }
}

function nestCells(
  table: Table,
  { from, to, matched }: FoundGroup,
  parents: readonly number[],
  children: readonly number[],
  getName: (column: number) => string,
): RowObject {
  const all = Array.from({ length: to - from }, (_, at) => from + at)
  const best = [...matched, ...all.filter((row) => !matched.includes(row))].slice(0, MOST_NESTED)
  const rows = all
    .filter((row) => best.includes(row))
    .map((row) => dropEmpty(listCells(table, row, children, getName)))
    .filter((row) => Object.keys(row).length > 0)
  const left = all.length - best.length
  return { ...listCells(table, from, parents, getName), rows, ...(left > 0 && { rows_left_out: left }) }
}

function listCells(table: Table, row: number, columns: readonly number[], getName: (column: number) => string) {
  return Object.fromEntries(columns.map((column) => [getName(column), table.rows[row]?.[column] ?? '']))
}

function dropEmpty(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ''))
}

// Objects need a name for every column, and each only once.
function makeColumnNames({ columns }: Table): string[] {
  const taken = new Set(['rows', ...columns])
  const seen = new Set(['rows'])
  return columns.map((name, at) => {
    const base = name === '' ? `column ${at + 1}` : name
    let own = base
    // Nor a name that another column has by itself.
    for (let count = 2; seen.has(own) || (own !== base && taken.has(own)); count++) own = `${base}_${count}`
    seen.add(own)
    return own
  })
}
