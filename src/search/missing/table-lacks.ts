// What an index lacks for a question that rows of tables answer. Rows are not graded: what the question names is told,
// and nothing is inferred.

import type { Coverage } from '../../core/model/coverage.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { ScopeFilter } from '../candidates/search-scope.ts'
import { detectLanguage } from '../languages/detect-language.ts'
import { languageIndex } from '../languages/language-index.ts'
import { toEnglishSequence } from '../languages/translate-query.ts'
import { parseQuery } from '../query/parse-query.ts'
import type { TableAnswer, TableQuery } from '../tables/search-tables.ts'
import { findNamedGuides } from './coverage-features.ts'
import { findLacks, type GradingContext } from './find-lacks.ts'

type Asked = Pick<TableQuery, 'text' | 'locale' | 'page'> & Pick<ScopeFilter, 'guides' | 'partition'>

/** Undefined where nothing is lacking, and for tables of one page. */
export function findTableLacks(
  db: SqlDatabase,
  { text, locale, page, guides, partition }: Asked,
  { tables }: TableAnswer,
  context: GradingContext,
): Coverage | undefined {
  if (page) return undefined
  const { byProduct, indexed } = context.knowledge
  const isAsked = guides === undefined
  const parsed = parseQuery(text)
  const sequence = parsed.isJapanese ? toEnglishSequence(parsed) : parsed.sequence
  const named = isAsked ? findNamedGuides(text, byProduct, ({ base }: CatalogGuide) => indexed.has(base)) : []
  const lacks = findLacks(db, isAsked ? [{ text, sequence, isPasted: parsed.isPasted }] : [], named, {
    ...context,
    locale: locale ?? detectLanguage(text, languageIndex(db)),
    partition,
    firstBase: tables[0]?.page.base,
    isAnswered: true,
  }).filter(({ state }) => state !== 'stale')
  if (lacks.length === 0) return undefined
  // Rows of other guides may be about what is named, and are hardly what was asked for.
  const isDoubtful = tables.length === 0 || lacks.some(({ state }) => state === 'not-indexed')
  return { grade: isDoubtful ? 'weak' : 'answered', confidence: 0, lacks, unknownWords: [] }
}
