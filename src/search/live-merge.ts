// When the live search is asked beside the index, and how its hits stand in the answer. Pure.

import type { LiveHit, LiveSearchOutcome } from './live-search.ts'
import type { SearchAnswer } from './search-passages.ts'

/**
 * The rule: the live search is asked when fewer than three local hits hold at least half of the query, each word counting by how rare it is.
 * A query of only unknown words has no such hit; a query that one guide answers well has.
 */
export const FEWEST_GOOD_HITS = 3
export const GOOD_COVERAGE = 0.5

export function needsLiveSearch(answer: Pick<SearchAnswer, 'hits'>, limit: number): boolean {
  const good = answer.hits.filter((hit) => hit.features.coverage >= GOOD_COVERAGE).length
  return good < Math.min(FEWEST_GOOD_HITS, limit)
}

/** Live hits for pages that the index did not find, to stand behind the local ones. */
export function newLiveHits(answer: Pick<SearchAnswer, 'hits'>, outcome: LiveSearchOutcome, limit: number): LiveHit[] {
  if (outcome.kind !== 'hits') return []
  const known = new Set(answer.hits.map((hit) => hit.path))
  const fresh = outcome.hits.filter((hit) => !known.has(hit.path))
  return fresh.slice(0, Math.max(0, limit - answer.hits.length))
}
