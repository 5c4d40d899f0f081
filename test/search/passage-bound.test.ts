// What is not read cannot change an answer: bounds hold for every passage and query, and what is read lazily stands as
// it would if everything were.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { getIndexedPages } from '../../src/search/candidates/indexed-pages.ts'
import { readQueryLists } from '../../src/search/candidates/query-lists.ts'
import { openSearchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { makeQueryModel } from '../../src/search/query/query-model.ts'
import type { PassageFeatures } from '../../src/search/ranking/features.ts'
import { iterateBestFirst } from '../../src/search/ranking/iterate-best-first.ts'
import { loadRankingModel, type RankingModel } from '../../src/search/ranking/model.ts'
import { boundPassage, boundScore, listHeldIdentifiers, makeBoundPlan } from '../../src/search/ranking/passage-bound.ts'
import { computePassageFeatures, scorePassage } from '../../src/search/ranking/passage-features.ts'
import { mapQueryPlaces } from '../../src/search/ranking/query-places.ts'
import { rankPages } from '../../src/search/ranking/rank-pages.ts'
import { collectPageWords } from '../../src/search/ranking/typed-words.ts'
import { getPassageIdAt } from '../../src/store/fulltext/passage-map.ts'
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
      for (const { most, own } of listEveryPassage(text)) {
        for (const name of Object.keys(own) as (keyof PassageFeatures)[])
          expect(own[name], name).toBeLessThanOrEqual(most[name] + 1e-9)
        expect(own.coverage).toBeCloseTo(most.coverage, 9)
        expect(scorePassage(own)).toBeLessThan(boundScore(most))
      }
    }),
    { numRuns: 200 },
  )
})

function listEveryPassage(text: string) {
  const { map } = openPostings(site.db)
  const { lists, weights } = readQueryLists(parseQuery(text), openPostings(site.db))
  const model = makeQueryModel(parseQuery(text), weights)
  const pages = getIndexedPages(site.db)
  const places = mapQueryPlaces(model, pages.vocabulary)
  const plan = makeBoundPlan(model, places, lists)
  return Array.from({ length: map.passages }, (_, ordinal) => {
    const place = map.pageOf[ordinal] ?? 0
    const outline = pages.outline(map.pageIds[place] ?? 0)
    const passage = pages.getPassage(getPassageIdAt(map, ordinal))
    const [marks] = collectPageWords(map, lists, place, [ordinal], model.query.terms.length).marks
    if (!outline || !passage || !marks) throw new Error(`There is no passage ${ordinal}.`)
    const standing = { named: new Set<string>(), identifiers: listHeldIdentifiers(plan, marks) }
    return {
      most: boundPassage(plan, outline, marks, map.termCounts[ordinal] ?? 0),
      own: computePassageFeatures(model, places, outline, passage, standing),
    }
  })
}

test('the best pages are the same whether all candidates are looked at closely or those that may be among them', () => {
  const { weights } = loadRankingModel()
  // Features that count against a page, too.
  const reversed = Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, -weight]))
  const models: RankingModel[] = [loadRankingModel(), { ...loadRankingModel(), weights: reversed as typeof weights }]
  fc.assert(
    fc.property(query, fc.constantFrom(...models), (text, model) => {
      const request = {
        query: parseQuery(text),
        ranges: openSearchScope(site.db, {}).getRanges('en_us'),
        guides: 2,
        model,
      }
      const read = (candidates?: number) =>
        [...rankPages(site.db, { ...request, limit: 1, ...(candidates && { candidates }) }).pages].map(
          ({ page, score, findBest }) => ({ path: page.path, score, start: findBest().start }),
        )
      const all = read(48).toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      expect(read()).toEqual(all.slice(0, 24))
    }),
    { numRuns: 100 },
  )
})

test('a page whose text has only the letters of a word counts it no more than its bound, so that scores fall', async () => {
  const made = await openSite([
    { guide: 'relay', name: 'letters', title: 'Import modules', text: 'Import modules for python3, see python3.' },
    { guide: 'relay', name: 'word', title: 'Python modules', text: 'Import a module for python.' },
  ])
  onTestFinished(() => made.close())
  const query = parseQuery('import python modules')
  const ranges = openSearchScope(made.db, {}).getRanges('en_us')
  const pages = [...rankPages(made.db, { query, ranges, guides: 1, limit: 5 }).pages]
  const forms = new Map(pages.map(({ page, computeFeatures }) => [page.name, computeFeatures().wordForms]))
  expect(forms.get('word.html')).toBe(1)
  expect(forms.get('letters.html')).toBeCloseTo(2 / 3)
  const scores = pages.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
})

test('what is scored best first is narrowed and scored no further than it is read, and once', () => {
  const asked: string[] = []
  const items = [3, 9, 1, 7, 5, 8].map((item) => ({ item, most: item + 1.5 }))
  const best = iterateBestFirst(
    items,
    {
      narrow(item) {
        asked.push(`narrow ${item}`)
        return item === 7 ? undefined : { item, most: item + 0.5 }
      },
      score(item) {
        asked.push(`score ${item}`)
        return item === 8 ? undefined : item
      },
      scoreOf: (one) => one,
      compare: (a, b) => b - a,
    },
    3,
  )
  const [first] = best
  expect(first).toBe(9)
  expect(asked).toEqual(['narrow 9', 'narrow 8', 'score 9'])
  expect([...best]).toEqual([9, 5, 3])
  expect([...best]).toEqual([9, 5, 3])
  expect(asked.slice(3)).toEqual(['narrow 7', 'score 8', 'narrow 5', 'score 5', 'narrow 3', 'score 3'])
})
