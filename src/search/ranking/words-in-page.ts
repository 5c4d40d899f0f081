// What tells the passages of one page apart: a word that every passage has says nothing about where on the page the
// answer stands, however rare it is elsewhere. Told by the marks of the doclists alone; no text is read. Pure.

import { FREQUENCY_BITS, IN_HEADING, OFTEN_FROM, TWICE_FROM } from '../../store/fulltext/term-columns.ts'
import type { BoundPlan } from './passage-bound.ts'
import { computeLengthNorm, saturateCount, weighBody } from './passage-features.ts'

/** Each between 0 and 1; a word weighs what it weighs in the query, times how few passages of the page have it. */
export interface WordsInPage {
  /** BM25. */
  readonly pageBody: number
  /** Share of the words that its headings say. */
  readonly pageHeading: number
  /** … that the passage says, its headings, or the passage before or behind it. */
  readonly nearWords: number
  /** … that its text says: no label in it says more. Not counted by itself. */
  readonly inText: number
}

/** What the query's words weigh on the page, by term, and all together. */
export interface PageWeights {
  readonly weightOf: ReadonlyMap<string, number>
  readonly total: number
}

/** By the frequency bits, about. */
const TIMES = [0, 1, (TWICE_FROM + OFTEN_FROM - 1) / 2, OFTEN_FROM] as const
/** What a synonym counts for. */
const SYNONYM = 0.5

/** Of all passages of a page, in order: marks as in typed-words.ts, and their lengths in terms. */
export function computeWordsInPage(
  { model, listOf, synonymLists }: BoundPlan,
  marks: readonly Uint8Array[],
  lengths: readonly number[],
): { readonly ofPassage: readonly WordsInPage[]; readonly weights: PageWeights } {
  const places = model.weightAt.map((weight, place) => {
    const list = listOf[place] ?? -1
    const held = marks.map((row) => {
      const mark = row[list] ?? 0
      if ((mark & (FREQUENCY_BITS | IN_HEADING)) !== 0) return 1
      return synonymLists[place]?.some((other) => ((row[other] ?? 0) & FREQUENCY_BITS) > 0) ? SYNONYM : 0
    })
    const count = held.filter((share) => share > 0).length
    return { list, held, weight: count === 0 ? 0 : weight * Math.log((marks.length + 1) / (count + 0.5)) }
  })
  const total = places.reduce((sum, { weight }) => sum + weight, 0)
  const weightOf = new Map(places.map(({ weight }, place) => [model.query.terms[place]?.term ?? '', weight]))
  const weights = { weightOf, total }
  if (total === 0) return { ofPassage: marks.map(() => NO_WORDS), weights }
  const ofPassage = marks.map((row, n) => {
    const norm = computeLengthNorm(lengths[n] ?? 0)
    let [body, near, heading, text] = [0, 0, 0, 0]
    for (const { list, held, weight } of places) {
      const times = TIMES[(row[list] ?? 0) & FREQUENCY_BITS] ?? 0
      body += weight * (times > 0 ? saturateCount(times, norm) : (held[n] ?? 0) === SYNONYM ? SYNONYM : 0)
      if (times > 0) text += weight
      if (((row[list] ?? 0) & IN_HEADING) !== 0) heading += weight
      near += weight * Math.max(held[n - 1] ?? 0, held[n] ?? 0, held[n + 1] ?? 0)
    }
    return {
      pageBody: weighBody(body, total),
      pageHeading: heading / total,
      nearWords: near / total,
      inText: text / total,
    }
  })
  return { ofPassage, weights }
}

export const NO_WORDS: WordsInPage = { pageBody: 0, pageHeading: 0, nearWords: 0, inText: 0 }
