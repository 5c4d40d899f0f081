// Between the ranking model and the numbers that are fitted.

import type { RankingFeatures } from '../../src/search/ranking/features.ts'
import type { List } from './listwise-fit.ts'
import type { Example } from './ranking-examples.ts'

export type FeatureName = keyof RankingFeatures

/** A grade of 1 answers too, and is half as good to have first. */
const GAINS = [0, 0.5, 1] as const

export function listOf({ candidates }: Example, names: readonly FeatureName[]): List {
  return candidates.map(({ features, grade }) => ({
    values: Float64Array.from(names, (name) => features[name]),
    gain: GAINS[grade] ?? 0,
  }))
}

/** Standard deviation of each feature over all candidates. */
export function scaleOf(lists: readonly List[], names: readonly FeatureName[]): Float64Array {
  const rows = lists.flat()
  return Float64Array.from(names, (_, at) => {
    const mean = rows.reduce((sum, { values }) => sum + (values[at] ?? 0), 0) / rows.length
    const square = rows.reduce((sum, { values }) => sum + ((values[at] ?? 0) - mean) ** 2, 0) / rows.length
    return Math.sqrt(square) || 1
  })
}

/** Rounded to three places, which changes no order that means anything. */
export function toNamed(weights: ArrayLike<number>, names: readonly FeatureName[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const value = Math.round((weights[at] ?? 0) * 1000) / 1000
      return value === 0 ? [] : [[name, value]]
    }),
  )
}
