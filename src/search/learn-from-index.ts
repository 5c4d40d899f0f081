// What search learns from a finished harvest. Called by the composition root after a crawl, a refresh or an import.

import { learnCommonTerms, loadTranslatedHeadings, replaceTranslations } from '../store/fulltext/learned-terms.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { learnTranslations } from './languages/translation-model.ts'

/**
 * Needs a database opened for writing. Takes seconds on an index of tens of thousands of pages; readers go on
 * meanwhile.
 */
export function learnFromIndex(db: SqlDatabase): void {
  replaceTranslations(db, learnTranslations(loadTranslatedHeadings(db, 'ja_jp', 'en_us')))
  learnCommonTerms(db)
}
