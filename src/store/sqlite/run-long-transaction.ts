// One transaction over many steps with awaiting between them: an import that must be seen whole or not at all, and that
// must still beat its heart, show progress and stop when asked. Only for a connection that nobody else in the process
// writes through.

import type { SqlDatabase } from './sql-driver.ts'

/** Commits when `work` resolves, rolls back when it rejects. Readers keep the state before it until the commit. */
export async function runLongTransaction<T>(db: SqlDatabase, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = await work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    try {
      db.exec('ROLLBACK')
    } catch {
      // SQLite has already rolled back by itself (disk full, I/O error); the first error is the one that counts.
    }
    throw error
  }
}
