// The passage that is shown for a page: the best of all its passages by the learnt weights, however few of them are
// read to find it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
import { openSearchScope } from '../../src/search/candidates/search-scope.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import type { PassageFeatures } from '../../src/search/ranking/features.ts'
import { computeChoiceFeatures } from '../../src/search/ranking/passage-choice.ts'
import { asksAboutTrouble, asksForCost } from '../../src/search/ranking/query-kind.ts'
import { NO_WORDS } from '../../src/search/ranking/words-in-page.ts'
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
  'what does a vault cost',
])('for %j it is the one that scores most of all', (text) => {
  const scope = openSearchScope(site.db, {})
  const { rankings } = rankInLanguages(site.db, parseQuery(text), { scope, target: 'en_us', limit: 10 })
  const pages = rankings.flatMap((ranking) => [...ranking.pages])
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) {
    const seen = page.listPassages()
    const most = Math.max(...seen.map(({ score }) => score))
    const { start } = page.chooseShown()
    const shown = seen.find(({ passage }) => passage.row.start === start)
    expect(shown?.score).toBe(most)
    for (const { score, most: bound } of seen) expect(score).toBeLessThanOrEqual(bound)
  }
})

test.each([
  ['a name is explained first', 'holding objects', 'Holding objects'],
  ['… in any form', 'object hold', 'Holding objects'],
  ['… with its product', 'example vault holding objects', 'Holding objects'],
  ['a section has a name too', 'hold modes', 'Hold modes'],
  ['who says more wants that of it', 'object hold strict mode bypass', 'Hold modes'],
])('%s: %j', (_, text, title) => {
  const scope = openSearchScope(site.db, {})
  const { rankings } = rankInLanguages(site.db, parseQuery(text), { scope, target: 'en_us', limit: 10 })
  const page = rankings.flatMap((ranking) => [...ranking.pages]).find((one) => one.page.title === 'Holding objects')
  expect(page?.chooseShown().section?.title).toBe(title)
})

describe('what a passage is, for a question', () => {
  const weightOf = new Map([
    ['vault', 1],
    ['retent', 3],
  ])
  const features = (question: string, text: string, title = 'Vaults') => {
    const query = parseQuery(question)
    const model = {
      query,
      asksHowMuch: false,
      asksAboutTrouble: asksAboutTrouble(query),
      asksForCost: asksForCost(query),
    }
    const passage = { terms: new Uint32Array(50), section: { title, level: 2 } as Section }
    return computeChoiceFeatures({} as PassageFeatures, model, passage, text, NO_WORDS, { weightOf, total: 4 })
  }

  test.each([
    ['of a setting', '**Retention**  \nHow long a vault keeps objects.', 0.75],
    ['of a parameter, in code', '- `retention` – How long a vault keeps objects.', 0.75],
    ['of a row', '| Name | Text |\n| --- | --- |\n| Vault retention | Days. |', 1],
    ['of none: the word stands in the sentence', 'A **vault** has a retention.', 0],
  ])('its label says the words: %s', (_, text, share) => {
    expect(features('vault retention', text).labelWords).toBe(share)
  })

  test('it is an example, and none was asked for', () => {
    expect(features('vault retention', 'A vault.', 'Examples').unaskedExample).toBe(1)
    expect(features('vault retention example', 'A vault.', 'Examples').unaskedExample).toBe(0)
    expect(features('ボールトの例', 'A vault.', '例').unaskedExample).toBe(0)
    expect(features('vault retention', 'A vault.', 'Vaults').unaskedExample).toBe(0)
  })

  test.each([
    ['You are charged for each hour that a vault is open.', 1],
    ['There is no additional charge for a second vault.', 1],
    ['ボールトの料金は時間単位です。', 1],
    ['Cost allocation tags let you organize your AWS bill by vault.', 0],
    ['A vault keeps objects at low cost.', 0],
  ])('it says what is billed, where a question asks for the cost: %j', (text, says) => {
    expect(features('how much does a vault cost', text).billedAsked).toBe(says)
    expect(features('ボールトの料金', text).billedAsked).toBe(says)
    expect(features('how do I open a vault', text).billedAsked).toBe(0)
  })

  test('it is code, where something does not work', () => {
    const code = '```\nvault create --retention 5\n```'
    expect(features('why does vault create fail', code).codeInTrouble).toBeCloseTo(1, 1)
    expect(features('why does vault create fail', 'It may be locked.').codeInTrouble).toBe(0)
    expect(features('create a vault', code).codeInTrouble).toBe(0)
  })
})
