// What the web page says, in both its languages, where the guide that a question is about is not indexed.

import { expect, test } from 'vitest'
import { useWebServer } from './web-server.ts'

const { get } = useWebServer()

const MEANT = 'hosted UI redirect mismatch'
const PASTED =
  'An error occurred (ProvisionedThroughputExceededException) when calling the PutItem operation (reached max retries: 9): slow down'

test.each([
  [MEANT, 'en', 'This seems to be about something in the Amazon Cognito Developer Guide, which is not in this index; '],
  [MEANT, 'ja', 'この質問は Amazon Cognito Developer Guide の内容のようですが、索引にありません。'],
  [
    'ユーザープールで MFA を必須にしたい',
    'ja',
    'この質問は Amazon Cognito Developer Guide (ja_jp) の内容のようですが、',
  ],
  [PASTED, 'en', 'Not in this index: Amazon DynamoDB Developer Guide; '],
  [PASTED, 'ja', '索引にないガイド: Amazon DynamoDB Developer Guide。'],
])('%j in %s: %s', async (question, language, hint) => {
  const { $ } = await get(`/search?q=${encodeURIComponent(question)}`, { 'accept-language': language })
  expect($('html').attr('lang')).toBe(language)
  expect($('.hint').text()).toContain(hint)
  expect($('.hint').text()).toMatch(/"aws-docs-offline --index \S+ import FILE"/)
})

test.each([
  ['product=Made-up+Lmap', 'en', 'No indexed guide is of the product "Made-up Lmap". Did you mean "Made-up Lamp"?'],
  ['product=Made-up+Lmap', 'ja', '製品 "Made-up Lmap" のガイドは索引にありません。もしかして: "Made-up Lamp"。'],
  ['guide=sampel', 'en', 'Guide "sampel" is not in the index. Did you mean "sample"?'],
  ['guide=sampel', 'ja', 'ガイド "sampel" は索引にありません。もしかして: "sample"。'],
  ['guide=sampel&guide=sample', 'ja', 'ガイド "sampel" は索引にありません。もしかして: "sample"。'],
])('a filter of a name that nothing has is named: %s in %s', async (filter, language, said) => {
  const { $ } = await get(`/search?q=Searching&${filter}`, { 'accept-language': language })
  expect($('.hint').text()).toContain(said)
})

test('what the index answers has no such word', async () => {
  const { $ } = await get('/search?q=Searching')
  expect([$('.hit').length > 0, $('.hint').length]).toEqual([true, 0])
})

test.each([
  ['en', 'Nothing in this index is in French (fr_fr); its pages are given in English (en_us).'],
  ['ja', '索引にフランス語 (fr_fr)のページはありません。'],
])('a language of which nothing is indexed is said to be none, in %s', async (language, said) => {
  const { $ } = await get('/search?q=Searching&locale=fr_fr', { 'accept-language': language })
  expect($('.hit').length).toBeGreaterThan(0)
  expect($('.hint').text()).toContain(said)
})

test.each([
  ['en', 'Read “harvset” as “harvest”.'],
  ['ja', '「harvset」を「harvest」として検索しました。'],
])('what was read for a misspelt word is said in the language of the page: %s', async (language, said) => {
  const { $ } = await get('/search?q=harvset', { 'accept-language': language })
  expect($('.hit').length).toBeGreaterThan(0)
  expect($('.suggestion').first().text()).toBe(said)
})
