// What one walk over the doclists tells of a page, as numbers between about 0 and 2, and the score that chooses
// candidates by it. Pure.

import { MOST_INBOUND } from '../../store/pages/page-facts.ts'

export interface FirstPass {
  /** BM25 of the best passage. */
  readonly passage: number
  /** BM25 of the next best. */
  readonly nextPassage: number
  /** BM25 of the passage that opens the page. */
  readonly openingPassage: number
  /** BM25 of the whole page, its title counting more. */
  readonly pageBm25: number
  /** Share of the query that stands in the title. */
  readonly titleWords: number
  /** Share of the query that other pages say where they link to it; in how many of them counts. */
  readonly anchorText: number
  /** Share of the query that stands somewhere on the page. */
  readonly page: number
  /** How far the query's words belong to the page's guide, by where their passages stand. */
  readonly affinity: number
  /** The query names the guide's product; less when it names another by more words. */
  readonly product: number
  /**
   * The query is a paste, and the guide's product is printed in it by what programs call it (named-guides.ts); half for
   * one that is printed by the way.
   */
  readonly printedGuide: number
  /** The page is in another language than the query. */
  readonly translated: number
  /** Share of the query that the label of one item, row or section of the page says (asked-labels.ts). */
  readonly label: number
  /** How many pages link to the page, logarithm. */
  readonly inbound: number
  /** How long the page is, logarithm: a long one says many words by chance. */
  readonly pageLength: number
}

export type FirstPassWeights = Readonly<Record<keyof FirstPass, number>>

export const FIRST_PASS_NAMES = [
  'passage',
  'nextPassage',
  'openingPassage',
  'pageBm25',
  'titleWords',
  'anchorText',
  'page',
  'affinity',
  'product',
  'printedGuide',
  'translated',
  'label',
  'inbound',
  'pageLength',
] as const satisfies readonly (keyof FirstPass)[]

const LONG_PAGE = 6000

export function scaleLinks(links: number): number {
  return Math.log1p(links) / Math.log1p(MOST_INBOUND)
}

/** 1 for a page of LONG_PAGE terms. */
export function scaleLength(terms: number): number {
  return Math.log1p(terms) / Math.log1p(LONG_PAGE)
}

export function scoreFirstPass(page: FirstPass, weights: FirstPassWeights): number {
  let score = 0
  for (const name of FIRST_PASS_NAMES) score += page[name] * weights[name]
  return score
}
