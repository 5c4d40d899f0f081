// A line in pieces: what was looked for is marked. Pure.

import { markText, type QueryWords } from '../../core/text/mark-words.ts'
import type { Piece, Style } from './style.ts'

/** `style` is that of the rest of the line. */
export function markPieces(text: string, words: QueryWords, style?: Style): Piece[] {
  return markText(text, words).map((segment) => ({
    text: segment.text,
    style: segment.marked ? (segment.isTyped ? 'match' : 'near') : style,
  }))
}
