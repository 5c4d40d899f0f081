// The passage that is shown for a page: the best of all its passages by the learnt weights, however few of them are
// read to find it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { choiceScore, choiceWeights } from '../../src/search/ranking/passage-choice.ts'
import { rankInLanguages } from '../../src/search/search-passages.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test.each([
  'quotas per object',
  'how do I rotate a key of my own',
  '"retention period" of an object',
  'vault:PutObject denied',
  'relay schedule cron',
])('for %j it is the one that scores most of all', (text) => {
  const scope = searchScope(site.db, {})
  const { rankings } = rankInLanguages(site.db, parseQuery(text), { scope, target: 'en_us', limit: 10 })
  const pages = rankings.flatMap((ranking) => [...ranking.pages])
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) {
    const seen = page.passages()
    const most = Math.max(...seen.map(({ features }) => choiceScore(features, choiceWeights())))
    const { start } = page.shown()
    const shown = seen.find(({ passage }) => passage.row.start === start)
    expect(shown && choiceScore(shown.features, choiceWeights())).toBe(most)
    for (const { features, most: bound } of seen)
      expect(choiceScore(features, choiceWeights())).toBeLessThanOrEqual(bound)
  }
})
