// A search whose answer says how good it is.

import type { Coverage } from '../core/model/coverage.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import type { GradingContext } from './missing/find-lacks.ts'
import { gradeAnswer } from './missing/grade-answer.ts'
import { type SearchAnswer, type SearchQuery, searchWithEvidence } from './search-passages.ts'

export type GradedAnswer = SearchAnswer & { readonly coverage: Coverage }

export function searchGraded(db: SqlDatabase, query: SearchQuery, context: GradingContext): GradedAnswer {
  const { answer, evidence, locale } = searchWithEvidence(db, query)
  const coverage = gradeAnswer(
    db,
    { evidence, locale, firstPath: answer.hits[0]?.path, partition: query.partition },
    context,
  )
  return { ...answer, coverage }
}
