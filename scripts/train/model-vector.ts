// Between the ranking model and the numbers that are fitted.

import type { RankingFeatures } from '../../src/search/ranking/features.ts'
import type { List } from './listwise-fit.ts'
import type { Example } from './ranking-examples.ts'

export type FeatureName = keyof RankingFeatures

/** A grade of 1 answers too, and is half as good to have first. */
const GAINS = [0, 0.5, 1] as const

export interface Layout {
  readonly names: readonly FeatureName[]
  /** Whether each name has a second weight, for few guides, behind the first. */
  readonly hasFewGuides: boolean
}

export function toList({ candidates, fewness }: Example, { names, hasFewGuides }: Layout): List {
  return candidates.map(({ features, grade }) => ({
    values: Float64Array.from([
      ...names.map((name) => features[name]),
      ...(hasFewGuides ? names.map((name) => fewness * features[name]) : []),
    ]),
    gain: GAINS[grade] ?? 0,
  }))
}

/** Standard deviation of each feature over all candidates. */
export function computeScale(lists: readonly List[], { names, hasFewGuides }: Layout): Float64Array {
  const rows = lists.flat()
  const own = names.map((_, at) => {
    const mean = rows.reduce((sum, { values }) => sum + (values[at] ?? 0), 0) / rows.length
    const square = rows.reduce((sum, { values }) => sum + ((values[at] ?? 0) - mean) ** 2, 0) / rows.length
    return Math.sqrt(square) || 1
  })
  // A difference costs as much as the weight itself.
  return Float64Array.from(hasFewGuides ? [...own, ...own] : own)
}

/** Rounded to three places, which changes no order that means anything. */
export function toNamed(weights: ArrayLike<number>, names: readonly FeatureName[], from = 0): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const value = Math.round((weights[from + at] ?? 0) * 1000) / 1000
      return value === 0 ? [] : [[name, value]]
    }),
  )
}
