// Markdown as it stands on a terminal: tables drawn, lines broken between words, headings known for what they are, code
// as it is. Pure.

import { findTableAt, listCodeBlocks } from '../../core/text/markdown-blocks.ts'
import { toPrintable } from '../../core/text/printable.ts'
import { wrapTo } from './display-width.ts'
import { renderTableLines } from './table-screen.ts'

export interface ScreenLine {
  readonly text: string
  readonly kind: 'heading' | 'text' | 'code' | 'fence'
}

export interface MarkdownLook {
  readonly columns: number
  /** Links as their words alone, for what is looked over and not read. */
  readonly isBrief?: boolean
}

export function renderMarkdownLines(markdown: string, { columns, isBrief = false }: MarkdownLook): ScreenLine[] {
  // What is measured is what is shown.
  const source = toPrintable(markdown).replaceAll('\t', '    ')
  const blocks = listCodeBlocks(source, 0, source.length)
  const lines: ScreenLine[] = []
  for (let at = 0; at < source.length; ) {
    const block = blocks.find((one) => one.start <= at && at < one.end)
    const table = block ? undefined : findTableAt(source, at)
    if (block) {
      const end = findLineEnd(source, block.end - 1)
      lines.push(
        ...source
          .slice(at, end)
          .split('\n')
          .map((text) => toCodeLine(text, block.opening)),
      )
      at = end + 1
    } else if (table && at === table.start) {
      const end = findTableEnd(source, at)
      lines.push(...drawTable(source.slice(at, end), columns))
      at = end + 1
    } else {
      const end = findLineEnd(source, at)
      lines.push(...wrapText(source.slice(at, end), columns, isBrief))
      at = end + 1
    }
  }
  return lines
}

function toCodeLine(text: string, opening: string): ScreenLine {
  const isFence = text === opening || /^[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(text)
  return { text, kind: isFence ? 'fence' : 'code' }
}

function findLineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function findTableEnd(text: string, from: number): number {
  let end = findLineEnd(text, from)
  while (end < text.length && ROW.test(text.slice(end + 1, findLineEnd(text, end + 1))))
    end = findLineEnd(text, end + 1)
  return end
}

const ROW = /^[ \t>]*\|/
const DELIMITER = /^[ \t>]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/

function drawTable(table: string, columns: number): ScreenLine[] {
  const [, indent = ''] = /^([ \t>]*)\|/.exec(table) ?? []
  const rows = table.split('\n').filter((line, at) => at !== 1 || !DELIMITER.test(line))
  const lines = renderTableLines(rows.map(listCells), columns - indent.length)
  return lines.map((line) => ({ text: indent + line, kind: 'text' }))
}

function listCells(row: string): string[] {
  const inner = row.replace(/^[ \t>]*\|/, '').replace(/\|[ \t]*$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) =>
    stripMarkup(cell.replaceAll('\\|', '|'))
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/`+|\*\*/g, '')
      .trim(),
  )
}

function wrapText(line: string, columns: number, isBrief: boolean): ScreenLine[] {
  const isHeading = /^#{1,6} /.test(line)
  const [lead = ''] = /^[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?/.exec(line) ?? []
  const rest = line.slice(lead.length)
  const hanging = lead.replace(/[^>]/g, ' ')
  const lines = wrapTo(isBrief ? stripMarkup(rest) : rest, columns - lead.length, { breaksWords: false })
  return lines.map((text, at) => ({
    text: (at === 0 ? lead : hanging) + text,
    kind: isHeading ? 'heading' : 'text',
  }))
}

const MARKUP = /!?\[((?:[^[\]\\]|\\.)*)\]\((?:[^()\s]|\([^()\s]*\))*\)|(`+[^`]*`+)|\\([!-/:-@[-`{-~])/g

// Words of links and pictures, and signs without what kept them from being markup.
function stripMarkup(text: string): string {
  return text.replace(MARKUP, (_all, words: string | undefined, code: string | undefined, sign: string | undefined) =>
    words === undefined ? (code ?? sign ?? '') : words.replace(/\\([!-/:-@[-`{-~])/g, '$1'),
  )
}
