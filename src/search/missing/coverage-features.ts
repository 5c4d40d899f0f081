// What tells whether the first hit answers, as numbers. What each counts for is learnt: data/coverage-model.json. Pure.

import { type Evidence, LARGEST_LEAD } from './evidence.ts'
import { type GuideWords, loadGuideWords } from './guide-words.ts'
import type { GuidesByProduct, ProductGuide } from './guides-of-product.ts'
import { joinName, type KnownProduct } from './known-products.ts'
import { findMeantGuides } from './meant-guides.ts'
import { findNamedProducts } from './named-products.ts'
import { findWrittenTerms, loadProductTerms } from './product-terms.ts'

export const COVERAGE_NAMES = [
  'bias',
  'guideLead',
  'lacking',
  'lackingAside',
  'lackingGuides',
  'namedProduct',
  'otherProduct',
  'said',
  'typed',
  'heaviest',
  'typedPage',
  'titlePrecision',
  'longestRun',
  'sameProduct',
  'unknownIdentifiers',
  'untranslated',
  'pasted',
  'score',
  'lead',
  'leadOfTen',
  'indexedGuides',
  'absentGuide',
  'firstGuide',
  'absentAhead',
  'absentBesideAhead',
  'absentMeantMost',
  'absentMeantMore',
  'absentChance',
  'firstChance',
  'unknownGuide',
  'absentBesideUnknown',
] as const
export type CoverageName = (typeof COVERAGE_NAMES)[number]
export type CoverageFeatures = Readonly<Record<CoverageName, number>>

export interface NamedGuides<Guide extends ProductGuide> {
  readonly product: KnownProduct
  /** All that are known, and those of them that are in the index. */
  readonly guides: readonly Guide[]
  readonly indexed: readonly Guide[]
}

/** The products that the text names, with their guides. */
export function findNamedGuides<Guide extends ProductGuide>(
  text: string,
  known: GuidesByProduct<Guide>,
  isIndexed: (guide: Guide) => boolean,
): NamedGuides<Guide>[] {
  return findNamedProducts(text, known.products).map(({ product }) => {
    const guides = known.listGuides(product)
    return { product, guides, indexed: guides.filter(isIndexed) }
  })
}

const FIRST_HITS = 10
/** Fewer or more were not learnt from. */
const FEWEST_GUIDES = 10
const MOST_GUIDES = 200
/** Less likely says no more. */
const LEAST_CHANCE = 0.01
const MOST_UNTRANSLATED = 3

export function computeCoverageFeatures(
  { pages, text, sequence, typed, heaviest, unknownIdentifiers, untranslated, isPasted }: Evidence,
  named: readonly NamedGuides<ProductGuide>[],
  /** Of the index (guide-knowledge.ts). */
  folders: ReadonlySet<string>,
  words: GuideWords = loadGuideWords(),
): CoverageFeatures {
  const [first] = pages
  const features = first?.computeFeatures()
  const others = pages.filter(({ page }) => page.base !== first?.page.base)
  const lead = first === undefined ? 0 : first.score - (others[0]?.score ?? Number.NEGATIVE_INFINITY)
  const lacking = named.filter(({ indexed }) => indexed.length === 0)
  const there = named.filter(({ indexed }) => indexed.length > 0)
  const bases = new Set(there.flatMap(({ indexed }) => indexed.map(({ base }) => base)))
  const title = joinName(first?.page.title ?? '')
  const isInTitle = lacking.some(({ product }) =>
    product.names.some(({ joined }) => joined.length > 1 && title.includes(joined)),
  )
  const isNamed = first !== undefined && bases.has(first.page.base)
  const isSame = ({ page }: (typeof pages)[number]) => page.product === first?.page.product
  const meant = findMeantGuides(sequence, first?.page.base, words, folders, findWrittenTerms(text, loadProductTerms()))
  const { absent, absentChance, isFirstKnown } = meant
  const keepIfKnown = (value: number) => (isFirstKnown ? value : 0)
  const scores = pages.slice(0, FIRST_HITS).map(({ score }) => score)
  const [score = 0, next = score - LARGEST_LEAD] = scores
  return {
    bias: 1,
    // How far the guide of the first hit is ahead of all others.
    guideLead: Math.min(LARGEST_LEAD, lead),
    // Share of the named products of which no guide is in the index.
    lacking: lacking.length / Math.max(1, named.length),
    // One is lacking, and the first hit's title does not say its name either.
    lackingAside: lacking.length > 0 && !isInTitle ? 1 : 0,
    // Share of the guides of a named product that are not in the index, though others of it are.
    lackingGuides: Math.max(0, ...there.map(({ guides, indexed }) => 1 - indexed.length / guides.length)),
    namedProduct: isNamed ? 1 : 0,
    otherProduct: there.length > 0 && !isNamed ? 1 : 0,
    // A long question that is said whole is hardly said by chance.
    said: (features?.coverage ?? 0) * Math.log1p(typed),
    typed: Math.log1p(typed),
    heaviest,
    typedPage: features?.typedPage ?? 0,
    titlePrecision: features?.titlePrecision ?? 0,
    longestRun: features?.longestRun ?? 0,
    sameProduct: pages.slice(0, FIRST_HITS).filter(isSame).length / FIRST_HITS,
    unknownIdentifiers,
    untranslated: Math.min(MOST_UNTRANSLATED, untranslated),
    pasted: isPasted ? 1 : 0,
    score,
    // Before the next page, of whatever guide, and before the first ten on the average.
    lead: first === undefined ? 0 : score - next,
    leadOfTen: first === undefined ? 0 : score - scores.reduce((sum, one) => sum + one, 0) / scores.length,
    indexedGuides: Math.log(Math.min(MOST_GUIDES, Math.max(FEWEST_GUIDES, folders.size))),
    // By what guides are about (guide-words.ts): one that is not there, and that of the first hit.
    absentGuide: absent,
    firstGuide: meant.first,
    absentAhead: keepIfKnown(absent - meant.first),
    absentBesideAhead: keepIfKnown(meant.absentBeside - meant.first),
    absentMeantMost: absent > meant.indexed ? 1 : 0,
    absentMeantMore: isFirstKnown && absent > meant.first ? 1 : 0,
    absentChance,
    firstChance: keepIfKnown(Math.log(Math.max(LEAST_CHANCE, meant.firstChance))),
    unknownGuide: isFirstKnown ? 0 : 1,
    absentBesideUnknown: isFirstKnown ? 0 : absent,
  }
}
