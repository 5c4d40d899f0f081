// Which pages of an index a query may return: ranges of passage ids as runs of page places.

import { findLowerBound, type PassageMap } from '../../store/fulltext/passage-map.ts'
import { type IdRange, PASSAGES_PER_PAGE } from '../../store/index/passage-id.ts'

/** A run of places, the end left out. */
export interface PassageRun {
  readonly from: number
  readonly to: number
}

/** Ascending, apart from each other. */
export function findPagesInScope({ pageIds, learnt, pages }: PassageMap, ranges: readonly IdRange[]): PassageRun[] {
  const ids = [
    { at: 0, part: pageIds.subarray(0, learnt) },
    { at: learnt, part: pageIds.subarray(learnt, pages) },
  ]
  const sorted = [...ranges].sort((a, b) => a.from - b.from)
  return ids.flatMap(({ at, part }) =>
    sorted
      .map(({ from, to }) => ({
        from: at + findLowerBound(part, Math.ceil(from / PASSAGES_PER_PAGE)),
        to: at + findLowerBound(part, Math.floor(to / PASSAGES_PER_PAGE) + 1),
      }))
      .filter((run) => run.to > run.from),
  )
}
