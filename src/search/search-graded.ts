// A search whose answer says how good it is.

import type { Coverage } from '../core/model/coverage.ts'
import type { UnknownFilter } from '../core/model/unknown-filter.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import type { ScopeFilter } from './candidates/search-scope.ts'
import { findFilterLacks } from './missing/filter-lacks.ts'
import { type GradingContext, removeRepeats } from './missing/find-lacks.ts'
import { gradeAnswer } from './missing/grade-answer.ts'
import { findUnknownFilters } from './missing/unknown-filters.ts'
import { listFilterNames, resolveFilters } from './naming/resolve-filters.ts'
import { type SearchAnswer, type SearchQuery, searchWithEvidence } from './search-passages.ts'

export type NarrowedBy = Pick<ScopeFilter, 'guides' | 'products'>

export type GradedAnswer = SearchAnswer & {
  readonly coverage: Coverage
  /** What it was narrowed by, with names as guides have them. */
  readonly narrowedBy: NarrowedBy
  /** Names that it was narrowed by and that are not in the index. */
  readonly unknownFilters: readonly UnknownFilter[]
}

export function searchGraded(db: SqlDatabase, asked: SearchQuery, context: GradingContext): GradedAnswer {
  const names = listFilterNames(context.knowledge)
  const query = resolveFilters(asked, names)
  const { answer, evidence, locale } = searchWithEvidence(db, query)
  const coverage = gradeAnswer(
    db,
    { evidence, locale, firstPath: answer.hits[0]?.path, partition: query.partition },
    context,
  )
  const unknownFilters = findUnknownFilters(query, names)
  const { guides } = context.knowledge
  const asFiltered = findFilterLacks(unknownFilters, { guides, locale, partition: query.partition })
  return {
    ...answer,
    coverage: { ...coverage, lacks: removeRepeats([...asFiltered, ...coverage.lacks]) },
    narrowedBy: pickNarrowing(query),
    unknownFilters,
  }
}

export function pickNarrowing({ guides, products }: NarrowedBy): NarrowedBy {
  return { ...(guides && { guides }), ...(products && { products }) }
}
