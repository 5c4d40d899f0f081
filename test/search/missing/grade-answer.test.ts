// What an answer over a real index says of itself.

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { STALE_AFTER_MS } from '../../../src/core/model/coverage.ts'
import type { CatalogGuide } from '../../../src/core/model/guide.ts'
import { listLacksWithoutIndex } from '../../../src/search/missing/find-lacks.ts'
import { isShortAndUnsaid } from '../../../src/search/missing/grade-answer.ts'
import { createGuideKnowledge } from '../../../src/search/missing/guide-knowledge.ts'
import { searchGraded } from '../../../src/search/search-graded.ts'
import { START } from '../../store/made-page.ts'
import { openSite, type Site } from '../made-site.ts'

const makeGuide = (id: string, product: string, base: string): CatalogGuide => ({
  id,
  title: 'User Guide',
  product,
  base,
  locales: ['en_us', 'ja_jp'],
})
const CATALOG = [
  makeGuide('vault-ug', 'Example Vault', '/vault/latest/userguide/'),
  makeGuide('kiln-ug', 'Example Kiln', '/kiln/latest/userguide/'),
]

let site: Site
beforeAll(async () => {
  site = await openSite(undefined, { isComplete: true })
})
afterAll(() => site.close())

const ask = (text: string, { now = START, ...options }: { now?: number; alsoPhrased?: string[] } = {}) =>
  searchGraded(
    site.db,
    { text, limit: 10, ...options },
    { knowledge: createGuideKnowledge(() => CATALOG)(site.db), openRuns: () => [], now },
  ).coverage

test('a question whose guide is indexed and whose words stand on a page is answered', () => {
  expect(ask('quotas per object in Example Vault')).toMatchObject({ grade: 'answered', lacks: [], unknownWords: [] })
})

test('a question about a guide that is not indexed is not, though pages share its words', () => {
  const coverage = ask('quotas of the temperature in Example Kiln')
  expect(coverage.grade).toBe('missing')
  expect(coverage.lacks).toMatchObject([
    { catalogId: 'kiln-ug', title: 'Example Kiln User Guide', state: 'not-indexed' },
  ])
})

test('asked in Japanese, the guide is named in Japanese where it is there', () => {
  expect(ask('Example Kiln の温度の制限').lacks).toMatchObject([{ catalogId: 'kiln-ug', locale: 'ja_jp' }])
})

/** Of the catalog, since what its guides are about comes with the program. */
const KNOWN_GUIDES: readonly CatalogGuide[] = [
  { ...makeGuide('cognito-dg', 'Amazon Cognito', '/cognito/latest/developerguide/'), title: 'Developer Guide' },
  { ...makeGuide('waf-dg', 'AWS WAF', '/waf/latest/developerguide/'), title: 'Developer Guide' },
  makeGuide('eks-userguide', 'Amazon EKS', '/eks/latest/userguide/'),
]
const meant = (text: string, alsoPhrased: string[] = []) =>
  searchGraded(
    site.db,
    { text, limit: 10, alsoPhrased },
    { knowledge: createGuideKnowledge(() => [...CATALOG, ...KNOWN_GUIDES])(site.db), openRuns: () => [], now: START },
  ).coverage

test.each([
  ['hosted UI redirect mismatch', 'cognito-dg', 'en_us'],
  ['ユーザープールで MFA を必須にしたい', 'cognito-dg', 'ja_jp'],
  // Its words were counted, in English only.
  ['ウェブ ACL', 'waf-dg', 'ja_jp'],
  ['worker nodes of a managed node group', 'eks-userguide', 'en_us'],
])('%j names no product, and is told the guide that its words mean', (text, catalogId, locale) => {
  const { grade, lacks } = meant(text)
  expect(grade).not.toBe('answered')
  expect(lacks).toMatchObject([{ catalogId, locale, state: 'not-indexed', isInferred: true }])
})

test.each([
  ['best pizza in Naples'],
  ['how do I get promoted at work'],
  ['fix my bicycle chain'],
  ['write a poem about autumn leaves'],
  ['今日の天気は'],
  ['おいしいラーメン屋を教えて'],
  ['zzzzqqq'],
  [''],
])('%j means no guide, and none is named', (text) => {
  const { grade, lacks } = meant(text)
  expect(grade).not.toBe('answered')
  expect(lacks).toEqual([])
})

test('nothing is inferred for an answer, nor beside a product that is named and lacking', () => {
  expect(meant('quotas per object in Example Vault')).toMatchObject({ grade: 'answered', lacks: [] })
  expect(meant('hosted UI of Example Kiln').lacks).toMatchObject([{ catalogId: 'kiln-ug' }])
})

test('who names a product that is there is not told of another that the words may mean', () => {
  expect(meant('hosted UI for Example Vault').lacks).toEqual([])
})

test('the words of another phrasing can mean a guide', () => {
  expect(meant('how can people log in', ['redirect to the hosted UI of an app client']).lacks).toMatchObject([
    { catalogId: 'cognito-dg' },
  ])
})

