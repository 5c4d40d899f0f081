// What each feature counts for. Chosen on one half of the judged queries and reported on the other (scripts/tune-ranking.ts); docs/ranking.md says what
// each one brought.

export interface PageFeatures {
  /** Share of the query that stands somewhere on the page. */
  readonly page: number
  /** The same, each word counting more the more passages of the page hold it. */
  readonly repeated: number
  /** How much of the title the query says. */
  readonly titlePrecision: number
  /** How much of the query the title says. */
  readonly titleRecall: number
  /** The query is the title, word for word; less when the title stands in the query. */
  readonly exactTitle: number
  readonly identifierInTitle: number
  /** Share of the query that the page's description says. */
  readonly description: number
  /** How far the query's words belong to the page's guide. */
  readonly affinity: number
  /** Share of the query that the pages around it in the table of contents hold, in the mean. */
  readonly surroundings: number
  /** The query names the guide's product. */
  readonly product: number
  /** The query is the product's name and the page the first of its guide. */
  readonly welcome: number
  /** How many pages link to the page. */
  readonly inbound: number
  /** Share of the query that other pages say where they link to it. */
  readonly linkContext: number
  /** How long the page is: a long one says many words by chance. */
  readonly length: number
}

export interface PassageFeatures {
  /** BM25 of the passage's text. */
  readonly body: number
  /** Share of the query that the passage says, with its headings and the title. */
  readonly coverage: number
  readonly headingPrecision: number
  readonly headingRecall: number
  readonly exactHeading: number
  /** Neighbours in the query that are neighbours in the passage. */
  readonly order: number
  /** Runs of three query words in the passage. */
  readonly runs: number
  /** Whole identifiers of the query in the passage. */
  readonly identifiers: number
  /** The passage opens its page. */
  readonly opening: number
  /** Quoted phrases in the passage. */
  readonly phrase: number
}

export type RankingFeatures = PageFeatures & PassageFeatures
export type RankingWeights = RankingFeatures

export const RANKING_WEIGHTS: RankingWeights = {
  page: 0.3,
  repeated: 0.6,
  titlePrecision: 0.5,
  titleRecall: 0.5,
  exactTitle: 1.5,
  identifierInTitle: 0.6,
  description: 0.8,
  affinity: 0.2,
  surroundings: 0.25,
  product: 0.2,
  welcome: 2,
  inbound: 0.5,
  linkContext: 0.8,
  length: -0.3,
  body: 1,
  coverage: 0.8,
  headingPrecision: 0.25,
  headingRecall: 0.25,
  exactHeading: 0.6,
  order: 0.6,
  runs: 0.5,
  identifiers: 0.8,
  opening: 0.05,
  phrase: 1,
}

/** Features that are left out count nothing. */
export function weigh(features: Partial<RankingFeatures>, weights: RankingWeights): number {
  let score = 0
  for (const name in features) {
    const key = name as keyof RankingFeatures
    score += (features[key] ?? 0) * weights[key]
  }
  return score
}
