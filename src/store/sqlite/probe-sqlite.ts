// Which SQLite this process has, and whether it can do what an index needs, tried in memory.

import { loadDriver } from './load-driver.ts'
import type { SqlDatabase } from './sql-driver.ts'

export interface SqliteProbe {
  readonly driver: SqlDatabase['driver']
  readonly version: string
}

/** Throws DocsError NO_SQLITE, or what SQLite says when its full-text search cannot hold an index. */
export async function probeSqlite(): Promise<SqliteProbe> {
  const driver = await loadDriver()
  const db = driver.open(':memory:', { readOnly: false, busyTimeoutMs: 0 })
  try {
    // As in migrations.ts: contentless_delete came with SQLite 3.43.
    db.exec(`CREATE VIRTUAL TABLE probe USING fts5 (text, content = '', contentless_delete = 1, detail = 'column')`)
    db.exec(`INSERT INTO probe (rowid, text) VALUES (1, 'lamp'); DELETE FROM probe WHERE rowid = 1`)
    const version = db.prepare('SELECT sqlite_version()').firstColumn<string>()[0] ?? 'unknown'
    return { driver: driver.name, version }
  } finally {
    db.close()
  }
}
