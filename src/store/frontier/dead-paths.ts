// Addresses that are no page although something names them: dead links, leftovers in contents and sitemaps. Remembered
// so that a refresh does not ask for each of them every night.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export function noteDeadPath(db: SqlDatabase, guideId: number, path: string, now: number): void {
  db.prepare('INSERT OR REPLACE INTO dead_path (guide_id, path, checked_at) VALUES (?, ?, ?)').run(guideId, path, now)
}

export function forgetDeadPath(db: SqlDatabase, guideId: number, path: string): void {
  db.prepare('DELETE FROM dead_path WHERE guide_id = ? AND path = ?').run(guideId, path)
}

/** When each was last asked for, by path. Milliseconds since the epoch. */
export function listDeadPaths(db: SqlDatabase, guideId: number): Map<string, number> {
  const rows = db
    .prepare('SELECT path, checked_at AS checkedAt FROM dead_path WHERE guide_id = ?')
    .all<{ path: string; checkedAt: number }>(guideId)
  return new Map(rows.map(({ path, checkedAt }) => [path, checkedAt]))
}
