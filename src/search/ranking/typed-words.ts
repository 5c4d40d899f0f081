// What a page says of the words that the reader wrote, looked up in the doclists for a few dozen candidates: the first pass, which sees every page, counts
// all words alike.

import { lowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { lengthNorms, PAGE_FREQUENCY, saturate } from '../candidates/bm25.ts'
import type { TermList } from '../candidates/query-lists.ts'

export interface TypedWords {
  /** BM25 of the page. */
  readonly page: number
  /** Those that stand on it, or where others link to it. */
  readonly held: ReadonlySet<string>
}

/** In weights, not shares. */
export function typedWords(map: PassageMap, lists: readonly TermList[], place: number): TypedWords {
  const norms = lengthNorms(map)
  const first = map.firstPassage[place] ?? 0
  const end = map.firstPassage[place + 1] ?? 0
  const held = new Set<string>()
  let page = 0
  for (const { term, weight, list, anchors, isIdentifier, isTyped } of lists) {
    if (isIdentifier || !isTyped) continue
    if (anchors.ordinals[lowerBound(anchors.ordinals, place)] === place) held.add(term)
    const { ordinals, marks } = list
    let frequency = 0
    let at = lowerBound(ordinals, first)
    if ((ordinals[at] ?? end) >= end) continue
    for (; (ordinals[at] ?? end) < end; at++) frequency += PAGE_FREQUENCY[marks[at] ?? 0] ?? 0
    held.add(term)
    page += weight * saturate(frequency, norms.ofPage[place] ?? 1)
  }
  return { page, held }
}
