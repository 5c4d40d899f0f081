// What a page says of the query's words, looked up in the doclists for a few dozen candidates: of those that the reader
// wrote, which the first pass, that sees every page, counts like all others; and of all words where they stand in the
// passages that are looked at.

import { findLowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { IN_HEADING, IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { getLengthNorms, PAGE_FREQUENCY, saturate } from '../candidates/bm25.ts'
import type { TermList } from '../candidates/query-lists.ts'

export interface TypedWords {
  /** BM25 of the page. In weights, not shares. */
  readonly page: number
  /** By place in the query: HELD, HEADED, both, or 0. */
  readonly standing: Uint8Array
}

/** It stands on the page, or where others link to it. */
export const HELD = 1
/** It stands in its title or headings. */
export const HEADED = 2

export interface WordsOfPage extends TypedWords {
  /** By passage and list: the posting's marks, and PRESENT; 0 where the list does not have the passage. */
  readonly marks: readonly Uint8Array[]
}

/** Beyond the marks of a posting, which an identifier has none of. */
export const PRESENT = 16

/** `passages`: ordinals of passages of the page; `terms`: how many the query has. */
export function collectPageWords(
  map: PassageMap,
  lists: readonly TermList[],
  place: number,
  passages: readonly number[],
  terms: number,
): WordsOfPage {
  const first = map.firstPassage[place] ?? 0
  const end = map.firstPassage[place + 1] ?? 0
  const norm = getLengthNorms(map).ofPage[place] ?? 1
  const marks = passages.map(() => new Uint8Array(lists.length))
  const standing = new Uint8Array(terms)
  let page = 0
  for (let n = 0; n < lists.length; n++) {
    const one = lists[n]
    if (!one) continue
    const isTyped = one.isTyped && !one.isIdentifier
    const { anchors } = one
    if (isTyped && anchors.ordinals[findLowerBound(anchors.ordinals, place)] === place) standing[one.termPlace] = HELD
    const { ordinals, marks: all } = one.list
    let at = findLowerBound(ordinals, first)
    if ((ordinals[at] ?? end) >= end) continue
    let frequency = 0
    let seen = 0
    for (; (ordinals[at] ?? end) < end; at++) {
      const mark = all[at] ?? 0
      frequency += PAGE_FREQUENCY[mark] ?? 0
      seen |= mark
      const row = marks[findRow(passages, ordinals[at] ?? end)]
      if (row) row[n] = mark | PRESENT
    }
    if (!isTyped) continue
    standing[one.termPlace] = (seen & (IN_HEADING | IN_TITLE)) !== 0 ? HELD | HEADED : HELD
    page += one.weight * saturate(frequency, norm)
  }
  return { page, standing, marks }
}

// They are three, or all of the page in their order.
function findRow(passages: readonly number[], ordinal: number): number {
  const apart = ordinal - (passages[0] ?? 0)
  return passages[apart] === ordinal ? apart : passages.indexOf(ordinal)
}
