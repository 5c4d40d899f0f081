// When the live search is asked beside the index, and how its hits stand among the local ones. Pure.

import type { Coverage, Grade } from '../../core/model/coverage.ts'
import type { SearchHit } from '../results/search-hit.ts'
import type { LiveHit } from './live-search.ts'

/** A hit of the index or of the live search, at its place among both. */
export type AnswerHit = SearchHit | (LiveHit & { readonly rank: number; readonly partition?: undefined })

/**
 * The rule: the live search is asked where the index does not answer, or where what answers best may be in that part
 * of a guide that is not here: the question names its product, and the first hit is of another. A first hit from half a
 * guide answers as well as one from a whole guide.
 */
export function needsLiveSearch({ grade, lacks }: Pick<Coverage, 'grade' | 'lacks'>): boolean {
  return grade !== 'answered' || lacks.some(({ isAside = false }) => isAside)
}

/**
 * The order: reciprocal rank, as for phrasings of a question. Where the index answers or may, its hits and live ones
 * take turns, the first from the index; where it very likely does not, three live hits come before its first and one
 * more between each two. A page that both found has what both give it, and stands as the index has it, with its
 * passage.
 */
const LOCAL_SHARE: Readonly<Record<Grade, number>> = { answered: 1, weak: 1, missing: 0.3 }
const LIVE_SHARE: Readonly<Record<Grade, number>> = { answered: 0.9, weak: 0.9, missing: 1 }

export function mergeLive(
  local: readonly SearchHit[],
  live: readonly LiveHit[],
  grade: Grade,
  limit: number,
): AnswerHit[] {
  const worth = new Map<string, { hit: SearchHit | LiveHit; worth: number }>()
  const add = (hit: SearchHit | LiveHit, place: number, share: number) => {
    const known = worth.get(hit.path)
    const own = share / (1 + place)
    if (known) known.worth += own
    else worth.set(hit.path, { hit, worth: own })
  }
  for (const [place, hit] of local.entries()) add(hit, place, LOCAL_SHARE[grade])
  for (const [place, hit] of live.entries()) add(hit, place, LIVE_SHARE[grade])
  return [...worth.values()]
    .sort((a, b) => b.worth - a.worth)
    .slice(0, limit)
    .map(({ hit }, at) => ({ ...hit, rank: at + 1 }))
}
