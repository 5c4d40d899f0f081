// From a parsed query to doclists: rarest terms first, until a budget of postings is spent. The terms left over are too common to choose candidates by;
// they still score them.

import { type IdRange, pageIdOfPassage } from '../store/passage-id.ts'
import type { Postings } from '../store/postings.ts'
import type { TermList } from './candidates.ts'
import type { ParsedQuery } from './parse-query.ts'
import { SYNONYM_WEIGHT } from './synonyms.ts'

export interface QueryLists {
  readonly lists: readonly TermList[]
  /** Inverse document frequency times weight, of every term of the query, synonyms and identifiers (`code:` in front) included. */
  readonly weights: ReadonlyMap<string, number>
  /** Weight of the query's terms that stand in the title of each page. */
  readonly titles: Map<number, number>
  /** Terms of the query that stand nowhere in the range. */
  readonly unknown: readonly string[]
}

/** Postings read for one query and range, beyond those of the two rarest terms. */
export const POSTINGS_BUDGET = 12_000
/** A term in more titles than this (the product's own name) says nothing about a title. */
const MOST_TITLES = 2500
const IDENTIFIER_WEIGHT = 1.3
/**
 * Passages. In fewer than about these a word says more about who asks ("monster", "ceiling") than about what is asked, and weighs hardly more for being
 * rarer. BM25 has 0.5 here, which a small index comes down to.
 */
const MOST_RARE = 80
const RARE_SHARE = 1 / 500
const NO_IDS = new Float64Array()

export function listsOfQuery(
  query: ParsedQuery,
  postings: Postings,
  range: IdRange,
  budget: number = POSTINGS_BUDGET,
): QueryLists {
  const { total } = postings
  const weights = new Map<string, number>()
  const lists: TermList[] = []
  const unknown: string[] = []
  let spent = 0
  const rare = Math.min(MOST_RARE, Math.max(0.5, total * RARE_SHARE))
  const idf = (frequency: number) => Math.log(1 + (total - frequency + rare) / (frequency + rare))
  const take = (key: string, ids: Float64Array, weight: number) => {
    weights.set(key, Math.max(weights.get(key) ?? 0, weight))
    if (ids.length > 0) lists.push({ weight, ids })
  }
  for (const identifier of query.identifiers) {
    const frequency = postings.frequency(identifier) ?? 0
    const isTooCommon = lists.length > 0 && spent + frequency > budget
    const ids = isTooCommon ? NO_IDS : postings.of(identifier, range, 'code')
    spent += Math.max(ids.length, isTooCommon ? 0 : frequency)
    take(`code:${identifier}`, ids, idf(Math.max(ids.length, frequency)) * IDENTIFIER_WEIGHT)
  }
  const wanted = query.terms
    .flatMap(({ term, weight, synonyms }) => [
      { term, weight },
      ...synonyms.map((s) => ({ term: s, weight: weight * SYNONYM_WEIGHT })),
    ])
    .map((entry) => ({ ...entry, frequency: postings.frequency(entry.term) ?? 0 }))
    .sort((a, b) => a.frequency - b.frequency)
  let taken = 0
  for (const { term, weight, frequency } of wanted) {
    if (frequency > 0 && taken >= 2 && spent + frequency > budget) {
      weights.set(term, Math.max(weights.get(term) ?? 0, idf(frequency) * weight))
      continue
    }
    // Counted over the whole index: a filter must not change which terms choose the candidates, or it could add hits.
    spent += frequency
    const ids = postings.of(term, range)
    if (ids.length === 0) unknown.push(term)
    else taken += 1
    take(term, ids, idf(Math.max(frequency, ids.length)) * weight)
  }
  return { lists, weights, titles: titleCovers(query, postings, range, weights), unknown }
}

function titleCovers(
  { terms }: ParsedQuery,
  postings: Postings,
  range: IdRange,
  weights: ReadonlyMap<string, number>,
): Map<number, number> {
  const covers = new Map<number, number>()
  for (const { term } of terms) {
    const ids = postings.of(term, range, 'title')
    if (ids.length > MOST_TITLES) continue
    const weight = weights.get(term) ?? 0
    for (const id of ids) {
      const pageId = pageIdOfPassage(id)
      covers.set(pageId, (covers.get(pageId) ?? 0) + weight)
    }
  }
  return covers
}
