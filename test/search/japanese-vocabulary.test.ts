// The vocabulary that leads Japanese queries to English guides: that its file keeps its own rules, and how Japanese is
// cut by it.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toTerms } from '../../src/core/text/terms.ts'
import {
  type JapaneseVocabulary,
  loadJapaneseVocabulary,
  parseJapaneseWords,
} from '../../src/search/languages/japanese-vocabulary.ts'

const [LIST, SYNONYMS] = ['japanese-words', 'japanese-synonyms'].map((name) =>
  readFileSync(new URL(`../../data/${name}.txt`, import.meta.url), 'utf8'),
) as [string, string]
const LINES = splitLines(LIST)

describe('the list', () => {
  test('every line is "日本語, 日本語 = english, english"', () => {
    expect(LINES.filter((line) => !/^[^=,]+(, [^=,]+)* = [a-zA-Z -]+(, [a-zA-Z -]+)*$/.test(line))).toEqual([])
  })

  test('no word stands twice, with or without its long vowel', () => {
    const words = LINES.flatMap((line) => [...new Set((line.split(' = ')[0] ?? '').split(', ').map(dropLongVowel))])
    expect(words.length).toBeGreaterThan(500)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  test('every word is Japanese alone: text is cut where letters or signs of another script stand', () => {
    const words = LINES.flatMap((line) => line.split(' = ')[0]?.split(', ') ?? [])
    expect(words.filter((word) => !/^[\u3041-\u309f\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff]+$/.test(word))).toEqual([])
  })

  test('every meaning leaves a term', () => {
    const meanings = LINES.flatMap((line) => line.split(' = ')[1]?.split(', ') ?? [''])
    expect(meanings.filter((meaning) => toTerms(meaning).length === 0)).toEqual([])
  })
})

describe('the list of synonyms', () => {
  test('hides no word of our own by one more kana of its ending', () => {
    const own = new Set(LINES.flatMap((line) => line.split(' = ')[0]?.split(', ') ?? []))
    const words = splitLines(SYNONYMS).flatMap((line) => line.split(' = ')[0]?.split(', ') ?? [])
    const hidden = words.filter(
      (word) => !own.has(word) && /..[\u3041-\u309f]$/.test(word) && own.has(word.slice(0, -1)),
    )
    expect(hidden).toEqual([])
  })

  test('says where it comes from and under which licence', () => {
    expect(SYNONYMS).toMatch(/sudachi-synonyms-dictionary \d+\.\d+\.\d+/)
    expect(SYNONYMS).toContain('Apache License, Version 2.0')
    expect(SYNONYMS).toContain('Works Applications Co., Ltd.')
  })

  test('has no word twice, and no meaning without a term', () => {
    const lines = splitLines(SYNONYMS)
    const words = lines.flatMap((line) => line.split(' = ')[0]?.split(', ') ?? [])
    expect(words.length).toBeGreaterThan(5000)
    expect(new Set(words).size).toBe(words.length)
    expect(lines.filter((line) => toTerms(line.split(' = ')[1] ?? '').length === 0)).toEqual([])
  })

  test('has no name of a person, place or firm, and no short hiragana', () => {
    const words = new Set(splitLines(SYNONYMS).flatMap((line) => line.split(' = ')[0]?.split(', ') ?? []))
    for (const word of ['東京', 'トヨタ', 'マイクロソフト', 'ニューヨーク']) expect(words.has(word)).toBe(false)
    expect([...words].filter((word) => /^[\u3041-\u309f]+$|^.$/.test(word))).toEqual([])
  })
})

describe('a Japanese text', () => {
  const { translate } = parseJapaneseWords(
    '# comment\n\n権限 = permission, privilege\n権限境界 = permissions boundary\n変更 = change\nサーバー = server\n呼び出 = invoke\n',
  )

  test('is cut at the longest word, also inside a compound', () => {
    expect(listTerms(translate('権限境界変更'))).toEqual([toTerms('permissions boundary'), toTerms('change')])
    expect(listTerms(translate('権限の変更'))).toEqual([toTerms('permission privilege'), toTerms('change')])
  })

  test('is read with or without a long vowel, in half width, and by the stem of a verb', () => {
    for (const text of ['サーバー', 'サーバ', 'ｻｰﾊﾞｰ']) expect(listTerms(translate(text))).toEqual([toTerms('server')])
    expect(listTerms(translate('呼び出したい'))).toEqual([toTerms('invoke')])
  })

  test('gives back the words that it does not know, grammar left out', () => {
    const found = translate('スケッチの権限を照合順序で')
    expect(listTerms(found)).toEqual([toTerms('permission privilege')])
    expect(found.unknown).toEqual(['スケッチ', '照合順序'])
    expect(translate('')).toEqual({ translations: [], unknown: [] })
  })

  test('a word of speech has no English and is not missed', () => {
    const found = translate('上司に言われた同じ権限を毎回')
    expect(listTerms(found)).toEqual([toTerms('permission privilege')])
    expect(found.unknown).toEqual([])
  })
})

describe('a word of the wider list', () => {
  const { translate } = parseJapaneseWords(
    '料金 = pricing\nボリューム = volume\n',
    '# head\n\na line that is none\n料金 = fee\nクローン = clone\nリンク = link\n料金所 = tollgate\nバッファー = buffer\n',
  )

  test('is told apart, and gives way to what our own list says', () => {
    expect(translate('料金のクローン').translations).toEqual([
      { word: '料金', at: 0, terms: toTerms('pricing'), usual: 1, isRough: false },
      { word: 'クローン', at: 3, terms: toTerms('clone'), usual: 1, isRough: true },
    ])
  })

  test('is taken before a shorter one of our own', () => {
    expect(listTerms(translate('料金所'))).toEqual([toTerms('tollgate')])
  })

  test('is read with or without a long vowel', () => {
    for (const text of ['バッファ', 'バッファー', 'ﾊﾞｯﾌｧｰ'])
      expect(listTerms(translate(text))).toEqual([toTerms('buffer')])
  })

  test('is no part of a longer word in katakana, but may join known ones', () => {
    expect(translate('シュリンク')).toEqual({ translations: [], unknown: ['シュリンク'] })
    expect(translate('リンクス').translations).toEqual([])
    expect(listTerms(translate('ボリュームクローン'))).toEqual([toTerms('volume'), toTerms('clone')])
    expect(listTerms(translate('クローンボリューム'))).toEqual([toTerms('clone'), toTerms('volume')])
  })
})

test('a short word of our own in katakana is no part of an unknown longer one, but of what known ones are joined to', () => {
  const { translate } = parseJapaneseWords('レース = race\nサーバー = server\nグループ = group\n')
  expect(translate('グレースフル')).toEqual({ translations: [], unknown: ['グレースフル'] })
  expect(listTerms(translate('サーバーレース'))).toEqual([toTerms('server'), toTerms('race')])
  expect(listTerms(translate('レースサーバー'))).toEqual([toTerms('race'), toTerms('server')])
  expect(listTerms(translate('マイグループ'))).toEqual([toTerms('group')])
})

test('the vocabulary that comes with the program knows what anybody asks for', () => {
  const { translations, unknown } = loadJapaneseVocabulary().translate('バケットのレプリケーションの料金と権限')
  expect(translations.map(({ terms: [first] }) => first)).toEqual(['bucket', 'replic', 'price', 'permiss'])
  expect(unknown).toEqual([])
})

test('cloning is known, by our own list, and a buffer by the wider one', () => {
  const { translations, unknown } = loadJapaneseVocabulary().translate('Aurora クローンのバッファー')
  expect(translations.map(({ terms: [first], isRough }) => [first, isRough])).toEqual([
    ['clone', false],
    ['buffer', true],
  ])
  expect(unknown).toEqual([])
})

describe('words of every day that documentation in English is asked with', () => {
  const translateWord = (text: string) => listTerms(loadJapaneseVocabulary().translate(text)).flat()

  test.each([
    ['アラームを流したい', 'send'],
    ['速度を抑えたい', 'limit'],
    ['ロックが解除できない', 'unlock'],
    ['通知を飛ばしたい', 'send'],
    ['アドレスがかぶる', 'overlap'],
    ['ランキング表', 'leaderboard'],
    ['権限を割り当て直せ', 'reassign'],
    ['コマンドを流す', 'run'],
    ['ファイルを残したい', 'retain'],
  ])('%s is about %s', (text, english) => {
    expect(translateWord(text)).toEqual(expect.arrayContaining(toTerms(english)))
  })

  test.each([
    ['自由に決めたい', 'custom', 'free'],
    ['基盤', 'infrastructure', 'base'],
    ['練習', 'tutorial', 'lesson'],
    ['金額', 'amount', 'price'],
    ['ドライブの特徴', 'features', 'merit'],
  ])('%s is about %s and not %s', (text, english, other) => {
    expect(translateWord(text)).toEqual(expect.arrayContaining(toTerms(english)))
    expect(translateWord(text)).not.toEqual(expect.arrayContaining(toTerms(other)))
  })

  test.each([
    ['毎晩', 'daily'],
    ['何日', 'days'],
    ['30日間', 'days'],
    ['24時間以内', 'hours'],
    ['何台', 'number'],
    ['先月', 'last month'],
    ['月曜', 'day of week'],
  ])('days, times and numbers are known: %s', (text, english) => {
    expect(translateWord(text)).toEqual(expect.arrayContaining(toTerms(english)))
  })

  test('a verb of every day is no other word that begins with the same letters', () => {
    expect(translateWord('インターフェイス')).toEqual(toTerms('interface'))
    expect(translateWord('ハンドル')).not.toEqual(expect.arrayContaining(toTerms('currency')))
    expect(translateWord('引き上げたい')).toEqual(toTerms('increase'))
    expect(translateWord('紐付けたい')).toEqual(toTerms('associate'))
    expect(translateWord('一覧表示')).toEqual(toTerms('list'))
    expect(translateWord('可変長文字列')).toEqual(expect.arrayContaining(toTerms('string')))
    expect(translateWord('文字起こし')).toEqual(expect.arrayContaining(toTerms('transcription')))
    expect(translateWord('非常に')).toEqual([])
  })
})

function splitLines(list: string): string[] {
  return list.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

function listTerms({ translations }: ReturnType<JapaneseVocabulary['translate']>): (readonly string[])[] {
  return translations.map(({ terms }) => terms)
}

function dropLongVowel(word: string): string {
  return word.replace(/(?<=..)ー$/, '')
}
