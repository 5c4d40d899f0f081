// What each feature counts for. Chosen on one half of the judged queries and reported on the other (scripts/tune-ranking.ts); docs/ranking.md says what
// each one brought.

export interface RankingWeights {
  /** BM25 of the passage's text. */
  readonly body: number
  /** Share of the query that the passage holds. */
  readonly coverage: number
  /** Share of the query that stands somewhere on the page. */
  readonly page: number
  /** How much of the title the query says. */
  readonly titlePrecision: number
  /** How much of the query the title says. */
  readonly titleRecall: number
  readonly headingPrecision: number
  readonly headingRecall: number
  /** The query is the title, or the heading, word for word. */
  readonly exactTitle: number
  readonly exactHeading: number
  /** Neighbours in the query that are neighbours in the passage. */
  readonly order: number
  /** Runs of three query words in the passage. */
  readonly runs: number
  /** Whole identifiers of the query in the passage. */
  readonly identifiers: number
  readonly identifierInTitle: number
  /** How far the query's words belong to the page's guide. */
  readonly affinity: number
  /** Share of the query that the page's passages hold again and again. */
  readonly repeated: number
  /** Share of the query that the page's description says. */
  readonly description: number
  /** How many pages link to the page. */
  readonly inbound: number
  /** How long the page is: a long one says many words by chance. */
  readonly length: number
  /** The passage opens its page. */
  readonly opening: number
  readonly phrase: number
}

export const RANKING_WEIGHTS: RankingWeights = {
  body: 1,
  coverage: 0.8,
  page: 0.6,
  titlePrecision: 0.5,
  titleRecall: 0.5,
  headingPrecision: 0.25,
  headingRecall: 0.25,
  exactTitle: 1.5,
  exactHeading: 0.6,
  order: 0.6,
  runs: 0.5,
  identifiers: 0.8,
  identifierInTitle: 0.6,
  affinity: 0.2,
  repeated: 0.6,
  description: 0.6,
  inbound: 0.5,
  length: -0.3,
  opening: 0.05,
  phrase: 1,
}

export type RankingFeatures = { readonly [Name in keyof RankingWeights]: number }

export const NO_FEATURES: RankingFeatures = {
  body: 0,
  coverage: 0,
  page: 0,
  titlePrecision: 0,
  titleRecall: 0,
  headingPrecision: 0,
  headingRecall: 0,
  exactTitle: 0,
  exactHeading: 0,
  order: 0,
  runs: 0,
  identifiers: 0,
  identifierInTitle: 0,
  affinity: 0,
  repeated: 0,
  description: 0,
  inbound: 0,
  length: 0,
  opening: 0,
  phrase: 0,
}

export function weigh(features: RankingFeatures, weights: RankingWeights): number {
  let score = 0
  for (const name of Object.keys(NO_FEATURES) as (keyof RankingWeights)[]) score += features[name] * weights[name]
  return score
}
