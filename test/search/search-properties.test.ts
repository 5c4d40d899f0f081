// What holds for every query there can be.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SearchAnswer } from '../../src/search/search-passages.ts'
import { makeAnyText } from '../any-text.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const WORDS =
  'vault quota object deleted hold relay key root upload 料金 復元 オブジェクト vault:PutObject "delete marker"'
const anyText = makeAnyText({ maxLength: 300 })
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
        found.hits.flatMap(({ url, sameTextAt }) => [url, ...sameTextAt].map(cutAnchor))
      const all = new Set(pagesOf(site.search(text, { limit: 50 })))
      for (const page of pagesOf(site.search(text, { limit: 50, ...filter }))) expect(all).toContain(page)
    }),
  )
})

function cutAnchor(url: string): string {
  return url.split('#')[0] ?? ''
}
