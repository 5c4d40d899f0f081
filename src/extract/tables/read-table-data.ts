// A table as data: columns by name, every row complete.

import type { Table } from '../../core/model/page.ts'
import type { PlacedTable } from '../markdown/assemble.ts'
import type { ElementNode } from '../markdown/content-tree.ts'
import { dropAnchors } from '../markdown/placeholders.ts'
import { toLine } from '../markdown/to-line.ts'
import type { Allowance } from '../page/content-limits.ts'
import type { TableGrid } from './table-grid.ts'

/**
 * The data of a table standing in section `section`; `cellText` gives a cell's finished Markdown. Undefined when its
 * spans would repeat more text than `allowance` has.
 */
export function readTableData(
  table: PlacedTable,
  section: number,
  cellText: (node: ElementNode) => string,
  allowance: Allowance,
): Table | undefined {
  const { grid } = table.text
  const texts = new Map<ElementNode, string>()
  const readText = (node: ElementNode): string => {
    const known = texts.get(node)
    if (known !== undefined) return known
    const text = cellText(node)
    texts.set(node, text)
    return text
  }
  const rows = grid.rows.map((row) => row.map((cell) => (cell ? readText(cell.node) : '')))
  // Quotes and a comma stand around each cell.
  if (!allowance.take(rows.reduce((sum, row) => row.reduce((length, text) => length + text.length + 3, sum), 0)))
    return undefined
  return {
    section,
    title: stripBold(dropAnchors(table.title)),
    columns: grid.header.map((nodes) => nodes.map(toLine).join(' ')),
    rows,
    spans: listSpannedColumns(grid).map((column) => ({
      column,
      from: grid.rows.map((row, index) => row[column]?.row ?? index),
    })),
  }
}

function listSpannedColumns({ rows }: TableGrid): number[] {
  const columns = new Set<number>()
  rows.forEach((row, index) => {
    row.forEach((cell, column) => {
      if (cell && cell.row !== index) columns.add(column)
    })
  })
  return [...columns].sort((a, b) => a - b)
}

function stripBold(markdown: string): string {
  return markdown.replace(/\*\*/g, '').trim()
}
