// What one walk over the doclists tells of a page, as numbers between about 0 and 2, and the score that chooses candidates by it. Pure.

import { MOST_INBOUND } from '../../store/page-facts.ts'

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
  /** The page is in another language than the query. */
  readonly translated: number
  /** How many pages link to the page, logarithm. */
  readonly inbound: number
  /** How long the page is, logarithm: a long one says many words by chance. */
  readonly pageLength: number
}

export type FirstPassWeights = Readonly<Record<keyof FirstPass, number>>

const LONG_PAGE = 6000

export function logOfLinks(links: number): number {
  return Math.log1p(links) / Math.log1p(MOST_INBOUND)
}

/** 1 for a page of LONG_PAGE terms. */
export function logOfLength(terms: number): number {
  return Math.log1p(terms) / Math.log1p(LONG_PAGE)
}

export function firstPassScore(page: FirstPass, weights: FirstPassWeights): number {
  return (
    page.passage * weights.passage +
    page.nextPassage * weights.nextPassage +
    page.openingPassage * weights.openingPassage +
    page.pageBm25 * weights.pageBm25 +
    page.titleWords * weights.titleWords +
    page.anchorText * weights.anchorText +
    page.page * weights.page +
    page.affinity * weights.affinity +
    page.product * weights.product +
    page.translated * weights.translated +
    page.inbound * weights.inbound +
    page.pageLength * weights.pageLength
  )
}
