// Which guides the words of a question seem to mean.

import { expect, test } from 'vitest'
import { parseGuideWords } from '../../../src/search/missing/guide-words.ts'
import { findLikelyGuides } from '../../../src/search/missing/likely-guides.ts'
import { scoreGuides } from '../../../src/search/missing/meant-guides.ts'

const WORDS = parseGuideWords(
  [
    '/kiln/latest/ug/ | 9 glaze firing 3 cone',
    '/kiln/latest/admin/ | 9 firing permit',
    '/vault/latest/ug/ | 9 lock 3 bolt',
    '/relay/latest/dg/ | 9 hop firing 3 relay',
  ].join('\n'),
)
const likely = (words: string, there: readonly string[] = []) =>
  findLikelyGuides(scoreGuides(words.split(' '), WORDS, []), WORDS, (folders) =>
    folders.some((one) => there.includes(one)),
  )
const folders = (words: string, there?: readonly string[]) => likely(words, there).map(([folder]) => folder)

test('words of one guide mean it', () => {
  expect(folders('glaze lock glaze cone firing', ['/vault/latest/ug/'])).toEqual(['/kiln/latest/ug/'])
})

test('of guides of one product that are meant alike, both may be', () => {
  expect(folders('firing glaze permit')).toEqual(['/kiln/latest/ug/', '/kiln/latest/admin/'])
})

test('of two products one of which is meant, each is named once', () => {
  expect(folders('glaze cone lock bolt hop relay', ['/relay/latest/dg/'])).toEqual([
    '/kiln/latest/ug/',
    '/vault/latest/ug/',
  ])
})

test('a guide that is there is not named, and stands against those that are not', () => {
  expect(folders('lock bolt')).toEqual(['/vault/latest/ug/'])
  expect(folders('lock bolt', ['/vault/latest/ug/'])).toEqual([])
  expect(folders('lock hop firing', ['/vault/latest/ug/', '/relay/latest/dg/'])).toEqual([])
})

test('what says little means nothing', () => {
  expect(folders('cone bolt')).toEqual([])
  // One word, however much it tells.
  expect(folders('glaze')).toEqual([])
  expect(folders('a nice day')).toEqual([])
  expect(folders('')).toEqual([])
})
