// A table's cells on a grid: row and column spans resolved, the header joined to one row, where each spanned cell began.

import type { ElementNode, TableRow } from './content-tree.ts'

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

/** A small page may ask for a table of gigabytes by its spans alone. */
const MOST_GRID_CELLS = 1_000_000

/** Lays out `rows`; header rows are those before the first body row. A table too large for its spans is laid out as if it had none. */
export function tableGrid(rows: readonly TableRow[]): TableGrid {
  const width = columnCount(rows)
  if (width === undefined) return withoutSpans(rows)
  const headRows = rows.findIndex((row) => !row.isHeader)
  const split = headRows < 0 ? rows.length : headRows
  const head = layOut(rows.slice(0, split), width)
  const header = Array.from({ length: width }, (_, column) => {
    const nodes = new Set<ElementNode>()
    for (const row of head) {
      const node = row[column]?.node
      if (node && node.markdown !== '') nodes.add(node)
    }
    return [...nodes]
  })
  return { header, rows: layOut(rows.slice(split), width), width }
}

/** Every cell in the place where it is written, and rows only as long as what they hold: no larger than the page. */
function withoutSpans(rows: readonly TableRow[]): TableGrid {
  const headRows = rows.findIndex((row) => !row.isHeader)
  const split = headRows < 0 ? rows.length : headRows
  const header: ElementNode[][] = []
  for (const { cells } of rows.slice(0, split)) {
    cells.forEach((node, column) => {
      header[column] ??= []
      if (node.markdown !== '') header[column].push(node)
    })
  }
  const body = rows.slice(split).map(({ cells }, row) => cells.map((node, column) => ({ node, row, column })))
  // A body wider than its header still needs the header's cells: Markdown drops what has no column.
  const width = body.reduce((most, { length }) => Math.max(most, length), Math.max(header.length, 1))
  while (header.length < width) header.push([])
  return { header, rows: body, width }
}

/** Undefined when the grid would be too large. */
function columnCount(rows: readonly TableRow[]): number | undefined {
  const mostColumns = MOST_GRID_CELLS / rows.length
  let width = 1
  const below: number[] = []
  for (const row of rows) {
    let column = 0
    for (const cell of row.cells) {
      while ((below[column] ?? 0) > 0) column++
      const wide = cell.colSpan >= ALL_COLUMNS ? 1 : cell.colSpan || 1
      for (let i = 0; i < wide; i++) below[column + i] = cell.rowSpan === 0 ? Number.POSITIVE_INFINITY : cell.rowSpan
      column += wide
      if (below.length > mostColumns) return undefined
    }
    width = Math.max(width, column, below.length)
    for (let i = 0; i < below.length; i++) below[i] = Math.max(0, (below[i] ?? 0) - 1)
  }
  return width
}

function layOut(rows: readonly TableRow[], width: number): (GridCell | undefined)[][] {
  const grid: (GridCell | undefined)[][] = rows.map(() => new Array<GridCell | undefined>(width).fill(undefined))
  rows.forEach((row, index) => {
    let column = 0
    for (const node of row.cells) {
      while (column < width && grid[index]?.[column]) column++
      const cell: GridCell = { node, row: index, column }
      const bottom = node.rowSpan === 0 ? rows.length : Math.min(rows.length, index + node.rowSpan)
      const right = Math.min(width, column + (node.colSpan || 1))
      for (let y = index; y < bottom; y++) {
        const line = grid[y]
        for (let x = column; line && x < right; x++) line[x] ??= cell
      }
      column = right
    }
  })
  return grid
}
