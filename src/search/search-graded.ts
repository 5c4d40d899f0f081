// A search whose answer says how good it is.

import type { Coverage } from '../core/model/coverage.ts'
import type { UnknownFilter } from '../core/model/unknown-filter.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import type { GradingContext } from './missing/find-lacks.ts'
import { gradeAnswer } from './missing/grade-answer.ts'
import { findUnknownFilters } from './missing/unknown-filters.ts'
import { type SearchAnswer, type SearchQuery, searchWithEvidence } from './search-passages.ts'

export type GradedAnswer = SearchAnswer & {
  readonly coverage: Coverage
  /** Names that it was narrowed by and that are not in the index. */
  readonly unknownFilters: readonly UnknownFilter[]
}

export function searchGraded(db: SqlDatabase, query: SearchQuery, context: GradingContext): GradedAnswer {
  const { answer, evidence, locale } = searchWithEvidence(db, query)
  const coverage = gradeAnswer(
    db,
    { evidence, locale, firstPath: answer.hits[0]?.path, partition: query.partition },
    context,
  )
  const { guides: known, indexed } = context.knowledge
  const listIndexed = () => [...indexed.values()].flat().map(({ catalogId, ...names }) => ({ ...names, id: catalogId }))
  return { ...answer, coverage, unknownFilters: findUnknownFilters(query, { listIndexed, known }) }
}
