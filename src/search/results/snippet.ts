// The part of a passage that is shown: whole sentences, lines or rows, as near as possible to what was asked, and
// Markdown that can be read on its own.
// Verbatim but for the fence of a code block or the header of a table that the part would lack. Pure.

import { clipMarkdown } from '../../core/text/clip-markdown.ts'
import {
  type CodeBlock,
  closeFence,
  cutWhole,
  findTableAt,
  listCodeBlocks,
  openFence,
} from '../../core/text/markdown-blocks.ts'
import { toTerms } from '../../core/text/terms.ts'

/** Later pieces must bring more than they take: a small price on each keeps the snippet short. */
const PRICE = 0.1
/** How a passage begins says what it is about: what comes later must be that much better to be shown instead. */
const OPENING = 1.25

interface Piece {
  readonly start: number
  readonly end: number
  readonly width: number
  /** Widths of what it needs in front when it comes first, and behind when it comes last. */
  readonly opening: number
  readonly closing: number
}

/** A part of a page's text, and its place there. */
export interface Snippet {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** As chooseSnippet, the text alone. */
export function cutSnippet(
  markdown: string,
  start: number,
  end: number,
  weights: ReadonlyMap<string, number>,
  longest: number,
): string {
  return chooseSnippet(markdown, start, end, weights, longest).text
}

/**
 * Of the passage from `start` to `end` of `markdown`, the part of about `longest` characters that holds the most of the
 * query's weight. A Japanese character counts as two.
 */
export function chooseSnippet(
  markdown: string,
  start: number,
  end: number,
  weights: ReadonlyMap<string, number>,
  longest: number,
): Snippet {
  const [from, to] = trimPassage(markdown, start, end)
  const blocks = listCodeBlocks(markdown, from, to)
  const whole = cutWhole(markdown, from, to, blocks)
  if (countWidth(whole) <= longest || from === to) return { text: whole, start: from, end: to }
  const measure = makeRuler(markdown, from, to)
  const pieces = joinLeadIns(splitPieces(markdown, { from, to, blocks, longest, measure }), markdown, longest)
  const best = findBestRun(pieces, markdown, weights, longest)
  const first = pieces[best.from]?.start ?? from
  const text = dropDangling(markdown.slice(first, pieces[best.to - 1]?.end ?? to))
  const last = first + text.length
  const shown = cutWhole(markdown, first, last, blocks)
  // One line longer than everything (a table's row, minified JSON) is the only thing ever cut inside.
  return { text: countWidth(text) <= 2 * longest ? shown : clipMarkdown(shown, longest), start: first, end: last }
}

// Without the heading, which is shown beside it, the rules around it, and blanks.
function trimPassage(markdown: string, start: number, end: number): [number, number] {
  const text = markdown.slice(start, end)
  const [heading = ''] = (start === 0 && ABOVE_TITLE.exec(text)) || (/^(?:-{3}\n+)*(?:#{1,6} .*\n+)?/.exec(text) ?? [])
  const body = text.slice(heading.length)
  const from = start + heading.length + (/^(?:[ \t]*\n)*/.exec(body)?.[0].length ?? 0)
  return [from, Math.max(from, from + dropDangling(markdown.slice(from, start + text.trimEnd().length)).length)]
}

/** What a page says before its title is not about it: a survey, a notice of another site. No code is looked into. */
const ABOVE_TITLE = /^(?:(?!#|[ \t>]*(?:`{3}|~{3})).*\n){1,12}# .*\n+/

// The number of a step whose text is not shown, or a label of what comes behind, a rule, the sign of a quotation.
function dropDangling(text: string): string {
  let kept = text.trimEnd()
  for (let at = kept.lastIndexOf('\n'); at >= 0 && isDangling(kept.slice(at)); at = kept.lastIndexOf('\n'))
    kept = kept.slice(0, at).trimEnd()
  return kept
}

function isDangling(line: string): boolean {
  return DANGLING.test(line.replace(/^[\s>]+/, '').trimEnd())
}

const DANGLING = /^(?:\d+[.)]|[-*+]|-{3,}|\*\*[^*\n]{1,60}\*\*:?)?$/

function findBestRun(
  pieces: readonly Piece[],
  markdown: string,
  weights: ReadonlyMap<string, number>,
  longest: number,
) {
  const asked = pieces.map(({ start, end }) => {
    const found: string[] = []
    for (const term of toTerms(markdown.slice(start, end)))
      if (weights.has(term) && !found.includes(term)) found.push(term)
    return found
  })
  let best = { from: 0, to: 1, value: Number.NEGATIVE_INFINITY }
  const computeWidth = (from: number, width: number, to: number) =>
    (pieces[from]?.opening ?? 0) + width + (pieces[to]?.closing ?? 0)
  for (let from = 0; from < pieces.length; from++) {
    let width = 0
    let value = 0
    const said = new Set<string>()
    for (let to = from; to < pieces.length; to++) {
      width += pieces[to]?.width ?? 0
      const isLong = computeWidth(from, width, to) > longest
      if (isLong && to > from) break
      // A word counts once in full, and a little each time it comes again.
      for (const term of asked[to] ?? []) {
        value += (weights.get(term) ?? 0) * (said.has(term) ? 0.3 : 1)
        said.add(term)
      }
      value -= PRICE
      const worth = from === 0 ? value * OPENING : value
      if (worth > best.value) best = { from, to: to + 1, value: worth }
      if (isLong) break
    }
  }
  // What room is left goes to what follows: an answer often ends after the words of the question have.
  let { to } = best
  let width = pieces.slice(best.from, to).reduce((sum, piece) => sum + piece.width, 0)
  while (to < pieces.length && computeWidth(best.from, width + (pieces[to]?.width ?? 0), to) <= longest)
    width += pieces[to++]?.width ?? 0
  // … and behind the last of it, to what comes before.
  let { from } = best
  while (
    to === pieces.length &&
    from > 0 &&
    computeWidth(from - 1, width + (pieces[from - 1]?.width ?? 0), to) <= longest
  )
    width += pieces[--from]?.width ?? 0
  return { from, to }
}

const LEADS_IN = /[:：]\**\s*$/
/** The number of a step alone, too, which stands before its first sentence. */
const EMPTY = /^(?:\d+[.)]|[-*+])?$/

// A line that ends in a colon, and one right before code, says nothing without what comes behind it, nor that without
// it.
function joinLeadIns(pieces: readonly Piece[], markdown: string, longest: number): Piece[] {
  const joined: Piece[] = []
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece
    const text = markdown.slice(piece.start, piece.end)
    if (text.trim() === '' || ROW.test(text) || FENCE.test(text)) {
      joined.push(piece)
      continue
    }
    let next = at + 1
    while (next < pieces.length && EMPTY.test(markdown.slice(pieces[next]?.start, pieces[next]?.end).trim())) next += 1
    const behind = pieces[next]
    const isLead = LEADS_IN.test(text) || (behind && FENCE.test(markdown.slice(behind.start, behind.end)))
    if (!isLead || !behind) {
      joined.push(piece)
      continue
    }
    const width = pieces.slice(at, next + 1).reduce((sum, one) => sum + one.width, 0)
    if (piece.opening + width + behind.closing > longest) joined.push(piece)
    else {
      joined.push({ ...piece, end: behind.end, width, closing: behind.closing })
      at = next
    }
  }
  return joined
}

// Sentences of prose, lines of lists, rows of tables, whole code blocks as far as they fit: cut so that joining them
// gives the text back.
function splitPieces(markdown: string, { from, to, blocks, longest, measure }: Cut): Piece[] {
  const pieces: Piece[] = []
  const add = (start: number, end: number, isProse: boolean) => {
    const opening = isProse ? 0 : countWidth(openFence(markdown, start, blocks))
    const closing = isProse ? 0 : countWidth(closeFence(markdown, end, blocks))
    pieces.push({ start, end, width: measure(start, end), opening, closing })
  }
  for (let at = from; at < to; ) {
    const block = blocks.find((one) => one.start <= at && at < one.end)
    let end = Math.min(to, block ? findNextLine(markdown, block.end) : findUnitEnd(markdown, at, to))
    if (block && measure(Math.max(from, block.start), end) > longest)
      end = Math.min(to, findCodeLineEnd(markdown, at, block))
    if (block || ROW.test(markdown.slice(at, end))) add(at, end, false)
    else {
      // What begins in the middle of a line may be in a row. Whole lines that are none need nothing around them.
      const isProse = at > from
      let start = at
      for (const sentence of splitSentences(markdown.slice(at, end))) {
        add(start, start + sentence.length, isProse)
        start += sentence.length
      }
    }
    at = end
  }
  return pieces
}

interface Cut {
  readonly from: number
  readonly to: number
  readonly blocks: readonly CodeBlock[]
  readonly longest: number
  readonly measure: (start: number, end: number) => number
}

/** As countWidth, of parts between two places of a text: a long block of code is measured line by line. */
function makeRuler(text: string, from: number, to: number): (start: number, end: number) => number {
  const widths = new Uint32Array(to - from + 1)
  for (let at = from; at < to; at++)
    widths[at - from + 1] = (widths[at - from] ?? 0) + (text.charCodeAt(at) >= WIDE_FROM ? 2 : 1)
  return (start, end) => (widths[end - from] ?? 0) - (widths[start - from] ?? 0)
}

const ROW = /^[ \t>]*\|/
const FENCE = /^[ \t>]*(?:`{3}|~{3})/
const SENTENCE = /(?<=[。！？])|(?<=[.!?]["')\]]*\s)(?=[A-Z0-9`*[(])/

// A full stop or a question mark inside of code ends nothing.
function splitSentences(line: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const part of line.split(SENTENCE)) {
    open += part
    if ((open.match(/`/g)?.length ?? 0) % 2 === 1) continue
    sentences.push(open)
    open = ''
  }
  return open === '' ? sentences : [...sentences, open]
}

// A line, and the head of a table with the first of its rows.
function findUnitEnd(markdown: string, at: number, to: number): number {
  const table = findTableAt(markdown, at)
  return findNextLine(markdown, table && at < table.body && table.body < to ? table.body : at)
}

// A fence alone shows nothing: it stays with the line of code beside it.
function findCodeLineEnd(markdown: string, at: number, block: CodeBlock): number {
  const end = findNextLine(markdown, at < block.codeStart ? block.codeStart : at)
  return block.isClosed && end >= block.codeEnd ? findNextLine(markdown, block.end) : end
}

/** Behind the line's end. */
function findNextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

const WIDE_FROM = 0x3000

/** A Japanese character counts as two. */
export function countWidth(text: string): number {
  let width = text.length
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= WIDE_FROM) width += 1
  return width
}
