// The quality of search on judged queries reaches its floors (scripts/eval/targets.ts). The queries and the site stay outside the repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type JudgedQuery, loadJudgedQueries, type QueryResult, score } from '../../scripts/eval/judged-queries.ts'
import { replicaIndex } from '../../scripts/eval/replica-index.ts'
import { resultsOf, TARGETS } from '../../scripts/eval/targets.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading } from '../../src/store/open-index.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

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

  test.each(TARGETS)('$name: the first hit, the first five and the mean rank reach the floor', (target) => {
    const { any1, hit5, mrr10 } = score(resultsOf(target, results))
    expect(any1).toBeGreaterThanOrEqual(target.floor.any1)
    expect(hit5).toBeGreaterThanOrEqual(target.floor.hit5)
    expect(mrr10).toBeGreaterThanOrEqual(target.floor.mrr10)
  })
})
