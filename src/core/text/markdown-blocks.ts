// Code blocks and tables of a Markdown text: where they lie, and what a slice of the text needs so that it can be read
// on its own. Pure.

export interface CodeBlock {
  /** Begin of the line that opens it, and end of the line that closes it, or of the text when none does. */
  readonly start: number
  readonly end: number
  /** Begin of the first line of code, and of the line that closes it. */
  readonly codeStart: number
  readonly codeEnd: number
  readonly isClosed: boolean
  /** The line that opens it, without the marker of a list, and the one that closes it. */
  readonly opening: string
  readonly closing: string
}

export interface MarkdownTable {
  readonly start: number
  /** Where the rows begin, below header and delimiter. */
  readonly body: number
}

const OPENS = /^((?:[ \t>]|[-*+] |\d+[.)] )*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/
const DELIMITER = /^[ \t>]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?[ \t]*)?$/

/** Code blocks that end after `from` and begin before `to`, in order. */
export function listCodeBlocks(text: string, from = 0, to = text.length): CodeBlock[] {
  const blocks: CodeBlock[] = []
  const nextFence = makeFenceFinder(text)
  for (let at = nextFence(0); at < to; at = nextFence(at)) {
    const start = findLineStart(text, at)
    at = findLineEnd(text, at)
    const [, lead = '', mark = '', info = ''] = OPENS.exec(text.slice(start, at)) ?? []
    if (mark === '') continue
    const indent = lead.replace(/[^\t>]/g, ' ')
    const [codeStart, closing] = [Math.min(at + 1, text.length), findClosingLine(text, at, mark)]
    at = closing?.end ?? text.length
    if (at <= from) continue
    const fence = { opening: `${indent}${mark}${info}`, closing: `${indent}${mark}`, isClosed: closing !== undefined }
    blocks.push({ start, end: at, codeStart, codeEnd: closing?.start ?? text.length, ...fence })
  }
  return blocks
}

// A page has half a million characters and a dozen fences: only lines that hold one are looked at, each once.
function makeFenceFinder(text: string): (from: number) => number {
  const next = { '```': -1, '~~~': -1 }
  const find = (mark: keyof typeof next, from: number): number => {
    if (next[mark] < from) {
      const found = text.indexOf(mark, from)
      next[mark] = found < 0 ? Number.POSITIVE_INFINITY : found
    }
    return next[mark]
  }
  return (from) => Math.min(find('```', from), find('~~~', from))
}

function findClosingLine(text: string, from: number, mark: string): { start: number; end: number } | undefined {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at)) {
    const [start, end] = [findLineStart(text, at), findLineEnd(text, at)]
    const line = text.slice(start, end).replace(/^[ \t>]+|\s+$/g, '')
    if (line === mark.charAt(0).repeat(line.length)) return { start, end }
    at = end
  }
  return undefined
}

/** The table that has a line at `at`, which is outside code. */
export function findTableAt(text: string, at: number): MarkdownTable | undefined {
  let start = findLineStart(text, at)
  if (!isRow(text, start)) return undefined
  for (let above = start; start > 0; start = above) {
    above = findLineStart(text, start - 1)
    if (!isRow(text, above)) break
  }
  const delimiter = findLineEnd(text, start) + 1
  const end = findLineEnd(text, delimiter)
  return DELIMITER.test(text.slice(delimiter, end)) ? { start, body: Math.min(end + 1, text.length) } : undefined
}

function isRow(text: string, lineStart: number): boolean {
  let at = lineStart
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '>') at += 1
  return text[at] === '|'
}

function findLineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
}

function findLineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/**
 * `text` from `start` to `end` as Markdown of its own: a code block that it begins in is opened again, one that it ends
 * in is closed, and rows of a table come with the table's header.
 */
export function cutWhole(text: string, start: number, end: number, blocks = listCodeBlocks(text, start, end)): string {
  if (end <= start) return ''
  return `${openFence(text, start, blocks)}${text.slice(start, end)}${closeFence(text, end, blocks)}`
}

/** What has to stand in front of a slice that begins at `start`. */
export function openFence(text: string, start: number, blocks: readonly CodeBlock[]): string {
  if (blocks.some((block) => block.start <= start && start < block.end)) {
    const block = blocks.find((one) => one.start < start && start <= one.codeEnd && start < one.end)
    return block ? `${block.opening}\n` : ''
  }
  const table = findTableAt(text, start)
  if (!table || start <= table.start) return ''
  return text.slice(table.start, Math.min(table.body, findLineStart(text, start)))
}

/** What has to stand behind a slice that ends at `end`. */
export function closeFence(text: string, end: number, blocks: readonly CodeBlock[]): string {
  const block = blocks.find((one) => one.start < end && (end < one.end || (end === one.end && !one.isClosed)))
  if (!block) return blocks.some((one) => one.start < end && end <= one.end) ? '' : getHeaderRest(text, end)
  const line = text.slice(findLineStart(text, end), end)
  if (end < block.codeStart ? !OPENS.test(line) : line.trim() === block.closing.trim() && end > block.codeEnd) return ''
  return `${text[end - 1] === '\n' ? '' : '\n'}${block.closing}`
}

// A header without its delimiter is a line of text.
function getHeaderRest(text: string, end: number): string {
  const table = end > 0 ? findTableAt(text, end - 1) : undefined
  return table && end < table.body - 1 ? text.slice(end, table.body).trimEnd() : ''
}
