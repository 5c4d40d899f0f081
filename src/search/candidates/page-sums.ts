// What the words of a query add up to on one page: the first-pass score without any bound.

import { findLowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { IN_TITLE } from '../../store/fulltext/term-columns.ts'
import { getLengthNorms, PAGE_FREQUENCY, PASSAGE_FREQUENCY, saturate } from './bm25.ts'
import type { TermList } from './query-lists.ts'

export interface PageSums {
  /** BM25 of each passage of the page, in order. */
  readonly passages: Float64Array
  /** … of the whole page. */
  readonly page: number
  /** Weight of the words that stand on the page: */
  readonly cover: number
  /** … in its title. */
  readonly title: number
}

export function addUpPage(map: PassageMap, lists: readonly TermList[], place: number): PageSums {
  const { ofCount, ofPage } = getLengthNorms(map)
  const opening = map.firstPassage[place] ?? 0
  const end = map.firstPassage[place + 1] ?? 0
  const norm = ofPage[place] ?? 1
  const passages = new Float64Array(end - opening)
  let [page, cover, title] = [0, 0, 0]
  for (const { list, weight, isIdentifier } of lists) {
    const { ordinals, marks } = list
    const first = findLowerBound(ordinals, opening)
    let at = first
    let frequency = 0
    let seen = 0
    for (; at < ordinals.length; at++) {
      const ordinal = ordinals[at] ?? end
      if (ordinal >= end) break
      const mark = marks[at] ?? 0
      frequency += PAGE_FREQUENCY[mark] ?? 0
      seen |= mark
      const said = isIdentifier ? 1 : saturate(PASSAGE_FREQUENCY[mark] ?? 0, ofCount[map.termCounts[ordinal] ?? 0] ?? 1)
      passages[ordinal - opening] = (passages[ordinal - opening] ?? 0) + weight * said
    }
    if (at === first) continue
    cover += weight
    if (!isIdentifier) page += weight * saturate(frequency, norm)
    if ((seen & IN_TITLE) !== 0) title += weight
  }
  return { passages, page, cover, title }
}
