// What tells whether the first hit answers, feature by feature.

import { expect, test } from 'vitest'
import {
  type CoverageName,
  computeCoverageFeatures,
  type NamedGuides,
} from '../../../src/search/missing/coverage-features.ts'
import { type Evidence, findEvidence, LARGEST_LEAD } from '../../../src/search/missing/evidence.ts'
import { listWithoutWords, loadGuideWords, parseGuideWords } from '../../../src/search/missing/guide-words.ts'
import type { ProductGuide } from '../../../src/search/missing/guides-of-product.ts'
import { parseProductName } from '../../../src/search/missing/known-products.ts'
import { parseQuery } from '../../../src/search/query/parse-query.ts'
import type { RankedPage } from '../../../src/search/ranking/rank-pages.ts'

const makePage = (base: string, score: number, more: { title?: string; features?: object } = {}) =>
  ({
    page: { base, product: base, title: more.title ?? 'A page', path: `${base}${score}` },
    score,
    computeFeatures: () => ({ coverage: 0.5, typedPage: 0.4, titlePrecision: 0.3, longestRun: 0.2, ...more.features }),
  }) as unknown as RankedPage

const makeEvidence = (pages: readonly RankedPage[], more: Partial<Evidence> = {}): Evidence => ({
  text: '',
  isPasted: false,
  untranslated: 0,
  isHalfLost: false,
  sequence: [],
  typed: 4,
  heaviest: 0.4,
  unknownIdentifiers: 0,
  unknownWords: [],
  pages,
  ...more,
})

const makeGuide = (base: string): ProductGuide => ({ base, product: base, title: 'User Guide' })
const makeNamed = (name: string, guides: readonly string[], indexed: readonly string[]): NamedGuides<ProductGuide> => ({
  product: { name, names: [parseProductName(name)], folders: [] },
  guides: guides.map(makeGuide),
  indexed: indexed.map(makeGuide),
})
const VAULT = makePage('/vault/', 9)
const FOLDERS = new Set(['/vault/', '/relay/'])
/** Two guides that are there, one of the same product as the first that is not, and another that is not. */
const WORDS = parseGuideWords(
  [
    '/vault/latest/ug/ /vault/ | 9 lock lock_object 3 object',
    '/relay/ | 3 object',
    '/vault/latest/admin/ | 9 audit',
    '/kiln/latest/ug/ | 9 temperatur glaze',
  ].join('\n'),
)
const KILN = makeNamed('Example Kiln', ['/kiln/'], [])

test.each<[string, CoverageName, Evidence, readonly NamedGuides<ProductGuide>[], number]>([
  [
    'a guide that is ahead of all others',
    'guideLead',
    makeEvidence([VAULT, makePage('/vault/', 8), makePage('/relay/', 6)]),
    [],
    3,
  ],
  ['one that is alone', 'guideLead', makeEvidence([VAULT, makePage('/vault/', 8)]), [], LARGEST_LEAD],
  ['no hit at all', 'guideLead', makeEvidence([]), [], 0],
  ['a product that is not there', 'lacking', makeEvidence([VAULT]), [KILN], 1],
  [
    'one of two that is not',
    'lacking',
    makeEvidence([VAULT]),
    [KILN, makeNamed('Vault', ['/vault/'], ['/vault/'])],
    0.5,
  ],
  ['a product that the title does not say', 'lackingAside', makeEvidence([VAULT]), [KILN], 1],
  [
    'one that it does',
    'lackingAside',
    makeEvidence([makePage('/vault/', 9, { title: 'Vault with example kilns' })]),
    [KILN],
    0,
  ],
  ['nothing that lacks', 'lackingAside', makeEvidence([VAULT]), [], 0],
  [
    'half of a product',
    'lackingGuides',
    makeEvidence([VAULT]),
    [makeNamed('Vault', ['/vault/', '/vault-api/'], ['/vault/'])],
    0.5,
  ],
  [
    'a first hit of what is named',
    'namedProduct',
    makeEvidence([VAULT]),
    [makeNamed('Vault', ['/vault/'], ['/vault/'])],
    1,
  ],
  ['one of something else', 'otherProduct', makeEvidence([VAULT]), [makeNamed('Relay', ['/relay/'], ['/relay/'])], 1],
  ['nothing named', 'otherProduct', makeEvidence([VAULT]), [], 0],
  ['a long question that is said', 'said', makeEvidence([VAULT]), [], 0.5 * Math.log1p(4)],
  [
    'two of ten hits of the product',
    'sameProduct',
    makeEvidence([VAULT, makePage('/vault/', 8), makePage('/relay/', 6)]),
    [],
    0.2,
  ],
  ['more words lost than are counted', 'untranslated', makeEvidence([VAULT], { untranslated: 9 }), [], 3],
  ['how far the first is ahead', 'lead', makeEvidence([VAULT, makePage('/vault/', 7)]), [], 2],
  ['one that is alone', 'lead', makeEvidence([VAULT]), [], LARGEST_LEAD],
  ['fewer than ten guides', 'indexedGuides', makeEvidence([VAULT]), [], Math.log(10)],
  // 6 of the 9 that "temperature" tells at most, with the 3 that nothing tells.
  ['words of a guide that is not there', 'absentGuide', makeEvidence([VAULT], { sequence: ['temperatur'] }), [], 6 / 9],
  [
    'words of the guide of the first hit',
    'firstGuide',
    makeEvidence([VAULT], { sequence: ['lock', 'object'] }),
    [],
    14 / 17,
  ],
  ['they are ahead of it', 'absentAhead', makeEvidence([VAULT], { sequence: ['temperatur', 'object'] }), [], 4 / 11],
  ['they mean the absent one most', 'absentMeantMost', makeEvidence([VAULT], { sequence: ['glaze'] }), [], 1],
  ['and not what is there', 'absentMeantMost', makeEvidence([VAULT], { sequence: ['lock', 'glaze'] }), [], 0],
  ['a guide whose words nobody knows', 'unknownGuide', makeEvidence([makePage('/new/', 9)]), [], 1],
  ['it is behind nothing', 'absentAhead', makeEvidence([makePage('/new/', 9)], { sequence: ['glaze'] }), [], 0],
  [
    'though something is meant',
    'absentBesideUnknown',
    makeEvidence([makePage('/new/', 9)], { sequence: ['glaze'] }),
    [],
    6 / 9,
  ],
  [
    'a guide of the China site',
    'firstGuide',
    makeEvidence([makePage('/aws-cn/vault/', 9)], { sequence: ['lock'] }),
    [],
    6 / 9,
  ],
  ['a paste', 'pasted', makeEvidence([VAULT], { isPasted: true }), [], 1],
])('%s: %s', (_, name, told, products, expected) => {
  expect(computeCoverageFeatures(told, products, FOLDERS, WORDS)[name]).toBeCloseTo(expected)
})

