// How good search is on the judged queries:   npm run eval [-- --index FILE] [--ablate] [--misses] [--run FILE]
// Without --index the replica of ../shared is harvested once (scripts/eval/replica-index.ts). --ablate says what each feature of the ranker brings,
// --misses names the ten worst misses, --run writes a run that ../shared/queries/score.mjs reads. Exit 1 below a floor.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { RANKING_WEIGHTS, type RankingWeights } from '../src/search/ranking-weights.ts'
import { searchPassages } from '../src/search/search-passages.ts'
import { openIndexForReading } from '../src/store/open-index.ts'
import type { SqlDatabase } from '../src/store/sql-driver.ts'
import {
  type JudgedQuery,
  loadJudgedQueries,
  placeOf,
  type QueryResult,
  quantile,
  type Scores,
  score,
} from './eval/judged-queries.ts'
import { replicaIndex } from './eval/replica-index.ts'
import { resultsOf, TARGETS } from './eval/targets.ts'

const { values: options } = parseArgs({
  options: {
    index: { type: 'string' },
    run: { type: 'string' },
    ablate: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
})

const SETS = ['dev-en', 'dev-ja'] as const

async function main(): Promise<void> {
  const queries = SETS.flatMap((set) => loadJudgedQueries(set))
  const file = options.index ?? (await replicaIndex())
  const { db, close } = await openIndexForReading(file)
  const results = run(db, queries)
  if (options.run !== undefined) writeRun(options.run, results)
  process.exitCode = printScores(results) ? 0 : 1
  const ms = results.map(({ durationMs }) => durationMs)
  console.log(
    `\nlatency in this process: p50 ${quantile(ms, 0.5).toFixed(1)} ms, p95 ${quantile(ms, 0.95).toFixed(1)} ms, max ${Math.max(...ms).toFixed(1)} ms`,
  )
  if (options.misses) printMisses(results)
  if (options.ablate) printAblation(db, queries, results)
  close()
}

function run(db: SqlDatabase, queries: readonly JudgedQuery[], weights: RankingWeights = RANKING_WEIGHTS) {
  return queries.map((query): QueryResult => {
    const start = performance.now()
    const { hits } = searchPassages(db, { text: query.query, limit: 10 }, weights)
    return { query, paths: hits.map(({ path }) => path), durationMs: performance.now() - start }
  })
}

function printScores(results: readonly QueryResult[]): boolean {
  let isReached = true
  console.log('queries                  n    any@1         hit@5         MRR@10')
  for (const set of SETS) {
    const kinds = new Set(results.filter(({ query }) => query.query_id.startsWith(set)).map(({ query }) => query.kind))
    for (const kind of [undefined, ...kinds]) {
      const own = resultsOf({ set, ...(kind !== undefined && { kind }) }, results)
      const scores = score(own)
      const target = TARGETS.find((one) => one.set === set && one.kind === kind)
      const cells = (['any1', 'hit5', 'mrr10'] as const).map((name) => {
        const floor = target?.floor[name]
        const passes = floor === undefined || Math.round(scores[name] * 1000) >= floor * 1000
        isReached &&= passes
        return `${scores[name].toFixed(3)}${floor === undefined ? '' : ` ${passes ? '≥' : '<'} ${floor.toFixed(2)}`}`.padEnd(
          14,
        )
      })
      console.log(
        `${(kind === undefined ? set : `  ${kind}`).padEnd(22)} ${String(own.length).padStart(3)}    ${cells.join('')}`.trimEnd(),
      )
    }
  }
  console.log(isReached ? 'every floor is reached' : 'below a floor (marked <)')
  return isReached
}

function printMisses(results: readonly QueryResult[]): void {
  const misses = results
    .map((result) => ({ result, place: placeOf(result) }))
    .filter(({ place }) => place !== 0)
    .sort((a, b) => rankOf(b.place) - rankOf(a.place))
  console.log(`\n${misses.length} queries without a right page in first place; the ten worst:`)
  for (const { result, place } of misses.slice(0, 10)) {
    console.log(
      `\n${result.query.query_id} (${place < 0 ? 'not in ten' : `place ${place + 1}`}): ${result.query.query.slice(0, 160)}`,
    )
    console.log(`  wanted ${Object.keys(result.query.relevant)[0]}`)
    for (const path of result.paths.slice(0, 3)) console.log(`  found  ${path}`)
  }
}

function rankOf(place: number): number {
  return place < 0 ? 99 : place
}

// What is lost when a feature is left out, all else being equal.
function printAblation(db: SqlDatabase, queries: readonly JudgedQuery[], whole: readonly QueryResult[]): void {
  const groups = [
    { name: 'en', scores: (results: readonly QueryResult[]) => score(resultsOf({ set: 'dev-en' }, results)) },
    { name: 'ja', scores: (results: readonly QueryResult[]) => score(resultsOf({ set: 'dev-ja' }, results)) },
  ]
  const show = (scores: Scores) => `${scores.any1.toFixed(3)}  ${scores.hit5.toFixed(3)}  ${scores.mrr10.toFixed(3)}`
  const line = (name: string, weight: string, results: readonly QueryResult[]) =>
    console.log(
      `${name.padEnd(20)} ${weight.padStart(6)}   ${groups.map(({ scores }) => show(scores(results))).join('    ')}`,
    )
  console.log('\nwithout              weight   en any@1 hit@5 MRR@10    ja any@1 hit@5 MRR@10')
  line('(nothing)', '', whole)
  for (const name of Object.keys(RANKING_WEIGHTS) as (keyof RankingWeights)[])
    line(name, String(RANKING_WEIGHTS[name]), run(db, queries, { ...RANKING_WEIGHTS, [name]: 0 }))
}

function writeRun(file: string, results: readonly QueryResult[]): void {
  const lines = results.map(({ query, paths, durationMs }) =>
    JSON.stringify({ query_id: query.query_id, results: paths, ms: durationMs }),
  )
  writeFileSync(file, `${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
