// What search over ten guides answers to the judged queries: each is asked once, and all look at the answers. Their
// quality: floors of scripts/eval/targets.ts, nowhere below plain FTS5 by more than one query. Whether what is shown
// can be read on its own. How well they know themselves: most of the queries ask about guides that are not there, and
// `npm run train:coverage` has the whole table. The queries and the site stay outside the repository.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { askPlain } from '../../scripts/eval/ask.ts'
import {
  loadJudgedQueries,
  type QueryResult,
  type SetName,
  score,
  TEN_GUIDE_SETS,
} from '../../scripts/eval/judged-queries.ts'
import { openPlainSearch } from '../../scripts/eval/plain-fts5.ts'
import { CACHE_FOLDER, harvestReplicaIndex } from '../../scripts/eval/replica-index.ts'
import { filterResults, reaches, TARGETS } from '../../scripts/eval/targets.ts'
import { type CoverageExample, collectTenGuideExamples, type Outcome } from '../../scripts/train/coverage-examples.ts'
import type { SearchAnswer } from '../../src/search/search-passages.ts'
import { findFaults } from '../search/whole-markdown.ts'
import { listLosses } from './list-losses.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')
const isOfTenGuides = (set: SetName) => TEN_GUIDE_SETS.some((name) => name === set)

describe.skipIf(!existsSync(join(SHARED, 'queries')))('on judged queries of ten guides', () => {
  const ours: QueryResult[] = []
  const answers: { readonly asked: string; readonly hits: SearchAnswer['hits'] }[] = []
  let plain: QueryResult[] = []
  let examples: CoverageExample[] = []
  beforeAll(async () => {
    examples = await collectTenGuideExamples((query, { hits }) => {
      if (!isOfTenGuides(query.set)) return
      ours.push({ query, paths: hits.map(({ path }) => path), durationMs: 0 })
      answers.push({ asked: query.query, hits })
    })
    const search = await openPlainSearch(await harvestReplicaIndex('site'), CACHE_FOLDER)
    plain = askPlain(
      search,
      TEN_GUIDE_SETS.flatMap((set) => loadJudgedQueries(set)),
    )
    search.close()
  })

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

  test('snippets leave no code block open and no row without its header, over all ten hits', () => {
    const faulty: string[] = []
    let shown = 0
    for (const { asked, hits } of answers) {
      for (const { url, context } of hits) {
        const { openFences, rowsWithoutHeader } = findFaults(context)
        if (openFences + rowsWithoutHeader > 0) faulty.push(`${asked}: ${url}`)
        shown += 1
      }
    }
    expect(faulty).toEqual([])
    expect(shown).toBeGreaterThan(1000)
  })

  const share = (outcome: Outcome, isWanted: (grade: string) => boolean) => {
    const own = examples.filter((example) => example.outcome === outcome)
    return own.filter(({ grade }) => isWanted(grade)).length / own.length
  }

  test('of the questions whose guide is lacking, nine in ten are called weak or missing', () => {
    expect(share('lacking', (grade) => grade !== 'answered')).toBeGreaterThanOrEqual(0.9)
  })

  test('of those that the first hit answers, one in ten at most is', () => {
    expect(share('first', (grade) => grade !== 'answered')).toBeLessThanOrEqual(0.1)
    expect(share('first', (grade) => grade === 'missing')).toBeLessThanOrEqual(0.05)
  })
})
