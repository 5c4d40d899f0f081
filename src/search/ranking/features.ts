// What the ranker knows of a page and its best passage, by name. What each counts for is learnt:
// data/ranking-model.json.

import { FIRST_PASS_NAMES, type FirstPass } from '../candidates/first-pass.ts'

/** Of the page as a whole. */
export interface PageFeatures extends FirstPass {
  /** BM25 of the page by the words that the reader wrote: what the thesaurus adds may be wrong. */
  readonly typedPage: number
  /**
   * Share of the typed words that stand on the page, in its product's name, in its chapter's title, or where others
   * link to it.
   */
  readonly known: number
  /**
   * The query names the guide's product, and with how much of it: "lambda timeout" is about Lambda, a long question may
   * only mention it.
   */
  readonly productShare: number
  /** Share of the typed words in the titles of the chapters around the page. */
  readonly breadcrumb: number
  /** … in the page's file name. */
  readonly fileName: number
  /** … in the product's name. */
  readonly productWords: number
  /** How much of the title the query says. */
  readonly titlePrecision: number
  /** The same, each word of the title counting as much as it tells. */
  readonly titleFocus: number
  /** Words of the title, logarithm. */
  readonly titleLength: number
  /** The query is the title, word for word; less when the title stands in the query. */
  readonly exactTitle: number
  /** Share of the query that the page's description says. */
  readonly description: number
  /** The query is the product's name and the page the first of its guide. */
  readonly landingPage: number
  /** By its title the page is about quotas, and the query asks how much or how many. */
  readonly quotasAsked: number
  readonly quotas: number
  /** By its title the page is about prices or what is billed, and the query asks for that. */
  readonly costAsked: number
  /** A document history or release notes. */
  readonly history: number
  /** "What is …". */
  readonly overview: number
  /** Likely pages link to it, or it to them (candidate-links.ts). */
  readonly linkedFrom: number
  readonly linksTo: number
  /** A product that the query names is the guide's, by all the names that products are known by. */
  readonly namedGuide: number
  /** … by what programs call it, and the query is no paste (there it is `printedGuide`). */
  readonly codedGuide: number
  /** Share of the typed words in the page's title and headings and the titles around it. */
  readonly headingWords: number
  /** Share of the numbers of the query, of three digits and more, that stand on the page. */
  readonly numbers: number
  /** An identifier of the query is the page's file name. */
  readonly identifierName: number
  /** The query is a paste: `titlePrecision` once more. */
  readonly pastedTitle: number
  /** By its title the page is about errors, and the query asks why something fails. */
  readonly troubleAsked: number
  /** By its own word of an earlier version, where the query asks for none. */
  readonly superseded: number
  /** An action or a type of an API. */
  readonly apiReference: number
  /** By how long the query is, `pageBm25` and `anchorText` once more. */
  readonly broadBm25: number
  readonly broadAnchor: number
  /** By how much the query is a topic and no question, `pageLength`, `inbound`, `linksTo` and `overview` once more. */
  readonly briefLength: number
  readonly briefInbound: number
  readonly briefLinks: number
  readonly briefOverview: number
}

export interface PassageFeatures {
  /** BM25 of the passage's text. */
  readonly body: number
  /** Share of the query that the passage says, with its headings and the title. */
  readonly coverage: number
  readonly headingPrecision: number
  readonly exactHeading: number
  /** Neighbours in the query that are neighbours in the passage. */
  readonly order: number
  /** The longest run of query words in the passage. */
  readonly longestRun: number
  /** Whole identifiers of the query in the passage. */
  readonly identifiers: number
  /** Quoted phrases in the passage. */
  readonly phrase: number
}

/** Of the passage that the page is ranked by. */
export interface FormFeatures {
  /** Share of the query's words that it says in the same form. */
  readonly wordForms: number
}

export type RankingFeatures = PageFeatures & PassageFeatures & FormFeatures
export type RankingWeights = Readonly<Record<keyof RankingFeatures, number>>

export const PASSAGE_NAMES = [
  'body',
  'coverage',
  'headingPrecision',
  'exactHeading',
  'order',
  'longestRun',
  'identifiers',
  'phrase',
] as const satisfies readonly (keyof PassageFeatures)[]

export const FEATURE_NAMES: readonly (keyof RankingFeatures)[] = [
  ...FIRST_PASS_NAMES,
  'typedPage',
  'known',
  'productShare',
  'breadcrumb',
  'fileName',
  'productWords',
  'titlePrecision',
  'titleFocus',
  'titleLength',
  'exactTitle',
  'description',
  'landingPage',
  'quotasAsked',
  'quotas',
  'costAsked',
  'history',
  'overview',
  'linkedFrom',
  'linksTo',
  'namedGuide',
  'codedGuide',
  'headingWords',
  'numbers',
  'identifierName',
  'pastedTitle',
  'troubleAsked',
  'superseded',
  'apiReference',
  'broadBm25',
  'broadAnchor',
  'briefLength',
  'briefInbound',
  'briefLinks',
  'briefOverview',
  ...PASSAGE_NAMES,
  'wordForms',
]

/** Features that are left out count nothing; `score` is what others have counted before. */
export function weigh(features: Partial<RankingFeatures>, weights: RankingWeights, score = 0): number {
  let sum = score
  for (const name in features) {
    const key = name as keyof RankingFeatures
    sum += (features[key] ?? 0) * weights[key]
  }
  return sum
}
