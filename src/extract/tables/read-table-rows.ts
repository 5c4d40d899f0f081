// The rows of an HTML table as written: which are headers, which one is the table's title. Spans are not resolved here.

import type { Element } from 'domhandler'
import { listChildElements } from '../page/parse-markup.ts'

export interface WrittenRow {
  readonly isHeader: boolean
  /** Head, body or foot, counted: no cell spans rows of two. */
  readonly group: number
  readonly row: Element
  /** None in a row that only continues the spans of those above. */
  readonly cells: readonly Element[]
}

export interface WrittenTable {
  /** The caption, or the header cell that the site uses as one. */
  readonly title: Element | undefined
  readonly rows: readonly WrittenRow[]
}

/** Reads the rows of `table`; those of tables inside its cells are not among them. */
export function readTableRows(table: Element): WrittenTable {
  const rows: WrittenRow[] = []
  let title: Element | undefined
  let group = 0
  const readGroup = (parent: Element, isHead: boolean): void => {
    for (const child of listChildElements(parent)) {
      if (child.name === 'tr') rows.push({ isHeader: isHead, group, row: child, cells: listCells(child) })
      else if (child.name === 'thead' || child.name === 'tbody' || child.name === 'tfoot') {
        group++
        readGroup(child, child.name === 'thead')
        group++
      } else if (child.name === 'caption') title ??= child
    }
  }
  readGroup(table, false)
  const first = rows.findIndex(({ cells }) => cells.length > 0)
  const only = rows[first]?.cells.length === 1 ? rows[first].cells[0] : undefined
  if (!title && only && /\btable-header\b/.test(only.attribs.class ?? '') && only.attribs.colspan !== undefined) {
    title = only
    rows.splice(0, first + 1)
  }
  return { title, rows: markHeaders(rows) }
}

// Header rows are those of the head. Without one they are the rows of nothing but header cells at the top, up to one
// whose only cell names a group of rows; such a row further down is a heading within the body.
function markHeaders(rows: readonly WrittenRow[]): WrittenRow[] {
  const hasHead = rows.some(({ isHeader, cells }) => isHeader && cells.length > 0)
  let isTop = true
  let isFirst = true
  return rows.map((row) => {
    if (row.cells.length === 0) return { ...row, isHeader: isTop }
    const namesGroup = !isFirst && row.cells.length === 1 && row.cells[0]?.attribs.colspan !== undefined
    isTop &&= row.isHeader || (!hasHead && !namesGroup && row.cells.every((cell) => cell.name === 'th'))
    isFirst = false
    return { ...row, isHeader: isTop }
  })
}

function listCells(row: Element): Element[] {
  return listChildElements(row).filter((cell) => cell.name === 'td' || cell.name === 'th')
}
