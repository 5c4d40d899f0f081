// From a slice of our Markdown to the text that is indexed: link targets, table rules and emphasis marks go, words and
// code stay. Pure, and linear in the text: whoever writes a page must not be able to make its indexing last for
// minutes.

export interface PlainText {
  readonly text: string
  /** Inline code spans and code blocks, verbatim: where whole identifiers stand. */
  readonly code: readonly string[]
}

// One pass over everything that is not plain: code spans, link and image targets, lines of table rules, escapes, tags
// that stand in table cells.
const MARKUP = /(`+)|\]\((?:[^()\s]|\([^()\s]*\))*\)|^([ \t:|-]+)$|\\([!-/:-@[-`{-~])|<\/?[a-z][^<>\n]*>/gm
const OPENING_FENCE = /^`{3,}/
const CLOSING_FENCE = /^(`{3,})[ \t]*$/

export function toPlainText(markdown: string): PlainText {
  const code: string[] = []
  if (!markdown.includes('```')) return { text: toInlineText(markdown, code), code }
  let text = ''
  let done = 0
  for (const { start, bodyStart, bodyEnd, end } of findFencedBlocks(markdown)) {
    const block = markdown.slice(bodyStart, bodyEnd)
    text += `${toInlineText(markdown.slice(done, start), code)}\n${block}\n`
    code.push(block)
    done = end
  }
  return { text: text + toInlineText(markdown.slice(done), code), code }
}

function toInlineText(markdown: string, code: string[]): string {
  const findCloser = makeCloserFinder(markdown)
  let text = ''
  let done = 0
  for (let match = findNextMarkup(markdown, 0); match; match = findNextMarkup(markdown, done)) {
    const { index } = match
    const [all, ticks, rule, escaped] = match
    text += markdown.slice(done, index)
    done = index + all.length
    if (ticks !== undefined) {
      const span = findCloser(done, ticks.length)
      if (!span) text += ticks
      else {
        const inside = markdown.slice(done, span.start)
        code.push(inside)
        text += ticks.slice(span.length) + inside
        done = span.start + span.length
      }
    } else if (rule !== undefined) text += rule.includes('---') ? ' ' : all
    else text += escaped ?? ' '
  }
  return text + markdown.slice(done)
}

function findNextMarkup(markdown: string, from: number): RegExpExecArray | null {
  MARKUP.lastIndex = from
  return MARKUP.exec(markdown)
}

type SpanEnd = { readonly start: number; readonly length: number }

// Where the span ends that a run of backticks opens: on the same line, at the next run of as many, or else of one or
// more fewer. Asked in text order.
function makeCloserFinder(markdown: string): (from: number, ticks: number) => SpanEnd | undefined {
  let runs: Map<number, Positions> | undefined
  let lineEnd = -1
  return (from, ticks) => {
    if (lineEnd < from) {
      const feed = markdown.indexOf('\n', from)
      lineEnd = feed < 0 ? markdown.length : feed
    }
    const next = markdown.indexOf('`', from)
    if (next < 0 || next > lineEnd) return undefined
    if (runLength(markdown, next) === ticks) return { start: next, length: ticks }
    runs ??= findRuns(markdown)
    for (let length = ticks; length >= 1; length--) {
      const start = findFirstFrom(runs.get(length), from)
      if (start !== undefined && start < lineEnd) return { start, length }
    }
    return undefined
  }
}

/** Ascending, asked for in ascending order. */
interface Positions {
  readonly at: number[]
  next: number
}

function findFirstFrom(positions: Positions | undefined, from: number): number | undefined {
  if (!positions) return undefined
  while ((positions.at[positions.next] ?? from) < from) positions.next += 1
  return positions.at[positions.next]
}

function add(positions: Map<number, Positions>, length: number, at: number): void {
  const same = positions.get(length)
  if (same) same.at.push(at)
  else positions.set(length, { at: [at], next: 0 })
}

function runLength(text: string, start: number): number {
  let end = start
  while (text[end] === '`') end += 1
  return end - start
}

function findRuns(text: string): Map<number, Positions> {
  const runs = new Map<number, Positions>()
  for (let at = text.indexOf('`'); at >= 0; ) {
    const length = runLength(text, at)
    add(runs, length, at)
    at = text.indexOf('`', at + length)
  }
  return runs
}

interface FencedBlock {
  readonly start: number
  readonly bodyStart: number
  readonly bodyEnd: number
  readonly end: number
}

// A line that begins with backticks opens a block where a later line, not the next, is nothing but as many, or else one
// or more fewer.
function* findFencedBlocks(markdown: string): Generator<FencedBlock> {
  const lines = splitLines(markdown)
  const closers = new Map<number, Positions>()
  for (const [index, { start, end }] of lines.entries()) {
    const ticks = CLOSING_FENCE.exec(markdown.slice(start, end))?.[1]?.length
    if (ticks !== undefined) add(closers, ticks, index)
  }
  const findCloser = (opener: number, ticks: number): number | undefined => {
    for (let length = ticks; length >= 3; length--) {
      const found = findFirstFrom(closers.get(length), opener + 2)
      if (found !== undefined) return found
    }
    return undefined
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]
    const ticks = line && OPENING_FENCE.exec(markdown.slice(line.start, line.end))?.[0].length
    const closer = ticks === undefined ? undefined : findCloser(index, ticks)
    const last = closer === undefined ? undefined : lines[closer]
    if (!line || !last || closer === undefined) continue
    yield { start: line.start, bodyStart: line.end + 1, bodyEnd: last.start - 1, end: last.end }
    index = closer
  }
}

function splitLines(text: string): { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = []
  for (let start = 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    lines.push({ start, end })
    start = end + 1
  }
  return lines
}
