// The part of a passage that is shown: verbatim, whole sentences or lines, as near as possible to what was asked. Pure.

import { termsOf } from '../core/terms.ts'

/** Characters of a Latin text; a Japanese character says about as much as two. */
const LONGEST = 420

/** A slice of `markdown` of at most about 420 characters that holds the most of the query's weight, cut at sentence or line ends. */
export function excerpt(markdown: string, weights: ReadonlyMap<string, number>): string {
  const text = markdown.replace(/^#{1,6} .*\n+/, '').trim()
  if (widthOf(text) <= LONGEST) return text
  const pieces = piecesOf(text)
  const values = pieces.map((piece) => {
    let value = 0
    for (const term of new Set(termsOf(piece))) value += weights.get(term) ?? 0
    return value
  })
  let best = { from: 0, to: 1, value: -1 }
  for (let from = 0; from < pieces.length; from++) {
    let width = 0
    let value = 0
    for (let to = from; to < pieces.length; to++) {
      width += widthOf(pieces[to] ?? '')
      if (width > LONGEST && to > from) break
      // Later pieces must bring more than they take: a small price on length keeps the excerpt short.
      value += (values[to] ?? 0) - 0.1
      if (value > best.value) best = { from, to: to + 1, value }
      if (width > LONGEST) break
    }
  }
  const shown = pieces.slice(best.from, best.to).join('').trim()
  return widthOf(shown) <= 2 * LONGEST ? shown : `${clip(shown)} …`
}

// Sentences of prose, lines of tables, lists and code: cut after the mark, so that joining them gives the text back.
function piecesOf(text: string): string[] {
  return text.split(/(?<=[。！？])|(?<=[.!?:]["')\]]*\s)(?=[A-Z0-9`*[(])|(?<=\n)/)
}

function widthOf(text: string): number {
  let width = text.length
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x3000) width += 1
  return width
}

// One line longer than everything (a table row, minified JSON) is the only thing ever cut inside.
function clip(text: string): string {
  const at = text.lastIndexOf(' ', LONGEST)
  return text.slice(0, at > LONGEST / 2 ? at : LONGEST)
}
