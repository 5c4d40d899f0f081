// What an index holds, whatever order its file has it in.

import { createHash } from 'node:crypto'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

/** Hash of every row of every table, the full-text index's own included, but of the record of runs. */
export function hashRows(db: SqlDatabase): string {
  const sum = createHash('sha256')
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).firstColumn<string>()
  for (const name of tables) {
    // SQLite's own notes follow from the rest, and the full-text index keeps its rows in its shadow tables.
    if (name === 'run' || name === 'passage_index' || name.startsWith('sqlite_')) continue
    for (const row of db.prepare(`SELECT * FROM ${name}`).iterate<object>())
      sum.update(JSON.stringify([name, ...Object.values(row)]))
  }
  return sum.digest('hex')
}
