// The quality of search on judged queries: floors over ten guides (scripts/eval/targets.ts), and over a part of the
// scale replica that is harvested in seconds, nowhere below plain FTS5 by more than one query. The queries and the site
// stay outside the repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { askOurs, askPlain } from '../../scripts/eval/ask.ts'
import {
  loadJudgedQueries,
  type QueryResult,
  SCALE_SETS,
  type SetName,
  score,
  TEN_GUIDE_SETS,
} from '../../scripts/eval/judged-queries.ts'
import { openPlainSearch } from '../../scripts/eval/plain-fts5.ts'
import { CACHE_FOLDER, harvestReplicaIndex, type ReplicaSite } from '../../scripts/eval/replica-index.ts'
import { SCALE_SUBSET } from '../../scripts/eval/scale-subset.ts'
import { filterResults, listGroups, listLostToPlain, reaches, TARGETS } from '../../scripts/eval/targets.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')
const isOfTenGuides = (set: SetName) => TEN_GUIDE_SETS.some((name) => name === set)

describe.skipIf(!existsSync(join(SHARED, 'queries')))('search on judged queries of ten guides', () => {
  let ours: QueryResult[] = []
  let plain: QueryResult[] = []
  beforeAll(async () => {
    ;({ ours, plain } = await askBoth('site', TEN_GUIDE_SETS))
  }, 300_000)

  const targets = TARGETS.filter(({ set, isPhrased }) => isOfTenGuides(set) && isPhrased === undefined)
  test.each(targets)(
    '$name: the first hit, the first five, the first ten and the mean rank reach the target',
    (target) => {
      const scores = score(filterResults(target, ours))
      const names = ['any1', 'hit5', 'hit10', 'mrr10'] as const
      const least = target.held ?? target.least
      expect(names.filter((name) => !reaches(scores[name], least[name]))).toEqual([])
    },
  )

  test.each(TEN_GUIDE_SETS)('%s: plain FTS5 is better by at most one query, on any kind', (set) => {
    expect(listLosses(set, ours, plain)).toEqual([])
  })
})

describe.skipIf(!existsSync(join(SHARED, 'replica/scale')))('search on judged queries of some of many guides', () => {
  let ours: QueryResult[] = []
  let plain: QueryResult[] = []
  beforeAll(async () => {
    ;({ ours, plain } = await askBoth(SCALE_SUBSET, SCALE_SETS))
  }, 300_000)

  test.each(SCALE_SETS)('%s: plain FTS5 is better by at most one query, on any kind', (set) => {
    expect(listLosses(set, ours, plain)).toEqual([])
  })
})

async function askBoth(site: ReplicaSite, sets: readonly SetName[]) {
  const queries = sets
    .flatMap((set) => loadJudgedQueries(set))
    .filter(({ guide }) => typeof site === 'string' || (guide !== undefined && site.includes(guide)))
  const file = await harvestReplicaIndex(site)
  const { db, close } = await openIndexForReading(file)
  const search = await openPlainSearch(file, CACHE_FOLDER)
  const results = { ours: askOurs(db, queries), plain: askPlain(search, queries) }
  search.close()
  close()
  return results
}

function listLosses(set: SetName, ours: readonly QueryResult[], plain: readonly QueryResult[]) {
  return listGroups(set, ours).flatMap((group) => {
    const scores = { ours: score(filterResults(group, ours)), plain: score(filterResults(group, plain)) }
    const lost = listLostToPlain(scores.ours, scores.plain)
    return lost.length > 0 ? [{ ...group, lost, ...scores }] : []
  })
}
