// The three sizes that are measured, the queries that are asked at each, and the targets. The first two are real pages;
// the third is the second one's guides four times over (grow-index.ts), so that every word of a query stands in four
// times as many pages as it would among other guides.

import { SCALE_SETS, type SetName, TEN_GUIDE_SETS } from '../eval/judged-queries.ts'
import { CACHE_FOLDER, harvestReplicaIndex } from '../eval/replica-index.ts'
import { growIndex } from './grow-index.ts'

export interface BenchSize {
  readonly name: string
  readonly sets: readonly SetName[]
  readonly indexFile: () => Promise<string>
  /** Most milliseconds of a warm search. */
  readonly most: { readonly p50?: number; readonly p95?: number }
}

export const SIZES: readonly BenchSize[] = [
  { name: 'ten', sets: TEN_GUIDE_SETS, indexFile: () => harvestReplicaIndex('site'), most: { p50: 5 } },
  { name: 'scale', sets: SCALE_SETS, indexFile: () => harvestReplicaIndex('scale'), most: { p50: 12, p95: 40 } },
  {
    name: 'grown',
    sets: SCALE_SETS,
    indexFile: async () => growIndex(await harvestReplicaIndex('scale'), 4, CACHE_FOLDER),
    most: { p95: 100 },
  },
]
