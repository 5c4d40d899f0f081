// A table's cells on a grid: row and column spans resolved, the header joined to one row, where each spanned cell
// began.

import type { ElementNode, TableRow } from '../markdown/content-tree.ts'
import type { Allowance } from '../page/content-limits.ts'

export interface GridCell {
  readonly node: ElementNode
  /** Row of the body and column where the cell began; below or right of that it is repeated. */
  readonly row: number
  readonly column: number
}

export interface TableGrid {
  /** The header's cells by column, from top to bottom, each once. */
  readonly header: readonly (readonly ElementNode[])[]
  /** Undefined where the page leaves a hole; a row of a table too large for its spans may be short. */
  readonly rows: readonly (readonly (GridCell | undefined)[])[]
  readonly width: number
}

/** A column span from here on is the site's way to say "all columns", and must not widen the table. */
const ALL_COLUMNS = 50

/** What the tables of a page may hold with their spans resolved: a small page may ask for gigabytes by spans alone. */
export interface GridAllowance {
  readonly cells: Allowance
  readonly text: Allowance
}

/**
 * Lays out `rows`; header rows are those before the first body row. A table too large for its spans is laid out as if
 * it had none.
 */
export function layOutGrid(rows: readonly TableRow[], allowance: GridAllowance): TableGrid {
  const headRows = rows.findIndex((row) => !row.isHeader)
  const split = headRows < 0 ? rows.length : headRows
  const width = countColumns(rows, allowance.cells)
  if (width === undefined) return layOutWithoutSpans(rows, split)
  const head = layOut(rows.slice(0, split), width)
  const header = Array.from({ length: width }, (_, column) => {
    const nodes = new Set<ElementNode>()
    for (const row of head) {
      const node = row[column]?.node
      if (node && node.markdown !== '') nodes.add(node)
    }
    return [...nodes]
  })
  const body = layOut(rows.slice(split), width)
  return allowance.text.take(measureText(head) + measureText(body))
    ? { header, rows: body, width }
    : layOutWithoutSpans(rows, split)
}

function measureText(rows: readonly (readonly (GridCell | undefined)[])[]): number {
  let length = 0
  for (const row of rows) for (const cell of row) length += cell?.node.markdown.length ?? 0
  return length
}

/** Every cell in the place where it is written, and rows only as long as what they hold: no larger than the page. */
function layOutWithoutSpans(rows: readonly TableRow[], split: number): TableGrid {
  const header: ElementNode[][] = []
  for (const { cells } of rows.slice(0, split)) {
    cells.forEach((node, column) => {
      header[column] ??= []
      if (node.markdown !== '') header[column].push(node)
    })
  }
  const body = rows
    .slice(split)
    .filter(({ cells }) => cells.length > 0)
    .map(({ cells }, row) => cells.map((node, column) => ({ node, row, column })))
  // A body wider than its header still needs the header's cells: Markdown drops what has no column.
  const width = body.reduce((most, { length }) => Math.max(most, length), Math.max(header.length, 1))
  while (header.length < width) header.push([])
  return { header, rows: body, width }
}

/** Undefined when the grid would be too large. */
function countColumns(rows: readonly TableRow[], allowance: Allowance): number | undefined {
  let width = 1
  let below: number[] = []
  let group = -1
  for (const row of rows) {
    if (row.group !== group) below = []
    group = row.group
    // What is looked at here is paid for like what is laid out below.
    if (!allowance.take(below.length)) return undefined
    let column = 0
    for (const cell of row.cells) {
      while ((below[column] ?? 0) > 0) column++
      const wide = cell.colSpan >= ALL_COLUMNS ? 1 : cell.colSpan || 1
      for (let i = 0; i < wide; i++) below[column + i] = cell.rowSpan === 0 ? Number.POSITIVE_INFINITY : cell.rowSpan
      column += wide
      if (!allowance.holds(column * rows.length)) return undefined
    }
    width = Math.max(width, column, below.length)
    for (let i = 0; i < below.length; i++) below[i] = Math.max(0, (below[i] ?? 0) - 1)
  }
  return allowance.take(width * rows.length) ? width : undefined
}

// Rows that are written without cells count for the spans of those above, and say nothing of their own.
function layOut(rows: readonly TableRow[], width: number): (GridCell | undefined)[][] {
  const grid: (GridCell | undefined)[][] = rows.map(() => new Array<GridCell | undefined>(width).fill(undefined))
  const ends = findGroupEnds(rows)
  let written = -1
  rows.forEach(({ cells }, index) => {
    if (cells.length > 0) written++
    let column = 0
    for (const node of cells) {
      while (column < width && grid[index]?.[column]) column++
      const cell: GridCell = { node, row: written, column }
      const end = ends[index] ?? rows.length
      const bottom = node.rowSpan === 0 ? end : Math.min(end, index + node.rowSpan)
      const right = Math.min(width, column + (node.colSpan || 1))
      for (let y = index; y < bottom; y++) {
        const line = grid[y]
        for (let x = column; line && x < right; x++) line[x] ??= cell
      }
      column = right
    }
  })
  return grid.filter((_, index) => (rows[index]?.cells.length ?? 0) > 0)
}

/** For each row, where its group ends. */
function findGroupEnds(rows: readonly TableRow[]): number[] {
  const ends = new Array<number>(rows.length)
  let end = rows.length
  for (let index = rows.length - 1; index >= 0; index--) {
    if (rows[index]?.group !== rows[index + 1]?.group) end = index + 1
    ends[index] = end
  }
  return ends
}
