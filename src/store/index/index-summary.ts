// The index as a whole, in numbers. Counts every section, so it is asked when somebody wants to know and not with every
// answer.

import type { Locale } from '../../core/model/locale.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export interface IndexSummary {
  readonly sections: number
  /** In which there are live pages. */
  readonly locales: readonly Locale[]
  /**
   * When live pages were last known to be as the site has them: the one asked longest ago, the middle one, the one
   * asked last.
   */
  readonly confirmed: { readonly oldest: number; readonly median: number; readonly newest: number } | undefined
}

export function summarizeIndex(db: SqlDatabase): IndexSummary {
  const sections = db.prepare('SELECT count(*) AS n FROM section').get<{ n: number }>()?.n ?? 0
  const locales = db
    .prepare(
      `SELECT DISTINCT locale FROM guide WHERE EXISTS (SELECT 1 FROM page WHERE guide_id = guide.id
        AND status = 'live') ORDER BY locale`,
    )
    .firstColumn<Locale & string>()
  const times = db
    .prepare(`SELECT checked_at FROM page WHERE status = 'live' ORDER BY checked_at`)
    .firstColumn<number>()
  const [oldest, median, newest] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)]
  const isSome = oldest !== undefined && median !== undefined && newest !== undefined
  return { sections, locales, confirmed: isSome ? { oldest, median, newest } : undefined }
}
