// Times of one search over one index: ours alone, and then ours and the plain one query by query in turn, so that a
// busy machine is busy for both and each finds the processor's caches full of the other's data. The plain one is the
// evaluation's, and what is timed is what it takes to name ten pages: no snippet, no facets, which ours makes too. It
// has a row a section, of which there are fewer than of our passages, but a section's row repeats the text of those
// below it, so its doclists are not as short as they could be: it is the better plain system of the two at true size.

import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { computeQuantile, type JudgedQuery } from '../eval/judged-queries.ts'
import { openPlainSearch } from '../eval/plain-fts5.ts'
import { CACHE_FOLDER } from '../eval/replica-index.ts'

export interface Quantiles {
  readonly p50: number
  readonly p95: number
}

export interface SearchTimes {
  /**
   * Milliseconds. "first": each query for the first time in the process; "warm": asked before, with other queries
   * between.
   */
  readonly first: Quantiles
  readonly warm: Quantiles
  /** The same queries, warm, in turn. */
  readonly ours: Quantiles
  readonly plain: Quantiles
}

const ROUNDS = 2

export async function measureSearch(file: string, queries: readonly JudgedQuery[]): Promise<SearchTimes> {
  const { db, close } = await openIndexForReading(file)
  const plain = await openPlainSearch(file, CACHE_FOLDER)
  const ask = (query: JudgedQuery) => measureTime(() => searchPassages(db, { text: query.query, limit: 10 }))
  // Compiled code is what a server runs; the queries that warm it up are not among those that are measured.
  for (const { query } of queries) searchPassages(db, { text: query.split(' ').toReversed().join(' '), limit: 10 })
  const first = queries.map(ask)
  for (const { query } of queries) plain.search(query)
  const warm: number[] = []
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round++) warm.push(...queries.map(ask))
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of queries) {
      ours.push(ask(query))
      theirs.push(measureTime(() => plain.search(query.query)))
    }
  }
  plain.close()
  close()
  return {
    first: computeQuantiles(first),
    warm: computeQuantiles(warm),
    ours: computeQuantiles(ours),
    plain: computeQuantiles(theirs),
  }
}

function measureTime(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

export function computeQuantiles(values: readonly number[]): Quantiles {
  return { p50: computeQuantile(values, 0.5), p95: computeQuantile(values, 0.95) }
}
