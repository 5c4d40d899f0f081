// A window on a long text: cut where a reader would pause, never losing or repeating a character when the next window
// goes on from `end`. Pure.

import { hasHangingHeading } from '../core/text/hanging-heading.ts'
import { findTableAt, listCodeBlocks } from '../core/text/markdown-blocks.ts'

export interface Window {
  readonly text: string
  /** Offsets in UTF-16 units; `end` is where the next window begins. */
  readonly start: number
  readonly end: number
  readonly isLast: boolean
}

/** At least this share of the window is filled before a cut is looked for. */
const EARLIEST_CUT = 0.5
/** What is looked at of the text before a cut. */
const LONGEST_HEADING = 200

/**
 * At most `maxLength` characters from `start`, cut before a heading, else between paragraphs, else at a line end, and
 * only then at a blank; not between a heading and what it heads. A cut inside a code block is avoided while the block
 * began in the second half of the window or has room in the next one, a cut inside a row of a table while the window
 * does not begin with it.
 */
export function cutWindow(text: string, start: number, maxLength: number): Window {
  const from = clampToCharacter(text, Math.min(Math.max(0, start), text.length))
  const limit = from + Math.max(1, maxLength)
  if (limit >= text.length) return { text: text.slice(from), start: from, end: text.length, isLast: true }
  const whole = clampToCharacter(text, limit)
  // A window of one unit on a character of two: better a unit too many than never to go on.
  const end = whole > from ? cutBefore(text, from, whole) : from + 2
  return { text: text.slice(from, end), start: from, end, isLast: end === text.length }
}

function cutBefore(text: string, from: number, limit: number): number {
  const earliest = from + Math.floor((limit - from) * EARLIEST_CUT)
  // The block that is open at `from` counts too.
  const blocks = listCodeBlocks(text, from, limit)
  const isOutside = (at: number) => !blocks.some(({ start, end }) => at > start && at < end) && !isInHeader(text, at)
  const isAfterHeading = (at: number) => hasHangingHeading(text.slice(Math.max(from, at - LONGEST_HEADING), at))
  for (const mark of ['\n#', '\n\n', '\n']) {
    // Not at the very start: to look further back than 0 is to find 0 again.
    for (let at = text.lastIndexOf(mark, limit - 1); at >= earliest && at > from; at = text.lastIndexOf(mark, at - 1)) {
      const cut = mark === '\n#' ? at + 1 : at + mark.length
      if (cut <= limit && isOutside(cut) && !isAfterHeading(cut)) return cut
    }
  }
  const inBlock = blocks.find(({ start, end }) => limit > start && limit < end)
  if (inBlock && inBlock.start > from && (inBlock.start > earliest || getLength(inBlock) <= limit - from))
    return inBlock.start
  const row = inBlock ? undefined : findRowStart(text, limit)
  if (row !== undefined && row > from) return row
  const line = text.lastIndexOf('\n', limit - 1)
  if (line >= earliest) return line + 1
  const blank = text.lastIndexOf(' ', limit - 1)
  return blank >= earliest ? blank + 1 : limit
}

function getLength({ start, end }: { readonly start: number; readonly end: number }): number {
  return end - start
}

// Where the row begins that `at` lies in, or the table when it is the first row.
function findRowStart(text: string, at: number): number | undefined {
  const table = findTableAt(text, at)
  if (!table) return undefined
  const row = text.lastIndexOf('\n', at - 1) + 1
  return row > table.body ? row : table.start
}

// A header is of no use without a row, nor without the line below it.
function isInHeader(text: string, at: number): boolean {
  const table = findTableAt(text, at)
  return table !== undefined && at > table.start && at <= table.body
}

// A cut between the two halves of a surrogate pair would make two broken characters.
function clampToCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff && at > 0 ? at - 1 : at
}
