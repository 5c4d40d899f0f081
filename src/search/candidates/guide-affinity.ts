// How far the words of a query belong to a guide, by where their passages are. Pure.

import type { TermList } from './query-lists.ts'

/**
 * A word belongs to a guide as far as its passages stand there; rare words say most. `guidesOfList`: for each list, in
 * how many passages of each guide its word stands. The answer lies between 0 and 1.
 */
export function computeAffinity(
  lists: readonly TermList[],
  guidesOfList: readonly ReadonlyMap<number, number>[],
): (guideId: number) => number {
  const sums = new Map<number, number>()
  let total = 0
  for (const [at, guides] of guidesOfList.entries()) {
    const weight = lists[at]?.weight ?? 0
    let passages = 0
    for (const count of guides.values()) passages += count
    if (passages === 0 || lists[at]?.isIdentifier) continue
    total += weight
    for (const [guide, count] of guides) sums.set(guide, (sums.get(guide) ?? 0) + (weight * count) / passages)
  }
  return (guideId) => (total === 0 ? 0 : (sums.get(guideId) ?? 0) / total)
}
