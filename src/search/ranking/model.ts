// The ranking model: what `npm run train` learnt, read when the first query comes. A linear model: the same weights for every query, and for some kinds
// of query what is added to them.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FIRST_PASS_NAMES, type FirstPass, type FirstPassWeights } from '../candidates/first-pass.ts'
import { FEATURE_NAMES, type RankingFeatures, type RankingWeights } from './features.ts'
import { QUERY_KINDS, type QueryKind } from './query-kind.ts'

export interface RankingModel {
  /** What chooses candidates. */
  readonly firstPass: FirstPassWeights
  /** What orders them. */
  readonly weights: RankingWeights
  /** What is added for queries of a kind. */
  readonly byKind: Readonly<Record<QueryKind, RankingWeights>>
}

const FILE = new URL('../../../data/ranking-model.json', import.meta.url)

const WEIGHTS = z.record(z.string(), z.number())
const MODEL = z.object({
  firstPass: WEIGHTS,
  weights: WEIGHTS,
  byKind: z.object(Object.fromEntries(QUERY_KINDS.map((kind) => [kind, WEIGHTS]))),
})

let model: RankingModel | undefined

export function rankingModel(): RankingModel {
  model ??= parseModel(JSON.parse(readFileSync(FILE, 'utf8')))
  return model
}

/** Throws where a weight is no number, or of no feature. A feature without a weight counts nothing. */
export function parseModel(json: unknown): RankingModel {
  const { firstPass, weights, byKind } = MODEL.parse(json)
  return {
    firstPass: complete<keyof FirstPass>(firstPass, FIRST_PASS_NAMES),
    weights: complete<keyof RankingFeatures>(weights, FEATURE_NAMES),
    byKind: Object.fromEntries(
      QUERY_KINDS.map((kind) => [kind, complete<keyof RankingFeatures>(byKind[kind] ?? {}, FEATURE_NAMES)]),
    ) as RankingModel['byKind'],
  }
}

/** The weights for a query of these kinds. */
export function weightsFor({ weights, byKind }: RankingModel, kinds: readonly QueryKind[]): RankingWeights {
  if (kinds.length === 0) return weights
  const sumOf = (name: keyof RankingFeatures) => kinds.reduce((sum, kind) => sum + byKind[kind][name], weights[name])
  return Object.fromEntries(FEATURE_NAMES.map((name) => [name, sumOf(name)])) as unknown as RankingWeights
}

// A weight of a feature that there is not is of another version's model.
function complete<Name extends string>(
  given: Readonly<Record<string, number>>,
  names: readonly Name[],
): Record<Name, number> {
  const unknown = Object.keys(given).filter((name) => !(names as readonly string[]).includes(name))
  if (unknown.length > 0)
    throw new Error(`The ranking model has weights for features that there are not: ${unknown.join(', ')}.`)
  return Object.fromEntries(names.map((name) => [name, given[name] ?? 0])) as Record<Name, number>
}
