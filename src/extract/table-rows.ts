// The rows of an HTML table as written: which are headers, which one is the table's title. Spans are not resolved here.

import type { ChildNode, Element } from 'domhandler'

export interface WrittenRow {
  readonly isHeader: boolean
  readonly row: Element
  readonly cells: readonly Element[]
}

export interface WrittenTable {
  /** The caption, or the header cell that the site uses as one. */
  readonly title: Element | undefined
  readonly rows: readonly WrittenRow[]
}

/** Reads the rows of `table`; those of tables inside its cells are not among them. */
export function tableRows(table: Element): WrittenTable {
  const rows: WrittenRow[] = []
  let title: Element | undefined
  const readGroup = (group: Element, isHead: boolean): void => {
    for (const child of elements(group)) {
      if (child.name === 'tr') {
        const cells = elements(child).filter((cell) => cell.name === 'td' || cell.name === 'th')
        const isHeader = isHead || (cells.length > 0 && cells.every((cell) => cell.name === 'th'))
        if (cells.length > 0) rows.push({ isHeader, row: child, cells })
      } else if (child.name === 'thead') readGroup(child, true)
      else if (child.name === 'tbody' || child.name === 'tfoot') readGroup(child, false)
      else if (child.name === 'caption') title ??= child
    }
  }
  readGroup(table, false)
  const first = rows[0]?.cells
  const only = first?.length === 1 ? first[0] : undefined
  if (!title && only && /\btable-header\b/.test(only.attribs.class ?? '') && only.attribs.colspan !== undefined) {
    title = only
    rows.shift()
  }
  // Header rows are those at the top; a row of header cells further down is a heading within the body.
  const body = rows.findIndex((row) => !row.isHeader)
  return { title, rows: rows.map((row, index) => (body >= 0 && index > body ? { ...row, isHeader: false } : row)) }
}

function elements(parent: Element): Element[] {
  return parent.children.filter((child: ChildNode): child is Element => child.type === 'tag')
}
