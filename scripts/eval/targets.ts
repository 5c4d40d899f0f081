// What search must reach on the judged queries: floors, not the goal.

import type { QueryResult, Scores } from './judged-queries.ts'

export interface Target {
  readonly name: string
  readonly set: 'dev-en' | 'dev-ja'
  /** All kinds when left out. */
  readonly kind?: string
  readonly floor: Pick<Scores, 'any1' | 'hit5' | 'mrr10'>
}

export const TARGETS: readonly Target[] = [
  { name: 'dev-en, all', set: 'dev-en', floor: { any1: 0.74, hit5: 0.9, mrr10: 0.81 } },
  { name: 'natural', set: 'dev-en', kind: 'natural', floor: { any1: 0.5, hit5: 0.72, mrr10: 0.6 } },
  { name: 'identifier', set: 'dev-en', kind: 'identifier', floor: { any1: 0.95, hit5: 1, mrr10: 0.97 } },
  { name: 'error', set: 'dev-en', kind: 'error', floor: { any1: 0.9, hit5: 1, mrr10: 0.95 } },
  { name: 'quota', set: 'dev-en', kind: 'quota', floor: { any1: 0.6, hit5: 0.9, mrr10: 0.72 } },
  { name: 'dev-ja, all', set: 'dev-ja', floor: { any1: 0.7, hit5: 0.9, mrr10: 0.78 } },
  { name: 'mixed', set: 'dev-ja', kind: 'mixed', floor: { any1: 0.55, hit5: 0.85, mrr10: 0.68 } },
]

export function resultsOf(
  { set, kind }: Pick<Target, 'set' | 'kind'>,
  results: readonly QueryResult[],
): readonly QueryResult[] {
  return results.filter(({ query }) => query.query_id.startsWith(set) && (kind === undefined || query.kind === kind))
}
