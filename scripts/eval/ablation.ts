// What is lost when a feature of the ranker is left out, all else being equal.

import { RANKING_WEIGHTS, type RankingWeights } from '../../src/search/ranking-weights.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import type { SqlDatabase } from '../../src/store/sql-driver.ts'
import { type JudgedQuery, type QueryResult, score } from './judged-queries.ts'
import { resultsOf } from './targets.ts'

export function printAblation(db: SqlDatabase, queries: readonly JudgedQuery[], whole: readonly QueryResult[]): void {
  const sets = [...new Set(queries.map(({ set }) => set))]
  const line = (name: string, weight: string, results: readonly QueryResult[]) => {
    const cells = sets.map((set) => {
      const { any1, hit5, mrr10 } = score(resultsOf({ set }, results))
      return `${any1.toFixed(3)} ${hit5.toFixed(3)} ${mrr10.toFixed(3)}`
    })
    console.log(`${name.padEnd(20)} ${weight.padStart(6)}   ${cells.join('    ')}`)
  }
  console.log(`\nwithout              weight   ${sets.map((set) => set.padEnd(21)).join('')} (any@1 hit@5 MRR@10)`)
  line('(nothing)', '', whole)
  for (const name of Object.keys(RANKING_WEIGHTS) as (keyof RankingWeights)[])
    line(name, String(RANKING_WEIGHTS[name]), askWithout(db, queries, name))
}

function askWithout(db: SqlDatabase, queries: readonly JudgedQuery[], name: keyof RankingWeights): QueryResult[] {
  const weights = { ...RANKING_WEIGHTS, [name]: 0 }
  return queries.map((query) => {
    const { hits } = searchPassages(db, { text: query.query, limit: 10 }, weights)
    return { query, paths: hits.map(({ path }) => path), durationMs: 0 }
  })
}
