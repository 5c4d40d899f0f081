// Chooses the weights of the ranker:   npx tsx scripts/tune-ranking.ts [--index FILE] [--rounds N]
// The judged queries are split into two halves by a hash of their ids, evenly over kinds. One weight after another is tried at a few round values; what
// serves the first half best is kept. The second half, which chose nothing, says what it is worth. Prints the weights; changes no file.

import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { RANKING_WEIGHTS, type RankingWeights } from '../src/search/ranking-weights.ts'
import { searchPassages } from '../src/search/search-passages.ts'
import { openIndexForReading } from '../src/store/open-index.ts'
import type { SqlDatabase } from '../src/store/sql-driver.ts'
import { type JudgedQuery, loadJudgedQueries, score } from './eval/judged-queries.ts'
import { replicaIndex } from './eval/replica-index.ts'

const { values: options } = parseArgs({
  options: { index: { type: 'string' }, rounds: { type: 'string', default: '2' } },
})

/** Weights are tried at these multiples and rounded to two places: constants that look measured to more would be fitted to noise. */
const FACTORS = [0, 0.5, 0.75, 1.5, 2]
/** A change must bring this much, or it is noise. */
const LEAST_GAIN = 0.002

type Name = keyof RankingWeights

async function main(): Promise<void> {
  const queries = [...loadJudgedQueries('dev-en'), ...loadJudgedQueries('dev-ja')]
  const [chooses, reports] = halvesOf(queries)
  const { db, close } = await openIndexForReading(options.index ?? (await replicaIndex()))
  const names = Object.keys(RANKING_WEIGHTS) as Name[]
  let weights = RANKING_WEIGHTS
  let best = worth(db, chooses, weights)
  report('as they are', db, chooses, reports, weights)
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const name of names) {
      for (const value of valuesNear(weights[name])) {
        const tried = { ...weights, [name]: value }
        const gained = worth(db, chooses, tried)
        if (gained < best + LEAST_GAIN) continue
        console.log(`  ${name}: ${weights[name]} -> ${value} (${best.toFixed(4)} -> ${gained.toFixed(4)})`)
        weights = tried
        best = gained
      }
    }
    report(`round ${round}`, db, chooses, reports, weights)
  }
  console.log(JSON.stringify(weights, null, 2))
  close()
}

/** Within each kind, queries in the order of their hashes fall to one half and the other in turn. */
function halvesOf(queries: readonly JudgedQuery[]): [JudgedQuery[], JudgedQuery[]] {
  const keyed = queries
    .map((query) => ({ query, key: createHash('sha256').update(query.query_id).digest('hex') }))
    .sort((a, b) => (`${a.query.lang} ${a.query.kind} ${a.key}` < `${b.query.lang} ${b.query.kind} ${b.key}` ? -1 : 1))
  const half = (rest: number) => keyed.filter((_, place) => place % 2 === rest).map(({ query }) => query)
  return [half(0), half(1)]
}

function valuesNear(value: number): number[] {
  if (value === 0) return [0.1, 0.3]
  return [...new Set(FACTORS.map((factor) => Math.round(value * factor * 100) / 100))]
}

// Both what users see first and how far down the rest is.
function worth(db: SqlDatabase, queries: readonly JudgedQuery[], weights: RankingWeights): number {
  const { any1, mrr10 } = scoresOf(db, queries, weights)
  return (any1 + 2 * mrr10) / 3
}

function scoresOf(db: SqlDatabase, queries: readonly JudgedQuery[], weights: RankingWeights) {
  return score(
    queries.map((query) => ({
      query,
      paths: searchPassages(db, { text: query.query, limit: 10 }, weights).hits.map(({ path }) => path),
      durationMs: 0,
    })),
  )
}

function report(
  name: string,
  db: SqlDatabase,
  chooses: readonly JudgedQuery[],
  reports: readonly JudgedQuery[],
  weights: RankingWeights,
): void {
  const show = (queries: readonly JudgedQuery[]) => {
    const { any1, hit5, mrr10 } = scoresOf(db, queries, weights)
    return `${any1.toFixed(3)} ${hit5.toFixed(3)} ${mrr10.toFixed(3)}`
  }
  console.log(
    `${name.padEnd(12)} any@1 hit@5 MRR@10: the half that chooses ${show(chooses)}, the other ${show(reports)}`,
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
