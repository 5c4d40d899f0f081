// The vocabulary that leads Japanese queries to English guides: that its file keeps its own rules, and how Japanese is cut by it.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { termsOf } from '../../src/core/terms.ts'
import { japaneseVocabulary, parseJapaneseWords } from '../../src/search/japanese-vocabulary.ts'

const LIST = readFileSync(new URL('../../data/japanese-words.txt', import.meta.url), 'utf8')
const LINES = LIST.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

describe('the list', () => {
  test('every line is "日本語, 日本語 = english, english"', () => {
    expect(LINES.filter((line) => !/^[^=,]+(, [^=,]+)* = [a-zA-Z -]+(, [a-zA-Z -]+)*$/.test(line))).toEqual([])
  })

  test('no word stands twice, with or without its long vowel', () => {
    const words = LINES.flatMap((line) => [...new Set((line.split(' = ')[0] ?? '').split(', ').map(withoutLongVowel))])
    expect(words.length).toBeGreaterThan(500)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  test('every meaning leaves a term', () => {
    const meanings = LINES.flatMap((line) => line.split(' = ')[1]?.split(', ') ?? [''])
    expect(meanings.filter((meaning) => termsOf(meaning).length === 0)).toEqual([])
  })
})

describe('a Japanese text', () => {
  const { translate } = parseJapaneseWords(
    '# comment\n\n権限 = permission, privilege\n権限境界 = permissions boundary\n変更 = change\nサーバー = server\n呼び出 = invoke\n',
  )

  test('is cut at the longest word, also inside a compound', () => {
    expect(translate('権限境界変更').translations).toEqual([termsOf('permissions boundary'), termsOf('change')])
    expect(translate('権限の変更').translations).toEqual([termsOf('permission privilege'), termsOf('change')])
  })

  test('is read with or without a long vowel, in half width, and by the stem of a verb', () => {
    for (const text of ['サーバー', 'サーバ', 'ｻｰﾊﾞｰ']) expect(translate(text).translations).toEqual([termsOf('server')])
    expect(translate('呼び出したい').translations).toEqual([termsOf('invoke')])
  })

  test('gives back the words that it does not know, grammar left out', () => {
    expect(translate('スケッチの権限を照合順序で')).toEqual({
      translations: [termsOf('permission privilege')],
      unknown: ['スケッチ', '照合順序'],
    })
    expect(translate('')).toEqual({ translations: [], unknown: [] })
  })
})

test('the vocabulary that comes with the program knows what anybody asks for', () => {
  const { translations, unknown } = japaneseVocabulary().translate('バケットのレプリケーションの料金と権限')
  expect(translations.map(([first]) => first)).toEqual(['bucket', 'replic', 'price', 'permiss'])
  expect(unknown).toEqual([])
})

function withoutLongVowel(word: string): string {
  return word.replace(/(?<=..)ー$/, '')
}
