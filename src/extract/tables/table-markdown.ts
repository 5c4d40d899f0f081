// A table in Markdown. The form is a GitHub table wherever its cells can be one line; a table with code blocks in its
// cells is written row by row as labelled text, where code keeps its bytes. Every cell is present in both forms.
//
// Cells that span rows are repeated below, so that each row can be read on its own: as text without links, and as a
// ditto mark when they are long. Cells that span columns stand in the first one.

import type { ElementNode } from '../markdown/content-tree.ts'
import { escapeBlock } from '../markdown/escape-text.ts'
import { BLOCK_TOKEN, dropAnchors, hasBlockToken } from '../markdown/placeholders.ts'
import { stripLinks } from './strip-links.ts'
import { type GridAllowance, type GridCell, layOutGrid, type TableGrid } from './table-grid.ts'

export interface TableText {
  /** Title and header lines; empty when there are none. */
  readonly lead: string
  /** One entry a row, never to be split. Tokens inside are still to be expanded. */
  readonly rows: readonly string[]
  /** What stands between rows. */
  readonly separator: string
  readonly grid: TableGrid
}

const LONGEST_REPEAT = 100
const DITTO = '〃'

/** Writes the table of `node`; `codeOf` gives the text of a code block by slot, undefined for other blocks. */
export function writeTable(
  node: ElementNode,
  codeOf: (slot: number) => string | undefined,
  allowance: GridAllowance,
): TableText {
  const grid = layOutGrid(node.rows ?? [], allowance)
  const title = readTableTitle(node)
  const heading = title === '' ? '' : `**${title.replace(/^\*\*(.*)\*\*$/, '$1')}**`
  const cells = (node.rows ?? []).flatMap((row) => row.cells)
  const spans = cells.map((cell) =>
    hasBlockToken(cell.markdown) ? writeInlineCode(cell.markdown, codeOf) : cell.markdown,
  )
  if (spans.some((text) => text === undefined)) return { ...writeRecords(grid, codeOf), lead: heading, grid }
  const written = new Map(cells.map((cell, index) => [cell, writePipeCell(spans[index] ?? '')]))
  const readText = (cell: ElementNode): string => written.get(cell) ?? ''
  const repeatedOf = memoizeCells((cell) => writeRepeated(readText(cell)))
  const header = grid.header.map((nodes) => nodes.map(readText).join('<br>'))
  const lines = [writePipeRow(header), writePipeRow(header.map(() => '---'))].join('\n')
  return {
    lead: heading === '' ? lines : `${heading}\n\n${lines}`,
    rows: grid.rows.map((row, index) =>
      writePipeRow(row.map((cell, column) => writePipeText(cell, index, column, readText, repeatedOf))),
    ),
    separator: '\n',
    grid,
  }
}

/** The table's own title as one line of Markdown. */
export function readTableTitle(node: ElementNode): string {
  const first = node.level === 1 ? node.firstChild : null
  return first && 'markdown' in first ? first.markdown.replace(/\s*\n\s*/g, ' ') : ''
}

function writePipeRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function writePipeText(
  cell: GridCell | undefined,
  row: number,
  column: number,
  readText: (cell: ElementNode) => string,
  repeatedOf: (cell: ElementNode) => string,
): string {
  if (!cell || cell.column !== column) return ''
  return cell.row === row ? readText(cell.node) : repeatedOf(cell.node)
}

function writeRepeated(text: string): string {
  const plain = stripLinks(dropAnchors(text))
  return plain.length > LONGEST_REPEAT ? DITTO : plain
}

// Code counts with its length; a table in a cell is never repeated.
function writeRepeatedBlocks(text: string, codeOf: (slot: number) => string | undefined): string {
  let length = text.length
  for (const [, slot] of text.matchAll(BLOCK_TOKEN)) length += codeOf(Number(slot))?.length ?? Number.POSITIVE_INFINITY
  return hasBlockToken(text) && length > LONGEST_REPEAT ? DITTO : writeRepeated(text)
}

function memoizeCells(make: (cell: ElementNode) => string): (cell: ElementNode) => string {
  const made = new Map<ElementNode, string>()
  return (cell) => {
    const text = made.get(cell) ?? make(cell)
    made.set(cell, text)
    return text
  }
}

function writePipeCell(markdown: string): string {
  return markdown
    .replace(/^(?:> ?)+\n?/gm, '')
    .replace(/\|/g, '\\|')
    .replace(/ *\n\n+/g, '<br>')
    .replace(/ *\n/g, '<br>')
}

// One-line code fits a cell as a code span, which cannot hold a pipe unchanged.
function writeInlineCode(markdown: string, codeOf: (slot: number) => string | undefined): string | undefined {
  let fits = true
  const text = markdown.replace(BLOCK_TOKEN, (_, slot: string) => {
    const code = codeOf(Number(slot))?.replace(/\n$/, '')
    if (code === undefined || /[\n`|]/.test(code) || code !== code.trim() || / {2}|\t/.test(code)) fits = false
    return `\`${code}\``
  })
  return fits ? text : undefined
}

function writeRecords(grid: TableGrid, codeOf: (slot: number) => string | undefined): Omit<TableText, 'lead' | 'grid'> {
  const repeatedOf = memoizeCells((cell) => writeRepeatedBlocks(cell.markdown, codeOf))
  const labels = grid.header.map((nodes) =>
    dropAnchors(nodes.map((node) => node.markdown).join(' ')).replace(/\s*\n\s*/g, ' '),
  )
  const rows = grid.rows.map((row, index) =>
    row
      .flatMap((cell, column) => {
        if (!cell || cell.column !== column) return []
        const text = cell.row === index ? cell.node.markdown : repeatedOf(cell.node)
        if (text === '') return []
        return [addLabel(labels[column] ?? '', text)]
      })
      .join('\n\n'),
  )
  return { rows: rows.filter((row) => row !== ''), separator: '\n\n---\n\n' }
}

function addLabel(label: string, text: string): string {
  if (label === '') return escapeBlock(text)
  const name = `**${label.replace(/\*\*/g, '')}**:`
  return /\n|^[-\d]|\uFDD0/.test(text) ? `${name}\n\n${escapeBlock(text)}` : `${name} ${text}`
}
