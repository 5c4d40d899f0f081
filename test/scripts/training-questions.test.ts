// The questions of our own that the ranker learns from.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadJudgedQueries, OWN_SETS, SCALE_SETS, SHARED, TEN_GUIDE_SETS } from '../../scripts/eval/judged-queries.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'

const own = OWN_SETS.flatMap((set) => loadJudgedQueries(set))

test('each is one of a kind, and has a page that answers fully', () => {
  expect(own.length).toBeGreaterThan(1500)
  expect(new Set(own.map(({ query_id: id }) => id)).size).toBe(own.length)
  expect(new Set(own.map(({ query }) => query.trim().toLowerCase())).size).toBe(own.length)
  expect(own.filter(({ relevant }) => !Object.values(relevant).includes(2))).toEqual([])
})

test('pages are told by canonical paths, and graded 1 or 2', () => {
  const pages = own.flatMap(({ relevant }) => Object.entries(relevant))
  expect(pages.filter(([path]) => parseDocUrl(path)?.path !== path)).toEqual([])
  expect(pages.filter(([, grade]) => grade !== 1 && grade !== 2)).toEqual([])
})

test.skipIf(!existsSync(join(SHARED, 'queries')))(
  'none is a judged query, by which what was learnt is measured',
  () => {
    const judged = [...TEN_GUIDE_SETS, ...SCALE_SETS].flatMap((set) => loadJudgedQueries(set)).map(({ query }) => query)
    expect(own.filter(({ query }) => judged.includes(query))).toEqual([])
  },
)
