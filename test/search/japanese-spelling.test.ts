// Japanese is read in one spelling, however it was typed.

import { expect, test } from 'vitest'
import { foldJapanese, foldSpelling } from '../../src/search/languages/japanese-spelling.ts'
import { loadJapaneseVocabulary } from '../../src/search/languages/japanese-vocabulary.ts'
import { parseQuery } from '../../src/search/query/parse-query.ts'

test.each([
  ['フェイルオーバーの切替', 'フェイルオーバーの切り替え'],
  ['自動で切替える、切替わる、切替え時', '自動で切り替える、切り替わる、切り替え時'],
  ['予約の取消、取消し、取消す', '予約の取り消し、取り消し、取り消す'],
  ['サーバの立上げと立上がり', 'サーバの立ち上げと立ち上がり'],
  ['IP の割当が足りない', 'IP の割り当てが足りない'],
  ['読取専用で書込できない', '読み取り専用で書き込みできない'],
  ['呼出元へ読込む', '呼び出し元へ読み込む'],
  ['問合せと問合わせ、労働組合', '問い合わせと問い合わせ、労働組合'],
  ['後任に引継いだ、引き継がれた', '後任に引き継いだ、引き継がれた'],
  ['見積り、見積を見積もる', '見積もり、見積もりを見積もる'],
  ['全てのログが出来ない', 'すべてのログができない'],
  ['VPC を 2 つ繋いで', 'VPC を 2 つつないで'],
  ['時間が掛かる理由が判らない', '時間がかかる理由がわからない'],
  ['切り替えて取り消し、割り当てられた', '切り替えて取り消し、割り当てられた'],
  ['割合、取引、置換、受付のまま', '割合、取引、置換、受付のまま'],
  ['取消切替', '取消切替'],
])('%s is read as %s', (typed, read) => {
  expect(foldSpelling(typed)).toBe(read)
  expect(foldSpelling(read)).toBe(read)
})

test('a phrase that is cut where its forms part gets no ending', () => {
  expect(foldJapanese('自動で切替', true)).toBe('自動で切り替')
  expect(foldJapanese('切替の時間', true)).toBe('切り替えの時間')
})

test.each([
  ['フェイルオーバーへの切替', 'フェイルオーバーへの切り替え'],
  ['スロットの割当を取消したい', 'スロットの割り当てを取り消したい'],
  ['サーバ同士をつなぐ', 'サーバー同士をつなぐ'],
  ['フォルダを消したい', 'フォルダーを消したい'],
])('%s means what %s means', (one, other) => {
  const read = (text: string) => ({
    english: loadJapaneseVocabulary()
      .translate(foldJapanese(text))
      .translations.flatMap(({ terms }) => terms),
    meanings: parseQuery(text).meanings,
  })
  expect(read(one)).toEqual(read(other))
  expect(read(one).english.length).toBeGreaterThan(0)
})
