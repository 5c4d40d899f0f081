// What it costs to render a Markdown text, estimated in one pass before a parser sees it: parsers look at the rest of a
// line for every mark in it, try each end of a long word, and recurse into what is nested. Beyond the bounds a text is
// shown as it stands. Pure.

import { listCodeBlocks } from '../../core/text/markdown-blocks.ts'

/** Quotes and lists within each other. The site's have five levels, ours up to 16. */
const DEEPEST = 32
/** Blanks in front of an item, which say how deep it is. */
const WIDEST = 400
/** Looks at characters: a few seconds of the slowest shapes known. The site's costliest page has some 20 million. */
export const MOST_WORK = 500_000_000
/** What an element costs to make, sanitise and write, in looks at characters. */
const PER_LINE = 10_000
/** The same for a cell. A row has as many as the table has columns, whatever is written of it. */
const PER_CELL = 2_000
/** HTML tags besides those of our own Markdown. Unclosed ones are opened again in every paragraph that follows. */
const MOST_TAGS = 500

const MARKERS = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y
const MARK = /[[\]*_~`!<&@\\]/g
const TAG = /<\/?(?!(?:br|sup|sub|code|del)\b)[a-z]/gi

/** The work that `markdown` takes, its code apart; infinite for what would not end well. */
export function estimateRenderingWork(markdown: string): number {
  const blocks = listCodeBlocks(markdown)
  let [work, tags, block, columns] = [0, 0, 0, 0]
  for (let start = 0; start < markdown.length; ) {
    const code = blocks[block]
    if (code && code.codeStart <= start) {
      start = Math.max(start, code.codeEnd)
      block++
      continue
    }
    const end = findLineEnd(markdown, start)
    const line = markdown.slice(start, end)
    tags += line.match(TAG)?.length ?? 0
    if (tags > MOST_TAGS || isTooDeep(line)) return Number.POSITIVE_INFINITY
    columns = line.trim() === '' ? 0 : Math.max(columns, getColumns(line))
    work += PER_LINE + PER_CELL * columns + line.length * (1 + (line.match(MARK)?.length ?? 0)) + estimateWordWork(line)
    start = end + 1
  }
  return work
}

/** Of a line that may stand below a table's header, else none. */
function getColumns(line: string): number {
  return /^[ \t>|:-]*$/.test(line) && line.includes('-') ? line.split('|').length : 0
}

function findLineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function isTooDeep(line: string): boolean {
  MARKERS.lastIndex = 0
  let depth = 0
  while (depth <= DEEPEST && MARKERS.test(line)) depth++
  return depth > DEEPEST || (line.length > WIDEST && /^[ \t]{400}[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line))
}

// The square of each word.
function estimateWordWork(line: string): number {
  let work = 0
  for (let start = 0; start < line.length; ) {
    const blank = line.indexOf(' ', start)
    const end = blank < 0 ? line.length : blank
    work += (end - start) ** 2
    start = end + 1
  }
  return work
}
