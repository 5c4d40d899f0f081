// What holds for every query there can be.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseQuery } from '../../src/search/parse-query.ts'
import { listsOfQuery, POSTINGS_BUDGET } from '../../src/search/query-lists.ts'
import type { SearchAnswer } from '../../src/search/search-passages.ts'
import { passageIdsOfLocale } from '../../src/store/passage-id.ts'
import { openPostings, type Postings } from '../../src/store/postings.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const WORDS =
  'vault quota object deleted hold relay key root upload 料金 復元 オブジェクト vault:PutObject "delete marker"'
const anyText = fc.string({ unit: 'binary', maxLength: 300 })
const someWords = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS.split(' ')) }, fc.string({ maxLength: 12 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((words) => words.join(' '))
const anyQuery = fc.oneof(anyText, someWords)

test('any Unicode string is a valid query', () => {
  fc.assert(
    fc.property(anyQuery, (text) => {
      const { hits, matched } = site.search(text)
      expect(hits.length).toBeLessThanOrEqual(Math.min(10, matched))
      for (const hit of hits) expect(hit.context).not.toBe('')
    }),
    { numRuns: 300 },
  )
})

test('the same query twice gives the same order', () => {
  fc.assert(
    fc.property(anyQuery, (text) => {
      expect(site.search(text)).toEqual(site.search(text))
    }),
  )
})

test('a filter never adds a hit', () => {
  const filters = fc.constantFrom(
    { guides: ['relay-dg'] },
    { products: ['Example Vault'] },
    { guideTypes: ['User Guide'] },
  )
  fc.assert(
    fc.property(someWords, filters, (text, filter) => {
      const pagesOf = (found: SearchAnswer) =>
        found.hits.flatMap(({ url, sameTextAt }) => [url, ...sameTextAt].map(pageOf))
      const all = new Set(pagesOf(site.search(text, { limit: 50 })))
      for (const page of pagesOf(site.search(text, { limit: 50, ...filter }))) expect(all).toContain(page)
    }),
  )
})

function pageOf(url: string): string {
  return url.split('#')[0] ?? ''
}

// Work, not time, is what a query must not run away with: a stopwatch in a test says more about the machine.
test('no query reads more postings than its budget, beside two lists', () => {
  const crowded: Postings = {
    total: 1_000_000,
    of: (term, _range, column) =>
      Float64Array.from({ length: column === 'title' ? 0 : lengthOf(term) }, (_, n) => n * 4096),
    frequency: (term) => lengthOf(term),
  }
  fc.assert(
    fc.property(anyQuery, (text) => {
      const { lists } = listsOfQuery(parseQuery(text), crowded, passageIdsOfLocale('en_us'))
      const read = lists.map(({ ids }) => ids.length).sort((a, b) => b - a)
      const besideTwo = read.slice(2).reduce((sum, length) => sum + length, 0)
      expect(besideTwo).toBeLessThanOrEqual(POSTINGS_BUDGET)
    }),
  )
})

// From some hundred to some thousand postings, by the letters of the term.
function lengthOf(term: string): number {
  return 100 + ((term.charCodeAt(0) * 31 + term.length * 7) % 50) * 100
}

test('a query of any length has a bounded number of terms', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 2000 }), (words) => {
      const { terms, sequence, identifiers } = parseQuery(words.join(' '))
      expect(terms.length).toBeLessThanOrEqual(120)
      expect(sequence.length).toBeLessThanOrEqual(200)
      expect(identifiers.length).toBeLessThanOrEqual(16)
    }),
  )
})

test('openPostings keeps every list sorted', () => {
  const postings = openPostings(site.db)
  fc.assert(
    fc.property(fc.constantFrom('vault', 'object', 'quota', 'delet'), (term) => {
      const ids = [...postings.of(term, passageIdsOfLocale('en_us'))]
      expect(ids.length).toBeGreaterThan(0)
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    }),
    { numRuns: 4 },
  )
})
