// The page's Markdown from Turndown's text: tokens are replaced by what they stand for, and every heading, anchor,
// unbreakable range and table is recorded with its offset in the finished text.

import { Allowance, MOST_GRID_CELLS } from '../page/content-limits.ts'
import type { GridAllowance } from '../tables/table-grid.ts'
import { readTableTitle, type TableText, writeTable } from '../tables/table-markdown.ts'
import { fenceCode } from './code-text.ts'
import type { ElementNode } from './content-tree.ts'
import { dropAnchors, TOKEN, tuckLoneAnchors } from './placeholders.ts'
import { toLine } from './to-line.ts'

export interface Heading {
  readonly level: number
  readonly title: string
  readonly anchor: string
  readonly start: number
}

export interface Anchor {
  readonly id: string
  readonly offset: number
}

/** A range that no passage boundary may fall into. */
export interface Atom {
  readonly start: number
  readonly end: number
  readonly kind: 'heading' | 'code' | 'row'
}

export interface PlacedTable {
  readonly start: number
  readonly title: string
  readonly text: TableText
}

export interface Assembled {
  readonly markdown: string
  readonly headings: readonly Heading[]
  readonly anchors: readonly Anchor[]
  readonly atoms: readonly Atom[]
  readonly tables: readonly PlacedTable[]
  /** Markdown of a cell, tokens expanded. */
  readonly writeCell: (node: ElementNode) => string
}

/**
 * Expands `text` (Turndown's output) with the nodes in `slots`. Throws ContentTooLarge where that gives more than
 * `longest` characters.
 */
export function assemble(text: string, slots: readonly ElementNode[], longest: number): Assembled {
  const tableOf = makeTableWriter(slots, longest)
  const writer = new Writer(slots, tableOf, new Allowance(longest))
  writer.write(tidy(text), false)
  const { headings, anchors, atoms, tables } = writer
  const lengthOfCells = new Allowance(2 * longest)
  const writeCell = (node: ElementNode): string => {
    const cell = new Writer(slots, tableOf, lengthOfCells)
    cell.write(dropAnchors(node.markdown), true)
    return cell.markdown
  }
  const markdown = writer.markdown.trimEnd()
  const clampOffset = (offset: number): number => Math.min(offset, markdown.length)
  // What ended in blanks (the last row, a heading without text) ends with the text.
  return {
    markdown,
    headings,
    anchors: anchors.map((anchor) => ({ ...anchor, offset: clampOffset(anchor.offset) })),
    atoms: atoms
      .map((atom) => ({ ...atom, start: clampOffset(atom.start), end: clampOffset(atom.end) }))
      .filter(({ start, end }) => start < end),
    tables: tables.map((table) => ({ ...table, start: clampOffset(table.start) })),
    writeCell,
  }
}

/** Each table is laid out once, however often it is written, and all of them in one allowance. */
function makeTableWriter(slots: readonly ElementNode[], longest: number): (node: ElementNode) => TableText {
  const allowance: GridAllowance = { cells: new Allowance(MOST_GRID_CELLS), text: new Allowance(longest) }
  const made = new Map<ElementNode, TableText>()
  const findCode = (slot: number): string | undefined => {
    const held = slots[slot]
    return held?.nodeName === 'PRE' ? held.value : undefined
  }
  return (node) => {
    const text = made.get(node) ?? writeTable(node, findCode, allowance)
    made.set(node, text)
    return text
  }
}

class Writer {
  markdown = ''
  readonly headings: Heading[] = []
  readonly anchors: Anchor[] = []
  readonly atoms: Atom[] = []
  readonly tables: PlacedTable[] = []
  private readonly slots: readonly ElementNode[]
  private readonly tableOf: (node: ElementNode) => TableText
  private readonly allowance: Allowance

  constructor(slots: readonly ElementNode[], tableOf: (node: ElementNode) => TableText, allowance: Allowance) {
    this.slots = slots
    this.tableOf = tableOf
    this.allowance = allowance
  }

  /** `isInRow`: inside a table's row, which is one atom with all that it holds. */
  write(text: string, isInRow: boolean): void {
    this.allowance.spend(text.length)
    let from = 0
    for (const match of text.matchAll(TOKEN)) {
      this.markdown += text.slice(from, match.index)
      from = match.index + match[0].length
      const node = this.slots[Number(match[1] ?? match[2])]
      if (!node) continue
      if (match[2] !== undefined) this.anchors.push({ id: node.value, offset: this.markdown.length })
      else if (node.nodeName === 'TABLE') this.writeTable(node, isInRow)
      else if (node.nodeName === 'PRE') this.writeAtom('code', fenceCode(node.value, node.detail), isInRow)
      else this.writeHeading(node)
    }
    this.markdown += text.slice(from)
  }

  private writeHeading(node: ElementNode): void {
    const start = this.markdown.length
    const title = toLine(node)
    const level = this.headings.length === 0 ? node.level : Math.max(2, node.level)
    this.headings.push({ level, title, anchor: node.value, start })
    this.markdown += `${'#'.repeat(level)} `
    this.write(node.markdown, true)
    this.atoms.push({ start, end: this.markdown.length, kind: 'heading' })
  }

  private writeTable(node: ElementNode, isInRow: boolean): void {
    const text = this.tableOf(node)
    if (!isInRow) this.tables.push({ start: this.markdown.length, title: readTableTitle(node), text })
    let start = this.markdown.length
    const isPipe = text.separator === '\n'
    this.write(text.lead, true)
    if (text.lead !== '' && text.rows.length > 0) this.markdown += isPipe ? '\n' : '\n\n'
    text.rows.forEach((row, index) => {
      if (index > 0) this.markdown += text.separator
      // The header lines belong to the first row.
      if (index > 0 || !isPipe) start = this.markdown.length
      this.write(row, true)
      if (!isInRow) this.atoms.push({ start, end: this.markdown.length, kind: 'row' })
    })
    if (text.rows.length === 0 && !isInRow) this.atoms.push({ start, end: this.markdown.length, kind: 'row' })
  }

  private writeAtom(kind: Atom['kind'], text: string, isInRow: boolean): void {
    this.allowance.spend(text.length)
    const start = this.markdown.length
    this.markdown += text
    if (!isInRow) this.atoms.push({ start, end: this.markdown.length, kind })
  }
}

function tidy(text: string): string {
  return tuckLoneAnchors(text.replace(/[ \t]+\n(?=[ \t]*\n)/g, '\n').replace(/\n{3,}/g, '\n\n'))
}
