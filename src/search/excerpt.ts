// The part of a passage that is shown: verbatim, whole sentences or lines, as near as possible to what was asked. Pure.

import { termsOf } from '../core/terms.ts'

/** Later pieces must bring more than they take: a small price on each keeps the excerpt short. */
const PRICE = 0.1
/** How a passage begins says what it is about: what comes later must be that much better to be shown instead. */
const OPENING = 1.25

/** A slice of `markdown` of about `longest` characters at most that holds the most of the query's weight. A Japanese character counts as two. */
export function excerpt(markdown: string, weights: ReadonlyMap<string, number>, longest: number): string {
  const text = markdown.replace(/^#{1,6} .*\n+/, '').trim()
  if (widthOf(text) <= longest) return text
  const pieces = piecesOf(text, longest)
  const widths = pieces.map(widthOf)
  const asked = pieces.map((piece) => [...new Set(termsOf(piece))].filter((term) => weights.has(term)))
  let best = { from: 0, to: 1, value: Number.NEGATIVE_INFINITY }
  for (let from = 0; from < pieces.length; from++) {
    let width = 0
    let value = 0
    const said = new Set<string>()
    for (let to = from; to < pieces.length; to++) {
      width += widths[to] ?? 0
      if (width > longest && to > from) break
      // A word counts once in full, and a little each time it comes again.
      for (const term of asked[to] ?? []) {
        value += (weights.get(term) ?? 0) * (said.has(term) ? 0.3 : 1)
        said.add(term)
      }
      value -= PRICE
      const worth = from === 0 ? value * OPENING : value
      if (worth > best.value) best = { from, to: to + 1, value: worth }
      if (width > longest) break
    }
  }
  // What room is left goes to what follows: an answer often ends after the words of the question have.
  let { to } = best
  let width = widths.slice(best.from, to).reduce((sum, one) => sum + one, 0)
  while (to < pieces.length && width + (widths[to] ?? 0) <= longest) width += widths[to++] ?? 0
  const shown = pieces.slice(best.from, to).join('').trim()
  return widthOf(shown) <= 2 * longest ? shown : `${clip(shown, longest)} …`
}

// Sentences of prose, lines of lists, rows of tables, whole code blocks as far as they fit: cut so that joining them gives the text back.
function piecesOf(text: string, longest: number): string[] {
  const pieces: string[] = []
  let code: string[] | undefined
  for (const line of text.split(/(?<=\n)/)) {
    const isFence = /^\s*```/.test(line)
    if (code) {
      code.push(line)
      if (!isFence) continue
      pieces.push(...(widthOf(code.join('')) <= longest ? [code.join('')] : code))
      code = undefined
    } else if (isFence) code = [line]
    else if (line.startsWith('|')) pieces.push(line)
    else pieces.push(...line.split(/(?<=[。！？])|(?<=[.!?]["')\]]*\s)(?=[A-Z0-9`*[(])/))
  }
  return code ? [...pieces, ...code] : pieces
}

function widthOf(text: string): number {
  let width = text.length
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x3000) width += 1
  return width
}

// One line longer than everything (a table row, minified JSON) is the only thing ever cut inside.
function clip(text: string, longest: number): string {
  const at = text.lastIndexOf(' ', longest)
  return text.slice(0, at > longest / 2 ? at : longest)
}
