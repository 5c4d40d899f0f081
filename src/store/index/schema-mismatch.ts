// Whether a file has the tables of the schema that it claims.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { readSchemaVersion } from './migrations.ts'

/**
 * A table or `table.column` that came with each step, to tell whether a file has had it. Of schemas 5 and 6 nothing
 * tells: whatever reads the one reads the other.
 */
const MARKS: ReadonlyMap<number, string> = new Map([
  [1, 'page.path'],
  [2, 'guide.pass_kind'],
  [3, 'link.said'],
  [4, 'passage.terms'],
])

/** What the file's tables say against the version that it claims; undefined when they agree. */
export function findSchemaMismatch(db: SqlDatabase): string | undefined {
  const claimed = readSchemaVersion(db)
  if (claimed < 0) return `it claims schema ${claimed}`
  for (const [version, mark] of MARKS) {
    const [table = '', column = ''] = mark.split('.')
    const isThere = db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined
    if (isThere && version > claimed) return `it claims schema ${claimed} and has ${mark} of schema ${version}`
    if (!isThere && version <= claimed) return `it claims schema ${claimed} and has no ${mark}`
  }
  return undefined
}
