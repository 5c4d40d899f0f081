// What a Japanese query becomes in English, words that the index teaches aside.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { toTerms } from '../../src/core/text/terms.ts'
import { translateQuery } from '../../src/search/languages/translate-query.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'
import { PAGES } from './made-pages.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite(PAGES)
})
afterAll(() => site.close())
const translate = (text: string) => translateQuery(site.db, parseQuery(text))

test('its words follow each other as they were written, those in Latin letters among them', () => {
  expect(translate('S3 バケットのアクセスキーを削除').sequence).toEqual(toTerms('S3 bucket access key delete'))
  expect(translate('削除した Aurora クラスターの復元').sequence).toEqual(toTerms('delete Aurora cluster restore'))
})

test('a name of two words is one meaning, and what else a word may be called weighs less', () => {
  const weights = new Map(translate('アクセスキーの削除').terms.map(({ term, weight }) => [term, weight]))
  const [access = '', key = '', remove = ''] = toTerms('access key remove')
  expect(weights.get(key)).toBe(weights.get(access))
  expect(weights.get(remove)).toBeLessThan(weights.get(access) ?? 0)
})

test.each([
  ['ファーゲートのタスク', 'Fargate task'],
  ['クラウドフォーメーションのスタック', 'CloudFormation stack'],
  ['シークレットマネージャのローテーション', 'Secrets Manager rotation'],
])('%s: a product written in kana is that product', (text, english) => {
  expect(translate(text).sequence).toEqual(toTerms(english))
})

test('what everyday words mean is asked for in English too, and counts as written by nobody', () => {
  const meant = translate('古くなったファイル').terms.filter(({ isImplied }) => isImplied)
  const [lifecycle = ''] = toTerms('lifecycle')
  expect(meant.map(({ term }) => term)).toContain(lifecycle)
  for (const { weight } of meant) expect(weight).toBeLessThan(0.7)
})

test('what a written word is called in English was written, whatever everyday words mean besides', () => {
  // 機器の状態 is understood as what is written here too.
  const written = translate('機器の状態をデバイスシャドウに').terms
  for (const name of toTerms('device shadow'))
    expect(written.find(({ term }) => term === name)).toMatchObject({ isImplied: false, weight: 0.85 })
})

test('what it ends in to ask for an answer is not asked for', () => {
  expect(translate('アクセスキーの削除の手順を教えてください').sequence).toEqual(toTerms('access key delete'))
})
