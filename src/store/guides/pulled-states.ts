// Which published state of each guide was merged last. Kept in the index itself, so that it is never that of another
// file.

import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

interface Pulled {
  /** By `locale base`: the SHA-256 that names the state. */
  readonly states: Readonly<Record<string, string>>
  /** Whether search has learnt from all pages since something was merged. */
  readonly isLearnt: boolean
}

const KEY = 'pulled'

export function loadPulled(db: SqlDatabase): Pulled {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get<{ value: string }>(KEY)
  return row ? parseStoredJson<Pulled>(row.value, 'object') : { states: {}, isLearnt: true }
}

export function savePulledState(db: SqlDatabase, guide: string, state: string): void {
  save(db, { states: { ...loadPulled(db).states, [guide]: state }, isLearnt: false })
}

export function markPulledLearnt(db: SqlDatabase): void {
  save(db, { ...loadPulled(db), isLearnt: true })
}

function save(db: SqlDatabase, pulled: Pulled): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    KEY,
    JSON.stringify(pulled),
  )
}
