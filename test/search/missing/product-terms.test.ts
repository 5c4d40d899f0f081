// What stands in for the words of guides that nobody has counted.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toTerms } from '../../../src/core/text/terms.ts'
import { parseGuideWords } from '../../../src/search/missing/guide-words.ts'
import { groupGuidesByProduct } from '../../../src/search/missing/guides-of-product.ts'
import { loadKnownProducts, parseProductName } from '../../../src/search/missing/known-products.ts'
import { findMeantGuides } from '../../../src/search/missing/meant-guides.ts'
import {
  addProductTerms,
  findWrittenTerms,
  loadProductTerms,
  parseProductTerms,
} from '../../../src/search/missing/product-terms.ts'
import { parseQuery } from '../../../src/search/query/parse-query.ts'
import { loadCatalog } from '../../../src/store/guides/catalog-file.ts'

const TERMS = parseProductTerms(
  [
    '# Example Kiln | a comment',
    'Example Kiln | glaze recipe, firing | 釉薬, 釉薬 の配合',
    'Example Vault | firing, object lock |',
    'Example Relay | relay hop',
    '/relay/latest/admin/ | relay quota',
  ].join('\n'),
)
const LINES = readFileSync(new URL('../../../data/product-terms.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
/** Whole terms, stems and pairs of a line, in letters. */
const splitTerms = (line: string) =>
  (line.split('|')[1] ?? '').split(',').flatMap((term) => {
    const stems = toTerms(term)
    return [...stems, ...stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`)]
  })
const makeProduct = (name: string, folder: string) => ({ name, names: [parseProductName(name)], folders: [folder] })
const PRODUCTS = [
  makeProduct('Example Kiln', 'kiln'),
  makeProduct('Example Vault', 'vault'),
  makeProduct('Example Relay', 'relay'),
]
const GUIDES = new Map([
  ['Example Vault', ['/vault/']],
  ['Example Relay', ['/relay/latest/ug/']],
])
const KNOWN = {
  products: PRODUCTS,
  listGuides: ({ name }: { name: string }) => (GUIDES.get(name) ?? []).map((base) => ({ base })),
}

test('a whole term tells more than a part of it, and one of two products less', () => {
  const told = (term: string) => TERMS.of.get(term)
  expect(told('glaze recip')).toEqual([0, Math.log(4)])
  expect(told('glaze')).toEqual([0, 0.6 * Math.log(4)])
  expect(told('fire')).toEqual([0, Math.log(2), 1, Math.log(2)])
  expect(told('comment')).toBeUndefined()
})

test('a term in kanji and kana is found inside a sentence, the longer of two, with or without blanks', () => {
  expect(findWrittenTerms('窯の釉薬の配合を変えたい', TERMS)).toEqual(['釉薬の配合'])
  expect(findWrittenTerms('釉薬 の 色', TERMS)).toEqual(['釉薬'])
  expect(findWrittenTerms('glaze recipe', TERMS)).toEqual([])
})

test('a product has its terms where none of its guides has counted words', () => {
  const counted = parseGuideWords('/vault/ | 9 bucket')
  const { guides, of } = addProductTerms(counted, TERMS, KNOWN)
  // Of the kiln no guide is known: its folder stands for it. The vault's words were counted.
  expect(guides).toEqual([['/vault/'], ['/kiln/'], [], ['/relay/latest/ug/'], ['/relay/latest/admin/']])
  expect(of.get('bucket')).toEqual([0, 6])
  expect(of.get('fire')).toEqual([1, Math.log(2)])
  expect(of.get('object lock')).toEqual([])
  expect(of.get('hop')).toEqual([3, 0.6 * Math.log(4)])
  expect(of.get('quota')).toEqual([4, 0.6 * Math.log(4)])
  expect(of.get('nothing')).toBeUndefined()
})

test('of a guide with counted words a term in kanji and kana tells where no English for it does', () => {
  const terms = parseProductTerms('Example Vault | lock | 暗号化, 釉薬\nExample Kiln | glaze')
  const counted = (words: string) => addProductTerms(parseGuideWords(`/vault/ | 9 ${words}`), terms, KNOWN).of
  // 暗号化 is "encryption", which was counted; nobody has written down what 釉薬 is.
  expect(counted('encrypt').get('暗号化')).toEqual([])
  expect(counted('bucket').get('暗号化')).toEqual([0, Math.log(2)])
  expect(counted('encrypt').get('釉薬')).toEqual([0, Math.log(2)])
  expect(counted('encrypt').get('lock')).toEqual([])
})

test('what is written down means a guide that is absent, or one that is there', () => {
  const words = addProductTerms(parseGuideWords('/vault/ | 9 bucket'), TERMS, KNOWN)
  const meant = (folders: readonly string[], sequence: readonly string[], written: readonly string[] = []) =>
    findMeantGuides(sequence, '/relay/latest/ug/', words, new Set(folders), written)
  expect(meant(['/relay/latest/ug/'], ['glaze', 'recip']).absent).toBeGreaterThan(0.4)
  expect(meant(['/relay/latest/ug/'], [], ['釉薬']).absent).toBeGreaterThan(0.3)
  const there = meant(['/relay/latest/ug/'], ['relai', 'hop'])
  expect(there.isFirstKnown).toBe(true)
  expect(there.first).toBe(there.indexed)
  // "Relay" is said of the administrator's guide, too, which is not there.
  expect(there.first).toBeGreaterThan(there.absent)
  expect(there.first).toBeGreaterThan(0.4)
})

test('questions that name no product mean those whose guides nobody has counted', () => {
  const byProduct = groupGuidesByProduct(loadCatalog('no-catalog-of-a-user.json').guides, loadKnownProducts())
  const words = addProductTerms(parseGuideWords('/lambda/latest/dg/ | 9 lambda'), loadProductTerms(), byProduct)
  const mostMeant = (question: string, folder: string) => {
    const { sequence, text } = parseQuery(question)
    const written = findWrittenTerms(text, loadProductTerms())
    const all = words.guides.flat()
    const without = findMeantGuides(
      sequence,
      undefined,
      words,
      new Set(all.filter((other) => other !== folder)),
      written,
    )
    return without.absent > 0 && without.absent >= without.indexed
  }
  expect(mostMeant('refresh token rotation in a user pool app client', '/cognito/latest/developerguide/')).toBe(true)
  // Other guides of the product are there.
  expect(mostMeant('how to upgrade a managed node group of kubernetes', '/eks/latest/userguide/')).toBe(false)
  expect(mostMeant('ユーザープールのアプリクライアント', '/cognito/latest/developerguide/')).toBe(true)
  expect(mostMeant('a nice day', '/cognito/latest/developerguide/')).toBe(false)
})

test('every line that comes with the program is about a product or a folder, once, and says something of its own', () => {
  const { subjects, of } = loadProductTerms()
  const names = new Set(loadKnownProducts().map(({ name }) => name))
  expect(subjects.filter((subject) => !subject.startsWith('/') && !names.has(subject))).toEqual([])
  expect(subjects.filter((subject, at) => subjects.indexOf(subject) !== at)).toEqual([])
  for (const folder of subjects.filter((subject) => subject.startsWith('/')).flatMap((subject) => subject.split(' ')))
    expect(folder).toMatch(/^\/[\w-]+\/[\w./-]+\/$/)
  const saysOfItsOwn = (line: string, subject: number) =>
    splitTerms(line).some((term) => of.get(term)?.length === 2 && of.get(term)?.[0] === subject)
  expect(subjects.filter((_, at) => !saysOfItsOwn(LINES[at] ?? '', at))).toEqual([])
})

test('of every term that comes with the program its line is told, of its stems and pairs as well', () => {
  const { of } = loadProductTerms()
  const untold = LINES.flatMap((line, subject) =>
    splitTerms(line).filter((term) => !of.get(term)?.some((entry, at) => at % 2 === 0 && entry === subject)),
  )
  expect(LINES.length).toBeGreaterThan(300)
  expect(untold).toEqual([])
})

test('every product that is known has a line', () => {
  const subjects = new Set(loadProductTerms().subjects)
  expect(
    loadKnownProducts()
      .map(({ name }) => name)
      .filter((name) => !subjects.has(name)),
  ).toEqual([])
})
