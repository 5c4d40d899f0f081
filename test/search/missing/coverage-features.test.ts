// What tells whether the first hit answers, feature by feature.

import { expect, test } from 'vitest'
import { type CoverageName, coverageFeatures, type NamedGuides } from '../../../src/search/missing/coverage-features.ts'
import { type Evidence, evidenceOf, LARGEST_LEAD } from '../../../src/search/missing/evidence.ts'
import type { ProductGuide } from '../../../src/search/missing/guides-of-product.ts'
import { productName } from '../../../src/search/missing/known-products.ts'
import { parseQuery } from '../../../src/search/parse-query.ts'
import type { RankedPage } from '../../../src/search/rank-pages.ts'

const page = (base: string, score: number, more: { title?: string; features?: object } = {}) =>
  ({
    page: { base, product: base, title: more.title ?? 'A page', path: `${base}${score}` },
    score,
    features: () => ({ coverage: 0.5, typedPage: 0.4, titlePrecision: 0.3, longestRun: 0.2, ...more.features }),
  }) as unknown as RankedPage

const evidence = (pages: readonly RankedPage[], more: Partial<Evidence> = {}): Evidence => ({
  text: '',
  isPasted: false,
  untranslated: 0,
  typed: 4,
  heaviest: 0.4,
  unknownIdentifiers: 0,
  unknownWords: [],
  pages,
  ...more,
})

const guide = (base: string): ProductGuide => ({ base, product: base, title: 'User Guide' })
const named = (name: string, guides: readonly string[], indexed: readonly string[]): NamedGuides<ProductGuide> => ({
  product: { name, names: [productName(name)], folders: [] },
  guides: guides.map(guide),
  indexed: indexed.map(guide),
})
const VAULT = page('/vault/', 9)
const KILN = named('Example Kiln', ['/kiln/'], [])

test.each<[string, CoverageName, Evidence, readonly NamedGuides<ProductGuide>[], number]>([
  [
    'a guide that is ahead of all others',
    'guideLead',
    evidence([VAULT, page('/vault/', 8), page('/relay/', 6)]),
    [],
    3,
  ],
  ['one that is alone', 'guideLead', evidence([VAULT, page('/vault/', 8)]), [], LARGEST_LEAD],
  ['no hit at all', 'guideLead', evidence([]), [], 0],
  ['a product that is not there', 'lacking', evidence([VAULT]), [KILN], 1],
  ['one of two that is not', 'lacking', evidence([VAULT]), [KILN, named('Vault', ['/vault/'], ['/vault/'])], 0.5],
  ['a product that the title does not say', 'lackingAside', evidence([VAULT]), [KILN], 1],
  [
    'one that it does',
    'lackingAside',
    evidence([page('/vault/', 9, { title: 'Vault with example kilns' })]),
    [KILN],
    0,
  ],
  ['nothing that lacks', 'lackingAside', evidence([VAULT]), [], 0],
  [
    'half of a product',
    'lackingGuides',
    evidence([VAULT]),
    [named('Vault', ['/vault/', '/vault-api/'], ['/vault/'])],
    0.5,
  ],
  ['a first hit of what is named', 'namedProduct', evidence([VAULT]), [named('Vault', ['/vault/'], ['/vault/'])], 1],
  ['one of something else', 'otherProduct', evidence([VAULT]), [named('Relay', ['/relay/'], ['/relay/'])], 1],
  ['nothing named', 'otherProduct', evidence([VAULT]), [], 0],
  ['a long question that is said', 'said', evidence([VAULT]), [], 0.5 * Math.log1p(4)],
  ['two of ten hits of the product', 'sameProduct', evidence([VAULT, page('/vault/', 8), page('/relay/', 6)]), [], 0.2],
  ['more words lost than are counted', 'untranslated', evidence([VAULT], { untranslated: 9 }), [], 3],
  ['a paste', 'pasted', evidence([VAULT], { isPasted: true }), [], 1],
])('%s: %s', (_, name, told, products, expected) => {
  expect(coverageFeatures(told, products)[name]).toBeCloseTo(expected)
})

test('pages are read as far as they tell something, and no further', () => {
  const read = (bases: readonly string[], scoreOf = (at: number) => 20 - at / 10) => {
    let count = 0
    const pages: Iterable<RankedPage> = {
      *[Symbol.iterator]() {
        for (const [at, base] of bases.entries()) {
          count += 1
          yield page(base, scoreOf(at))
        }
      },
    }
    evidenceOf(parseQuery('a question'), [], pages)
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
