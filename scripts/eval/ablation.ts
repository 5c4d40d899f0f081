// What is lost when a feature of the ranker is left out, all else being equal; the candidates stay the same.

import type { RankingFeatures } from '../../src/search/ranking/features.ts'
import { loadRankingModel, type RankingModel } from '../../src/search/ranking/model.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { type JudgedQuery, type QueryResult, score } from './judged-queries.ts'
import { filterResults } from './targets.ts'

export function printAblation(db: SqlDatabase, queries: readonly JudgedQuery[], whole: readonly QueryResult[]): void {
  const sets = [...new Set(queries.map(({ set }) => set))]
  const printLine = (name: string, weight: string, results: readonly QueryResult[]) => {
    const cells = sets.map((set) => {
      const { any1, hit5, mrr10 } = score(filterResults({ set }, results))
      return `${any1.toFixed(3)} ${hit5.toFixed(3)} ${mrr10.toFixed(3)}`
    })
    console.log(`${name.padEnd(20)} ${weight.padStart(6)}   ${cells.join('    ')}`)
  }
  console.log(`\nwithout              weight   ${sets.map((set) => set.padEnd(21)).join('')} (any@1 hit@5 MRR@10)`)
  printLine('(nothing)', '', whole)
  const model = loadRankingModel()
  for (const name of Object.keys(model.weights) as (keyof RankingFeatures)[])
    printLine(
      name,
      model.weights[name].toFixed(2),
      askWith(db, queries, { ...model, weights: { ...model.weights, [name]: 0 } }),
    )
}

function askWith(db: SqlDatabase, queries: readonly JudgedQuery[], model: RankingModel): QueryResult[] {
  return queries.map((query) => {
    const { hits } = searchPassages(db, { text: query.query, limit: 10 }, model)
    return { query, paths: hits.map(({ path }) => path), durationMs: 0 }
  })
}
