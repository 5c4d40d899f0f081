// Times of one search over one index: ours alone, and then ours and the plain one query by query in turn, so that a busy machine is busy for both.

import { statSync } from 'node:fs'
import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading } from '../../src/store/open-index.ts'
import { type JudgedQuery, quantile } from '../eval/judged-queries.ts'
import { plainSearch } from './plain-fts.ts'

export interface SearchTimes {
  readonly pages: number
  readonly passages: number
  readonly indexBytes: number
  /** Milliseconds. "first": each query for the first time in the process; "warm": asked before, with other queries between. */
  readonly first: { readonly p50: number; readonly p95: number }
  readonly warm: { readonly p50: number; readonly p95: number }
  /** The plain query over the English queries, warm, and ours over the same, in turn: each finds the processor's caches full of the other's data. */
  readonly plain: { readonly p50: number; readonly p95: number }
  readonly english: { readonly p50: number; readonly p95: number }
}

const ROUNDS = 3

export async function measureSearch(file: string, queries: readonly JudgedQuery[]): Promise<SearchTimes> {
  const { db, close } = await openIndexForReading(file)
  const plain = await plainSearch(file)
  const ask = (query: JudgedQuery) => timeOf(() => searchPassages(db, { text: query.query, limit: 10 }))
  // Compiled code is what a server runs; the queries that warm it up are not among those that are measured.
  for (const { query } of queries) searchPassages(db, { text: query.split(' ').toReversed().join(' '), limit: 10 })
  const first = queries.map(ask)
  const english = queries.filter(({ lang }) => lang === 'en')
  for (const { query } of english) plain.search(query)
  const warm: number[] = []
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round++) warm.push(...queries.map(ask))
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of english) {
      ours.push(ask(query))
      theirs.push(timeOf(() => plain.search(query.query)))
    }
  }
  const count = (sql: string) => db.prepare(sql).get<{ n: number }>()?.n ?? 0
  const times: SearchTimes = {
    pages: count(`SELECT count(*) AS n FROM page WHERE status = 'live'`),
    passages: count('SELECT count(*) AS n FROM passage'),
    indexBytes: statSync(file).size,
    first: quantiles(first),
    warm: quantiles(warm),
    plain: quantiles(theirs),
    english: quantiles(ours),
  }
  plain.close()
  close()
  return times
}

function timeOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

export function quantiles(values: readonly number[]): { p50: number; p95: number } {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95) }
}
