// Why a hit stands where it does: each feature's value, its weight, and what the two make. Pure.

import type { SearchHit } from '../results/search-hit.ts'
import type { RankingFeatures } from './features.ts'

export interface FeatureShare {
  readonly name: keyof RankingFeatures
  readonly value: number
  readonly weight: number
  /** value × weight: what it adds to the score. */
  readonly adds: number
}

/** Features that say something about the hit, the one that adds most first. */
export function explainHit({ features, weights }: Pick<SearchHit, 'features' | 'weights'>): FeatureShare[] {
  return (Object.keys(features) as (keyof RankingFeatures)[])
    .map((name) => ({
      name,
      value: features[name],
      weight: weights[name],
      adds: features[name] * weights[name],
    }))
    .filter(({ adds }) => adds !== 0)
    .sort((a, b) => b.adds - a.adds)
}
