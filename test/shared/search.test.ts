// The quality of search on judged queries stays at what was reached, less one or two queries. What should be reached is in scripts/eval/targets.ts, and
// "npm run eval" says how far it is. The queries and the site stay outside the repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type JudgedQuery, loadJudgedQueries, type QueryResult, score } from '../../scripts/eval/judged-queries.ts'
import { replicaIndex } from '../../scripts/eval/replica-index.ts'
import { resultsOf } from '../../scripts/eval/targets.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading } from '../../src/store/open-index.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

/** As measured in November 2026: any@1, hit@5, MRR@10. */
const REACHED = [
  { name: 'English', set: 'dev-en', kind: undefined, any1: 0.718, hit5: 0.909, mrr10: 0.804 },
  { name: 'English natural questions', set: 'dev-en', kind: 'natural', any1: 0.4, hit5: 0.75, mrr10: 0.555 },
  { name: 'English identifiers', set: 'dev-en', kind: 'identifier', any1: 0.95, hit5: 1, mrr10: 0.975 },
  { name: 'English pasted errors', set: 'dev-en', kind: 'error', any1: 0.95, hit5: 1, mrr10: 0.96 },
  { name: 'English quotas and billing', set: 'dev-en', kind: 'quota', any1: 0.9, hit5: 1, mrr10: 0.95 },
  { name: 'Japanese', set: 'dev-ja', kind: undefined, any1: 0.729, hit5: 0.9, mrr10: 0.797 },
  { name: 'Japanese with English names', set: 'dev-ja', kind: 'mixed', any1: 0.667, hit5: 0.933, mrr10: 0.761 },
] as const
/** One query of most groups. */
const NOISE = 0.03

describe.skipIf(!existsSync(join(SHARED, 'queries')))('search on judged queries', () => {
  let results: QueryResult[] = []
  beforeAll(async () => {
    const { db, close } = await openIndexForReading(await replicaIndex())
    const ask = (query: JudgedQuery): QueryResult => {
      const { hits } = searchPassages(db, { text: query.query, limit: 10 })
      return { query, paths: hits.map(({ path }) => path), durationMs: 0 }
    }
    results = [...loadJudgedQueries('dev-en'), ...loadJudgedQueries('dev-ja')].map(ask)
    close()
  }, 300_000)

  test.each(REACHED)('$name: the first hit, the first five and the mean rank are no worse than before', (reached) => {
    const { set, kind } = reached
    const { any1, hit5, mrr10 } = score(resultsOf({ set, ...(kind && { kind }) }, results))
    expect(any1).toBeGreaterThanOrEqual(reached.any1 - NOISE)
    expect(hit5).toBeGreaterThanOrEqual(reached.hit5 - NOISE)
    expect(mrr10).toBeGreaterThanOrEqual(reached.mrr10 - NOISE)
  })
})
