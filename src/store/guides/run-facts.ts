// What the last run left for those who look: which guides it has on its list, how far apart the site wants requests,
// and whether the run waits for the site.

import type { Waiting } from '../../core/model/completeness.ts'
import type { Locale } from '../../core/model/locale.ts'
import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export interface RunFacts {
  readonly run: number
  /** `locale base`, of each guide on its list. */
  readonly guides: readonly string[]
  readonly delayMs: number
  /** Absent while the site answers. */
  readonly waiting?: Waiting
}

/** What docs.aws.amazon.com has asked for since 2024; of use where no run has asked yet, as after an import. */
const SITE_DELAY_MS = 5000

const KEY = 'run_facts'

export function toGuideKey({ base, locale }: { readonly base: string; readonly locale: Locale }): string {
  return `${locale} ${base}`
}

export function saveRunFacts(db: SqlDatabase, facts: RunFacts): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    KEY,
    JSON.stringify(facts),
  )
}

export function loadRunFacts(db: SqlDatabase): RunFacts {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get<{ value: string }>(KEY)
  return row ? parseStoredJson<RunFacts>(row.value, 'object') : { run: 0, guides: [], delayMs: SITE_DELAY_MS }
}

/** Of the run that is going on; undefined when the site answers again. */
export function saveWaiting(db: SqlDatabase, waiting: Waiting | undefined): void {
  const { run, guides, delayMs } = loadRunFacts(db)
  saveRunFacts(db, { run, guides, delayMs, ...(waiting && { waiting }) })
}
