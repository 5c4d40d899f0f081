// A table in Markdown. The form is a GitHub table wherever its cells can be one line; a table with code blocks in its cells is
// written row by row as labelled text, where code keeps its bytes. Every cell is present in both forms.
//
// Cells that span rows are repeated below, so that each row can be read on its own: as text without links, and as a ditto mark
// when they are long. Cells that span columns stand in the first one.

import type { ElementNode } from './content-tree.ts'
import { type GridCell, type TableGrid, tableGrid } from './table-grid.ts'
import { BLOCK_TOKEN, dropAnchors, hasBlockToken } from './tokens.ts'

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
export function tableMarkdown(node: ElementNode, codeOf: (slot: number) => string | undefined): TableText {
  const grid = tableGrid(node.rows ?? [])
  const title = tableTitle(node)
  const heading = title === '' ? '' : `**${title.replace(/^\*\*(.*)\*\*$/, '$1')}**`
  const cells = (node.rows ?? []).flatMap((row) => row.cells)
  const spans = cells.map((cell) => (hasBlockToken(cell.markdown) ? inlineCode(cell.markdown, codeOf) : cell.markdown))
  if (spans.some((text) => text === undefined)) return { ...records(grid), lead: heading, grid }
  const written = new Map(cells.map((cell, index) => [cell, pipeCell(spans[index] ?? '')]))
  const textOf = (cell: ElementNode): string => written.get(cell) ?? ''
  const header = grid.header.map((nodes) => nodes.map(textOf).join('<br>'))
  const lines = [pipeRow(header), pipeRow(header.map(() => '---'))].join('\n')
  return {
    lead: heading === '' ? lines : `${heading}\n\n${lines}`,
    rows: grid.rows.map((row, index) => pipeRow(row.map((cell, column) => pipeText(cell, index, column, textOf)))),
    separator: '\n',
    grid,
  }
}

/** The table's own title as one line of Markdown. */
export function tableTitle(node: ElementNode): string {
  const first = node.level === 1 ? node.firstChild : null
  return first && 'markdown' in first ? first.markdown.replace(/\s*\n\s*/g, ' ') : ''
}

function pipeRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function pipeText(
  cell: GridCell | undefined,
  row: number,
  column: number,
  textOf: (cell: ElementNode) => string,
): string {
  if (!cell || cell.column !== column) return ''
  const text = textOf(cell.node)
  return cell.row === row ? text : repeated(text)
}

function repeated(text: string): string {
  const plain = dropAnchors(text)
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
  return plain.length > LONGEST_REPEAT ? DITTO : plain
}

function pipeCell(markdown: string): string {
  return markdown
    .replace(/^(?:> ?)+\n?/gm, '')
    .replace(/\|/g, '\\|')
    .replace(/ *\n\n+/g, '<br>')
    .replace(/ *\n/g, '<br>')
}

// One-line code fits a cell as a code span, which cannot hold a pipe unchanged.
function inlineCode(markdown: string, codeOf: (slot: number) => string | undefined): string | undefined {
  let fits = true
  const text = markdown.replace(BLOCK_TOKEN, (_, slot: string) => {
    const code = codeOf(Number(slot))?.replace(/\n$/, '')
    if (code === undefined || /[\n`|]/.test(code) || code !== code.trim() || / {2}|\t/.test(code)) fits = false
    return `\`${code}\``
  })
  return fits ? text : undefined
}

function records(grid: TableGrid): Omit<TableText, 'lead' | 'grid'> {
  const labels = grid.header.map((nodes) =>
    dropAnchors(nodes.map((node) => node.markdown).join(' ')).replace(/\s*\n\s*/g, ' '),
  )
  const rows = grid.rows.map((row, index) =>
    row
      .flatMap((cell, column) => {
        if (!cell || cell.column !== column) return []
        const text = cell.row === index ? cell.node.markdown : repeated(cell.node.markdown)
        if (text === '') return []
        return [labelled(labels[column] ?? '', text)]
      })
      .join('\n\n'),
  )
  return { rows: rows.filter((row) => row !== ''), separator: '\n\n---\n\n' }
}

function labelled(label: string, text: string): string {
  if (label === '') return text
  const name = `**${label.replace(/\*\*/g, '')}**:`
  return /\n|^[-\d]|\uFDD0/.test(text) ? `${name}\n\n${text}` : `${name} ${text}`
}
