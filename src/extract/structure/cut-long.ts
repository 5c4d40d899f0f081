// The bound of a passage, whatever it holds: one that is longer is cut at a line end, else at a blank, else where it
// must be. Pure.

import { LONGEST_PASSAGE } from '../page/content-limits.ts'

/** The pieces of `text` from `start` to `end`, none longer than a passage may be. */
export function cutLong(text: string, start: number, end: number): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = []
  let from = start
  while (end - from > LONGEST_PASSAGE) {
    const to = from + cutAt(text.slice(from, from + LONGEST_PASSAGE))
    pieces.push({ start: from, end: to })
    from = to
  }
  if (from < end) pieces.push({ start: from, end })
  return pieces
}

function cutAt(piece: string): number {
  const half = piece.length / 2
  const line = piece.lastIndexOf('\n') + 1
  if (line > half) return line
  const blank = piece.lastIndexOf(' ') + 1
  if (blank > half) return blank
  // Not between the two halves of a character.
  return /[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length
}
