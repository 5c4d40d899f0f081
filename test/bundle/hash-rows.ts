// What an index holds, whatever order its file has it in.

import { createHash } from 'node:crypto'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

/** Hash of every row of every table, the full-text index's own included, but of the record of runs. */
export function hashOfRows(db: SqlDatabase): string {
  const sum = createHash('sha256')
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'run' ORDER BY name`)
  for (const name of tables.firstColumn<string>()) {
    // The table of the full-text index is contentless: its rows are those of its shadow tables.
    if (name === 'passage_index') continue
    for (const row of db.prepare(`SELECT * FROM ${name}`).iterate<object>())
      sum.update(JSON.stringify([name, ...Object.values(row)]))
  }
  return sum.digest('hex')
}
