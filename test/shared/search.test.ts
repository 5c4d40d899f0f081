// The quality of search on judged queries over a part of the scale replica that is harvested in seconds: nowhere below
// plain FTS5 by more than one query. Over ten guides: ten-guides.test.ts. The queries and the site stay outside the
// repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { askOurs, askPlain } from '../../scripts/eval/ask.ts'
import { loadJudgedQueries, type QueryResult, SCALE_SETS } from '../../scripts/eval/judged-queries.ts'
import { openPlainSearch } from '../../scripts/eval/plain-fts5.ts'
import { CACHE_FOLDER, harvestReplicaIndex } from '../../scripts/eval/replica-index.ts'
import { SCALE_SUBSET } from '../../scripts/eval/scale-subset.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { listLosses } from './list-losses.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')

describe.skipIf(!existsSync(join(SHARED, 'replica/scale')))('search on judged queries of some of many guides', () => {
  let ours: QueryResult[] = []
  let plain: QueryResult[] = []
  beforeAll(async () => {
    ;({ ours, plain } = await askBoth())
  })

  test.each(SCALE_SETS)('%s: plain FTS5 is better by at most one query, on any kind', (set) => {
    expect(listLosses(set, ours, plain)).toEqual([])
  })
})

async function askBoth() {
  const queries = SCALE_SETS.flatMap((set) => loadJudgedQueries(set)).filter(
    ({ guide }) => guide !== undefined && SCALE_SUBSET.includes(guide),
  )
  const file = await harvestReplicaIndex(SCALE_SUBSET)
  const { db, close } = await openIndexForReading(file)
  const search = await openPlainSearch(file, CACHE_FOLDER)
  const results = { ours: askOurs(db, queries), plain: askPlain(search, queries) }
  search.close()
  close()
  return results
}
