// What is said where an answer is not in the language that was asked for.

import { expect, test } from 'vitest'
import type { Coverage } from '../../../src/core/model/coverage.ts'
import { makeSearchHint } from '../../../src/core/model/make-search-hint.ts'
import { describeOtherLanguage, findForeign, findOtherLanguage } from '../../../src/core/model/other-language.ts'

test.each([
  ['no language was asked for', undefined, ['en_us'], ['en_us']],
  ['some of the answer is in it', 'ja_jp', ['en_us', 'ja_jp'], ['en_us', 'ja_jp']],
  ['nothing was found, of an index that has it', 'ja_jp', [], ['en_us', 'ja_jp']],
] as const)('no word is needed where %s', (_, wanted, found, indexed) => {
  expect(findOtherLanguage(wanted, found, indexed)).toBeUndefined()
})

test.each([
  [
    ['en_us', 'en_us'],
    ['en_us'],
    'Nothing in this index is in French (fr_fr); its pages are given in English (en_us).',
    '索引にフランス語 (fr_fr)のページはありません。表示しているのは英語 (en_us)のページです。',
  ],
  [[], ['en_us'], 'Nothing in this index is in French (fr_fr).', 'フランス語'],
  [
    ['en_us'],
    ['fr_fr', 'en_us'],
    'None of these pages is indexed in French (fr_fr); they are in English (en_us).',
    'フランス語 (fr_fr)版は索引にありません。',
  ],
] as const)('found %j, indexed %j: %s', (found, indexed, english, japanese) => {
  const other = findOtherLanguage('fr_fr', found, indexed)
  expect(other && describeOtherLanguage(other)).toBe(english)
  expect(other && describeOtherLanguage(other, 'ja')).toContain(japanese)
})

test('it is said before what the answer lacks, and of a good answer too', () => {
  const otherLanguage = { wanted: 'fr_fr', isIndexed: false, found: ['en_us'] } as const
  const coverage: Coverage = { grade: 'answered', confidence: 1, lacks: [], unknownWords: [] }
  const options = { isOffline: true, now: 0 }
  expect(makeSearchHint({ coverage }, options)).toBeUndefined()
  expect(makeSearchHint({ coverage, otherLanguage }, options)).toMatch(/^Nothing in this index is in French/)
  const lacking = makeSearchHint({ coverage: { ...coverage, grade: 'missing' }, otherLanguage }, options)
  expect(lacking).toMatch(/^Nothing in this index is in French .*\. Nothing here seems to answer this/)
})

test('of pages high up in a language that nobody asked in, what to ask in is said', () => {
  expect(findForeign([], ['en_us'])).toBeUndefined()
  expect(findForeign(['ja_jp'], ['en_us', 'ja_jp'])).toBeUndefined()
  expect(findForeign(['en_us', 'en_us', 'en_us', 'ja_jp'], ['en_us'])).toBeUndefined()
  const foreign = findForeign(['en_us', 'ja_jp'], ['en_us'])
  expect(foreign && describeOtherLanguage(foreign)).toBe(
    'What is in Japanese (ja_jp) here is indexed in no other language; the question in that language finds more of it.',
  )
  expect(foreign && describeOtherLanguage(foreign, 'ja')).toContain('日本語 (ja_jp)のページのガイドは')
})
