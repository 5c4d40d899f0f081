// The beginning of a Markdown text, cut only where nothing is torn: never inside a code block or a row of a table. For
// answers that have to fit a budget; clip-markdown.ts cuts anywhere and closes what it opened. Pure.

import { clipMarkdown } from './clip-markdown.ts'
import { dropHangingHeading } from './hanging-heading.ts'
import { type CodeBlock, findTableAt, listCodeBlocks } from './markdown-blocks.ts'

const MARK = '…'
/** Less of a paragraph says nothing. */
const LEAST_PROSE = 20

/** At most about `longest` characters, possibly none but the mark that something was left out. */
export function clipWhole(text: string, longest: number): string {
  if (text.length <= longest) return text
  const blocks = listCodeBlocks(text)
  const block = blocks.find(({ start, end }) => start <= longest && longest < end)
  if (block) return addMark(text.slice(0, block.start))
  const table = findTableAt(text, longest)
  if (table) {
    const row = text.lastIndexOf('\n', longest - 1) + 1
    return addMark(text.slice(0, row > table.body ? row : table.start))
  }
  const start = findParagraphStart(text, longest, blocks)
  const prose = longest - start < LEAST_PROSE ? '' : clipMarkdown(text.slice(start), longest - start)
  return prose === '' ? addMark(text.slice(0, start)) : text.slice(0, start) + prose
}

function addMark(text: string): string {
  const kept = dropHangingHeading(text).trimEnd()
  return kept.trim() === '' ? MARK : `${kept}\n\n${MARK}`
}

// Where the prose begins that `at` lies in: behind the last blank line, code block or row.
function findParagraphStart(text: string, at: number, blocks: readonly CodeBlock[]): number {
  const ends = blocks.flatMap(({ end }) => (end <= at ? [end] : []))
  const blank = text.lastIndexOf('\n\n', at - 2)
  let start = Math.max(0, blank < 0 ? 0 : blank + 2, ...ends)
  for (let line = text.indexOf('\n', start); line >= 0 && line < at; line = text.indexOf('\n', line + 1))
    if (findTableAt(text, line)) start = line + 1
  return start
}
