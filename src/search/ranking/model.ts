// The ranking model: what `npm run train` learnt, read when the first query comes. A linear model: the same weights for every query, and for some kinds
// of query what is added to them.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { FirstPassWeights } from '../candidates/first-pass.ts'
import type { RankingWeights } from './features.ts'
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

/** Throws where a weight is no number. A feature without a weight counts nothing: NaN would order pages by chance. */
export function parseModel(json: unknown): RankingModel {
  const { firstPass, weights, byKind } = MODEL.parse(json)
  return {
    firstPass: withZeros<FirstPassWeights>(firstPass),
    weights: withZeros<RankingWeights>(weights),
    byKind: Object.fromEntries(
      QUERY_KINDS.map((kind) => [kind, withZeros<RankingWeights>(byKind[kind] ?? {})]),
    ) as RankingModel['byKind'],
  }
}

/** The weights for a query of these kinds. */
export function weightsFor({ weights, byKind }: RankingModel, kinds: readonly QueryKind[]): RankingWeights {
  if (kinds.length === 0) return weights
  const names = new Set([weights, ...kinds.map((kind) => byKind[kind])].flatMap((one) => Object.keys(one)))
  return withZeros(
    Object.fromEntries(
      [...names].map((name) => {
        const key = name as keyof RankingWeights
        return [name, kinds.reduce((sum, kind) => sum + byKind[kind][key], weights[key])]
      }),
    ),
  )
}

function withZeros<Weights extends object>(weights: Readonly<Record<string, number>>): Weights {
  return new Proxy(weights, { get: (own, name) => own[name as string] ?? 0 }) as Weights
}