test('where there is no index, the guide that is named or meant is told', () => {
  const lacks = (text: string) => listLacksWithoutIndex([text], [...CATALOG, ...KNOWN_GUIDES], 'en_us')
  expect(lacks('Example Kiln quotas')).toMatchObject([{ catalogId: 'kiln-ug' }])
  expect(lacks('hosted UI redirect mismatch')).toMatchObject([{ catalogId: 'cognito-dg', isInferred: true }])
  expect(lacks('ウェブ ACL')).toMatchObject([{ catalogId: 'waf-dg', isInferred: true }])
  expect(lacks('a nice day')).toEqual([])
})

test('a product of which no guide is known is named all the same', () => {
  expect(ask('robomaker simulation job').lacks).toMatchObject([
    { catalogId: undefined, title: 'AWS RoboMaker', state: 'not-indexed' },
  ])
})

test('words that stand nowhere are told as they were written', () => {
  expect(ask('flurbl Zork9 quotas').unknownWords).toEqual(['flurbl', 'Zork9'])
})

test('a question half of whose words stand nowhere is not answered by the others', () => {
  for (const text of ['quotas flurbl', 'flurbl Zork9 quotas', 'quotas per object of flurbl Zork9 wibblefish'])
    expect([text, ask(text).grade]).not.toEqual([text, 'answered'])
})

test('a question without any hit is missing', () => {
  expect(ask('zzzzqqq')).toMatchObject({ grade: 'missing', confidence: 0 })
})

test('another phrasing that names the guide counts', () => {
  expect(ask('how hot may it get', { alsoPhrased: ['Example Kiln temperature'] }).lacks).toMatchObject([
    { catalogId: 'kiln-ug' },
  ])
})

test('a short English question is not answered by a page that says one word in two', () => {
  expect(isShortAndUnsaid({ text: 'why is the sky blue', typed: 2 }, 0.5)).toBe(true)
  expect(isShortAndUnsaid({ text: 'why is the sky blue', typed: 2 }, 1)).toBe(false)
  expect(isShortAndUnsaid({ text: 'vault', typed: 1 }, 0.5)).toBe(false)
  expect(isShortAndUnsaid({ text: 'quotas of a vault and its keys', typed: 4 }, 0.5)).toBe(false)
  expect(isShortAndUnsaid({ text: '空の色', typed: 2 }, 0.5)).toBe(false)
})

test('a named guide whose crawl did not come to its end is told with how much of it is there', async () => {
  const partial = await openSite()
  onTestFinished(() => partial.close())
  const knowledge = createGuideKnowledge(() => CATALOG)(partial.db)
  const { coverage } = searchGraded(
    partial.db,
    { text: 'Example Vault quotas', limit: 5 },
    { knowledge, openRuns: () => [], now: START },
  )
  expect(coverage.lacks).toMatchObject([
    { catalogId: 'vault-ug', locale: 'en_us', state: 'partial', completeness: { kind: 'partial' } },
  ])
  // Where a guide is lacking, that the first hit is from a partial one does not matter.
  const { lacks } = searchGraded(
    partial.db,
    { text: 'quotas of Example Kiln', limit: 5 },
    { knowledge, openRuns: () => [], now: START },
  ).coverage
  expect(lacks.map(({ catalogId }) => catalogId)).toEqual(['kiln-ug'])
  // … but it does where that guide is only guessed.
  const guessed = searchGraded(
    partial.db,
    { text: 'hosted UI quotas', limit: 5 },
    {
      knowledge: createGuideKnowledge(() => [...CATALOG, ...KNOWN_GUIDES])(partial.db),
      openRuns: () => [],
      now: START,
    },
  ).coverage
  expect(guessed.lacks.map(({ catalogId, state }) => [catalogId, state])).toEqual([
    ['cognito-dg', 'not-indexed'],
    ['vault-ug', 'partial'],
  ])
})

test('a word or two that are the title of a page are answered by it, unless they name what is lacking', () => {
  expect(ask('creating a vault')).toMatchObject({ grade: 'answered' })
  expect(ask('Holding objects')).toMatchObject({ grade: 'answered' })
  expect(ask('Hold modes').grade).toBe('answered')
  expect(ask('Example Kiln quotas').grade).not.toBe('answered')
})

test('a phrasing that brought the first hit speaks for the answer', () => {
  const alone = ask('what may i leave there')
  const phrased = ask('what may i leave there', { alsoPhrased: ['quotas per object in Example Vault'] })
  expect(alone.grade).not.toBe('answered')
  expect(phrased).toMatchObject({ grade: 'answered' })
  expect(phrased.confidence).toBeGreaterThan(alone.confidence)
})

test('of a guide in two languages, the copy is looked at that the answer comes from', () => {
  const later = START + STALE_AFTER_MS + 1
  expect(ask('Example Vault のクォータ', { now: later }).lacks).toMatchObject([
    { catalogId: 'vault-ug', locale: 'ja_jp' },
  ])
  expect(ask('quotas of Example Vault', { now: later }).lacks).toMatchObject([
    { catalogId: 'vault-ug', locale: 'en_us' },
  ])
})

test('a named guide that nobody checked for long is stale', () => {
  expect(ask('Example Vault quotas', { now: START + STALE_AFTER_MS - 1 }).lacks).toEqual([])
  expect(ask('Example Vault quotas', { now: START + STALE_AFTER_MS + 1 }).lacks).toMatchObject([
    { catalogId: 'vault-ug', state: 'stale', checkedAt: START },
  ])
})