test('a Japanese question is told in English, word for word', () => {
  const sequence = (text: string) => findEvidence(parseQuery(text), [], []).sequence
  expect(sequence('ウェブ ACL の制限')).toEqual(['web', 'acl', 'limit'])
  expect(sequence('limits of a web ACL')).toEqual(parseQuery('limits of a web ACL').sequence)
})

test('of a Japanese question half of whose words have no English, that is told', () => {
  const isHalfLost = (text: string) => findEvidence(parseQuery(text), [], []).isHalfLost
  expect(isHalfLost('おいしいラーメン屋を教えて')).toBe(true)
  expect(isHalfLost('ウェブ ACL の制限')).toBe(false)
  expect(isHalfLost('flurbl')).toBe(false)
})

test('another guide of the same product that is not there is told from one of another product', () => {
  const first = makePage('/vault/latest/ug/', 9)
  const ahead = (word: string) =>
    computeCoverageFeatures(makeEvidence([first], { sequence: [word] }), [], FOLDERS, WORDS).absentBesideAhead
  expect(ahead('audit')).toBeCloseTo(6 / 9)
  expect(ahead('glaze')).toBe(0)
})

test('the words of a guide can be left out, and only they', () => {
  const fewer = listWithoutWords(WORDS, (folder) => folder.startsWith('/kiln/'))
  const features = computeCoverageFeatures(makeEvidence([VAULT], { sequence: ['glaze', 'lock'] }), [], FOLDERS, fewer)
  expect(features).toMatchObject({ absentGuide: 0, unknownGuide: 0 })
  expect(features.firstGuide).toBeCloseTo(6 / 9)
})

test('of a stem and of a pair every guide is told that lists it, with its weight there', () => {
  expect(WORDS.of.get('object')).toEqual([0, 2, 1, 2])
  expect(WORDS.of.get('lock object')).toEqual([0, 6])
  expect(WORDS.of.get('lock')).toEqual([0, 6])
  // Parts of what is listed, a weight, and what no query asks for.
  for (const term of ['loc', 'objec', 'audi', 'kiln', '9', '', 'lock_object'])
    expect(WORDS.of.get(term), term).toBeUndefined()
})

test('the words that come with the program know the guides of the catalog', () => {
  const known = new Set(loadGuideWords().guides.flat())
  expect(known).toContain('/lambda/latest/dg/')
  // Under a folder that it has moved to since.
  expect(known).toContain('/guardduty/latest/ug/')
})

test('pages are read as far as they tell something, and no further', () => {
  const read = (bases: readonly string[], scoreOf = (at: number) => 20 - at / 10) => {
    let count = 0
    const pages: Iterable<RankedPage> = {
      *[Symbol.iterator]() {
        for (const [at, base] of bases.entries()) {
          count += 1
          yield makePage(base, scoreOf(at))
        }
      },
    }
    findEvidence(parseQuery('a question'), [], pages)
    return count
  }
  const many = (count: number, base = '/vault/') => Array<string>(count).fill(base)
  expect(read([...many(3), '/relay/', ...many(20)])).toBe(10)
  // The first of another guide says how far the guide is ahead, unless it is further than is told.
  expect(read([...many(12), '/relay/', ...many(20)])).toBe(13)
  expect(read(many(40), (at) => 20 - at)).toBe(10)
  expect(read(many(40), (at) => 20 - at / 3)).toBe(17)
  expect(read(many(4))).toBe(4)
})
