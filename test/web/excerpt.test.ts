// Which words a result marks.

import { describe, expect, test } from 'vitest'
import { markText } from '../../src/core/text/mark-words.ts'
import { toWords } from './asked.ts'

const mark = (text: string, query: string) =>
  markText(text, toWords(query))
    .map((segment) => (segment.marked ? `<${segment.text}>` : segment.text))
    .join('')

describe('what is marked', () => {
  test.each([
    ['other forms of a word', 'The limits that were limited', 'limit', 'The <limits> that were <limited>'],
    ['an identifier as a whole', 'Allow s3:GetObject on it', 's3:GetObject', 'Allow <s3:GetObject> on it'],
    ['a Japanese word inside a sentence', '毎月の料金を確認する', '料金', '毎月の<料金>を確認する'],
    ['no middle of another word in kana', '次のパラメータを指定', 'データのロード', '次のパラメータを指定'],
    ['a word of three kana', '次のデータを指定', 'データのロード', '次の<データ>を指定'],
    ['a word of two kana that was asked for', 'キーを作る', 'キー', '<キー>を作る'],
    [
      'a Japanese word without the particles around it',
      'データを暗号化し、列を読む',
      '列を暗号化する',
      'データを<暗号化>し、<列>を読む',
    ],
    ['no half of a particle and another word', '値を暗黙に渡す', '列を暗号化する', '値を暗黙に渡す'],
    ['nothing where nothing matches', 'Nothing here', 'zebra', 'Nothing here'],
  ])('%s', (_, text, query, expected) => {
    expect(mark(text, query)).toBe(expected)
  })
})

test('what stands for the words of the query is marked as they are: other words, translations, identifiers', () => {
  const words = toWords('クローン', [
    { term: 'clone' },
    { term: 'クロ' },
    { term: '複製' },
    { term: 'code:clonevolume' },
  ])
  const shown = markText('Cloning a volume calls CloneVolume, データの複製', words)
  expect(shown.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['Cloning', 'CloneVolume', '複製'])
  expect(shown.some(({ isTyped }) => isTyped)).toBe(false)
})
