// Guides by what readers call their products.

import { expect, test } from 'vitest'
import type { CatalogGuide } from '../../../src/core/model/guide.ts'
import { findGuidesByWords, findMeantGuides } from '../../../src/search/naming/find-guides.ts'
import { loadCatalog } from '../../../src/store/guides/catalog-file.ts'

const { guides: CATALOG } = loadCatalog('none.json')
const listIds = (guides: readonly CatalogGuide[]) => guides.map(({ id }) => id)

test.each([
  ['ラムダ', 'AWS Lambda'],
  ['ﾗﾑﾀﾞ', 'AWS Lambda'],
  ['ダイナモ', 'Amazon DynamoDB'],
  ['ダイナモDB', 'Amazon DynamoDB'],
  ['レッドシフト', 'Amazon Redshift'],
  ['コグニート', 'Amazon Cognito'],
  ['クラウドフォーメーション', 'AWS CloudFormation'],
  ['ステップファンクション', 'AWS Step Functions'],
  ['セージメーカー', 'Amazon SageMaker AI'],
  ['DDB', 'Amazon DynamoDB'],
  ['CFn', 'AWS CloudFormation'],
])('%s finds the guides of %s and no others, and is led to them where an id is wanted', (word, product) => {
  const own = CATALOG.filter((guide) => guide.product === product)
  const found = findGuidesByWords(CATALOG, [word])
  expect(own.length).toBeGreaterThan(0)
  expect(listIds(found)).toEqual(listIds(own))
  expect(listIds(own)).toEqual(expect.arrayContaining(listIds(findMeantGuides(CATALOG, word))))
  expect(findMeantGuides(CATALOG, word).length).toBeGreaterThan(0)
})

test('what is no more than a word of other names, too, finds what it finds in English', () => {
  expect(findGuidesByWords(CATALOG, ['オーロラ'])).toEqual(findGuidesByWords(CATALOG, ['aurora']))
  expect(listIds(findMeantGuides(CATALOG, 'オーロラ'))).toEqual(['aurora-userguide'])
})

test('a word that is said again narrows no further', () => {
  expect(findGuidesByWords(CATALOG, ['lambda', 'developer', 'lambda'])).toEqual(
    findGuidesByWords(CATALOG, ['lambda', 'developer']),
  )
})

test('words in kana and in letters narrow together', () => {
  expect(listIds(findGuidesByWords(CATALOG, ['ラムダ', '開発者ガイド']))).toEqual(['lambda-dg'])
  expect(listIds(findGuidesByWords(CATALOG, ['ラムダ', 'developer']))).toEqual(['lambda-dg'])
  expect(findGuidesByWords(CATALOG, ['ラムダ', 'レッドシフト'])).toEqual([])
})

test('a word that is no name finds nothing in kana either', () => {
  expect(findGuidesByWords(CATALOG, ['ヌルポ'])).toEqual([])
  expect(findMeantGuides(CATALOG, 'ヌルポ')).toEqual([])
})
