// Rows that belong together because they stand under one spanned cell: an action and its resource types, condition keys
// and dependent actions. Pure.

import type { Table } from '../../core/model/page.ts'

/** Rows `from` up to but not including `to`. */
export interface RowGroup {
  readonly from: number
  readonly to: number
}

export interface ColumnRoles {
  /** Columns with one value for every group, in order; empty when no rows are spanned. */
  readonly parents: readonly number[]
  readonly children: readonly number[]
}

/**
 * Every row is in one group, in table order. The leftmost column with row spans decides; without one each row is a
 * group of its own.
 */
export function groupRows({ rows, spans }: Table): RowGroup[] {
  const leading = findLeadingSpan(spans)
  const groups: RowGroup[] = []
  for (let from = 0; from < rows.length; ) {
    let to = from + 1
    while (leading && to < rows.length && leading.from[to] === leading.from[from]) to += 1
    groups.push({ from, to })
    from = to
  }
  return groups
}

/** A column is a parent when its cells span with the leading ones wherever those do. */
export function findColumnRoles(table: Table): ColumnRoles {
  const columns = table.columns.map((_, column) => column)
  const leading = findLeadingSpan(table.spans)
  if (!leading) return { parents: [], children: columns }
  const groups = groupRows(table)
  const isParent = (column: number) => {
    const span = table.spans.find((one) => one.column === column)
    return (
      span !== undefined &&
      groups.every(({ from, to }) => span.from.slice(from, to).every((row) => row === span.from[from]))
    )
  }
  return { parents: columns.filter(isParent), children: columns.filter((column) => !isParent(column)) }
}

function findLeadingSpan(spans: Table['spans']): Table['spans'][number] | undefined {
  return spans.reduce<Table['spans'][number] | undefined>(
    (first, span) => (first === undefined || span.column < first.column ? span : first),
    undefined,
  )
}
