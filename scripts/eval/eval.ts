// How good search is on the judged queries, beside plain FTS5 over the same pages (scripts/eval/plain-fts5.ts):
//   npm run eval [-- --scale] [--ablate] [--misses] [--run FILE] [--phrasings FILE] [--index FILE] [--scale-index FILE]
// Over the ten guides of ../shared/replica/site; --scale adds the 195 of replica/scale. Both are harvested once
// (scripts/eval/replica-index.ts) unless an index is given. --ablate says what each feature of the ranker brings,
// --misses names the ten worst misses, --run writes a run that ../shared/queries/score.mjs reads. --phrasings asks the
// sets that it covers a second time with other wordings (plain search gets their words too). Exit 1 below a target
// (scripts/eval/targets.ts), or where ours has more than one query fewer than plain FTS5 at the first hit or within
// five, on any set or any kind of one.

import { writeFileSync } from 'node:fs'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { readOptions } from '../read-options.ts'
import { printAblation } from './ablation.ts'
import { askOurs, askPlain, listPaths } from './ask.ts'
import {
  computeQuantile,
  type JudgedQuery,
  loadJudgedQueries,
  type QueryResult,
  SCALE_SETS,
  type SetName,
  TEN_GUIDE_SETS,
} from './judged-queries.ts'
import { loadPhrasings } from './phrasings.ts'
import { openPlainSearch } from './plain-fts5.ts'
import { CACHE_FOLDER, harvestReplicaIndex } from './replica-index.ts'
import { printHeader, printMisses, printSet } from './report.ts'

const { values: options } = readOptions({
  options: {
    index: { type: 'string' },
    scale: { type: 'boolean', default: false },
    'scale-index': { type: 'string' },
    run: { type: 'string' },
    phrasings: { type: 'string' },
    ablate: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  const phrasings = loadPhrasings(options.phrasings)
  const answered = await evaluate(options.index ?? (await harvestReplicaIndex('site')), TEN_GUIDE_SETS, phrasings)
  if (options.scale) {
    console.log('')
    const scale = await evaluate(options['scale-index'] ?? (await harvestReplicaIndex('scale')), SCALE_SETS, phrasings)
    answered.results.push(...scale.results)
    answered.failures.push(...scale.failures)
  }
  const { results, failures } = answered
  if (options.run !== undefined) writeRun(options.run, results)
  process.exitCode = failures.length === 0 ? 0 : 1
  console.log(
    failures.length === 0 ? '\nno target is missed, and plain FTS5 is nowhere better' : `\n${failures.join('\n')}`,
  )
}

async function evaluate(file: string, sets: readonly SetName[], phrasings: ReadonlyMap<string, readonly string[]>) {
  const queries = sets.flatMap((set) => loadJudgedQueries(set))
  const { db, close } = await openIndexForReading(file)
  const search = await openPlainSearch(file, CACHE_FOLDER)
  const pages = db.prepare(`SELECT count(*) AS n FROM page WHERE status = 'live'`).get<{ n: number }>()?.n ?? 0
  console.log(`${pages} pages\n`)
  const ours = askOurs(db, queries)
  const plain = askPlain(search, queries)
  printHeader()
  const failures = sets.flatMap((set) => printSet(set, { ours, plain }))
  const others = queries.filter(({ query_id }) => phrasings.has(query_id))
  const phrased = {
    ours: askOurs(db, others, phrasings),
    plain: askPlain(search, others, phrasings),
    isPhrased: true as const,
  }
  for (const set of new Set(others.map((query) => query.set))) failures.push(...printSet(set, phrased))
  console.log(`\nlatency in this process, ms: ${formatLatency(ours)}; plain FTS5 ${formatLatency(plain)}`)
  if (options.misses) printMisses({ ours, plain }, (query: JudgedQuery) => listPaths(db, query, 50))
  if (options.ablate) printAblation(db, queries, ours)
  search.close()
  close()
  return { results: ours, failures }
}

function formatLatency(results: readonly QueryResult[]): string {
  const ms = results.map(({ durationMs }) => durationMs)
  const [p50, p95] = [computeQuantile(ms, 0.5), computeQuantile(ms, 0.95)]
  return `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, max ${Math.max(...ms).toFixed(1)}`
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
