// Between the ranking model and the numbers that are fitted: one weight a feature, and behind them those that are added for each kind of query.

import type { RankingFeatures } from '../../src/search/ranking/features.ts'
import { QUERY_KINDS, type QueryKind } from '../../src/search/ranking/query-kind.ts'
import type { List } from './listwise-fit.ts'
import type { Example } from './ranking-examples.ts'

export type FeatureName = keyof RankingFeatures

export interface Layout {
  readonly names: readonly FeatureName[]
  readonly kinds: readonly QueryKind[]
}

export function layoutOf(examples: readonly Example[], names?: readonly FeatureName[]): Layout {
  const first = examples.flatMap(({ candidates }) => candidates)[0]
  return { names: names ?? (Object.keys(first?.features ?? {}) as FeatureName[]), kinds: names ? [] : QUERY_KINDS }
}

/** A grade of 1 answers too, and less: half as good to have first. */
const GAINS = [0, 0.5, 1] as const

export function listOf({ candidates }: Example, { names, kinds: all }: Layout): List {
  return candidates.map(({ features, kinds, grade }) => ({
    values: Float64Array.from(names, (name) => features[name]),
    blocks: [0, ...all.flatMap((kind, nth) => (kinds.includes(kind) ? [nth + 1] : []))],
    gain: GAINS[grade] ?? 0,
  }))
}

/** Standard deviation of each feature over all candidates; the same for what a kind adds to it. */
export function scaleOf(lists: readonly List[], { names, kinds }: Layout): Float64Array {
  const count = lists.reduce((sum, list) => sum + list.length, 0)
  const sums = new Float64Array(names.length)
  const squares = new Float64Array(names.length)
  for (const { values } of lists.flat()) {
    for (let at = 0; at < names.length; at++) {
      const value = values[at] ?? 0
      sums[at] = (sums[at] ?? 0) + value
      squares[at] = (squares[at] ?? 0) + value * value
    }
  }
  const deviation = (at: number) => {
    const mean = (sums[at] ?? 0) / count
    return Math.sqrt(Math.max(0, (squares[at] ?? 0) / count - mean * mean)) || 1
  }
  return Float64Array.from({ length: names.length * (kinds.length + 1) }, (_, at) => deviation(at % names.length))
}

export type NamedWeights = Record<string, number>

/** Rounded to three places, which changes no order that means anything. */
export function toNamed(
  weights: Float64Array,
  { names, kinds }: Layout,
): { weights: NamedWeights; byKind: NamedWeights[] } {
  const part = (nth: number) =>
    Object.fromEntries(
      names.flatMap((name, at) => {
        const value = Math.round((weights[nth * names.length + at] ?? 0) * 1000) / 1000
        return value === 0 ? [] : [[name, value]]
      }),
    )
  return { weights: part(0), byKind: kinds.map((_, nth) => part(nth + 1)) }
}
