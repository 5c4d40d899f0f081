// What is not read cannot change an answer: bounds hold for every passage and query, and what is read lazily stands as
// it would if everything were.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { indexedPages } from '../../src/search/candidates/indexed-pages.ts'
import { listsOfQuery } from '../../src/search/candidates/query-lists.ts'
import { searchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { modelQuery } from '../../src/search/query/query-model.ts'
import { bestFirst } from '../../src/search/ranking/best-first.ts'
import type { PassageFeatures } from '../../src/search/ranking/features.ts'
import { type RankingModel, rankingModel } from '../../src/search/ranking/model.ts'
import { boundPlan, identifiersHeld, mostOfPassage, mostScore } from '../../src/search/ranking/passage-bound.ts'
import { passageFeatures, passageScore } from '../../src/search/ranking/passage-features.ts'
import { queryPlaces } from '../../src/search/ranking/query-places.ts'
import { rankPages } from '../../src/search/ranking/rank-pages.ts'
import { wordsOfPage } from '../../src/search/ranking/typed-words.ts'
import { passageIdAt } from '../../src/store/fulltext/passage-map.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const WORDS =
  'how many vaults can you have delete an object "delete marker" hold relay key limit 料金 復元 vault:PutObject'
const query = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS.split(' ')) }, fc.string({ maxLength: 10 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((words) => words.join(' '))

test('no passage says more about a query than the index lets expect', () => {
  fc.assert(
    fc.property(query, (text) => {
      for (const { most, own } of everyPassage(text)) {
        for (const name of Object.keys(own) as (keyof PassageFeatures)[])
          expect(own[name], name).toBeLessThanOrEqual(most[name] + 1e-9)
        expect(own.coverage).toBeCloseTo(most.coverage, 9)
        expect(passageScore(own)).toBeLessThan(mostScore(most))
      }
    }),
    { numRuns: 200 },
  )
})

function everyPassage(text: string) {
  const { map } = openPostings(site.db)
  const { lists, weights } = listsOfQuery(parseQuery(text), openPostings(site.db))
  const model = modelQuery(parseQuery(text), weights)
  const pages = indexedPages(site.db)
  const places = queryPlaces(model, pages.vocabulary)
  const plan = boundPlan(model, places, lists)
  return Array.from({ length: map.passages }, (_, ordinal) => {
    const place = map.pageOf[ordinal] ?? 0
    const outline = pages.outline(map.pageIds[place] ?? 0)
    const passage = pages.passage(passageIdAt(map, ordinal))
    const [marks] = wordsOfPage(map, lists, place, [ordinal]).marks
    if (!outline || !passage || !marks) throw new Error(`There is no passage ${ordinal}.`)
    const standing = { named: new Set<string>(), identifiers: identifiersHeld(plan, marks) }
    return {
      most: mostOfPassage(plan, outline, marks, map.termCounts[ordinal] ?? 0),
      own: passageFeatures(model, places, outline, passage, standing),
    }
  })
}

test('the best pages are the same whether all candidates are looked at closely or those that may be among them', () => {
  const { weights } = rankingModel()
  // Features that count against a page, too.
  const reversed = Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, -weight]))
  const models: RankingModel[] = [rankingModel(), { ...rankingModel(), weights: reversed as typeof weights }]
  fc.assert(
    fc.property(query, fc.constantFrom(...models), (text, model) => {
      const request = { query: parseQuery(text), ranges: searchScope(site.db, {}).ranges('en_us'), guides: 2, model }
      const read = (candidates?: number) =>
        [...rankPages(site.db, { ...request, limit: 1, ...(candidates && { candidates }) }).pages].map(
          ({ page, score, best }) => ({ path: page.path, score, start: best().start }),
        )
      const all = read(48).toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      expect(read()).toEqual(all.slice(0, 24))
    }),
    { numRuns: 100 },
  )
})

test('what is scored best first is scored no further than it is read, and once', () => {
  const asked: number[] = []
  const items = [3, 9, 1, 7, 5].map((item) => ({ item, most: item + 1.5 }))
  const score = (item: number) => {
    asked.push(item)
    return item === 7 ? undefined : item
  }
  const best = bestFirst(
    items,
    score,
    (one) => one,
    (a, b) => b - a,
    3,
  )
  const [first] = best
  expect([first, asked]).toEqual([9, [9]])
  expect([...best]).toEqual([9, 5, 3])
  expect([...best]).toEqual([9, 5, 3])
  expect(asked).toEqual([9, 7, 5, 3])
})
