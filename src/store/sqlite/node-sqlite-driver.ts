// Node's built-in SQLite behind the seam: for machines where npm may not build or run better-sqlite3's native part.
// Present from Node 22.13 on. Types are declared here because the type package in use is that of Node 20, which lacks
// them.

import { type Binding, openBinding, type SqlDriver } from './sql-driver.ts'

interface NodeSqlite {
  DatabaseSync: new (file: string, options: { readOnly: boolean; timeout: number }) => Binding
}

/** Throws where this Node has no node:sqlite. */
export async function loadNodeSqlite(): Promise<SqlDriver> {
  const { DatabaseSync } = await importQuietly()
  return {
    name: 'node:sqlite',
    open: (file, { readOnly, busyTimeoutMs }) =>
      openBinding('node:sqlite', file, () => {
        const db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs })
        // The timeout option came later than the module itself; the pragma works in every version.
        db.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`)
        return db
      }),
  }
}

// Node 22 prints an ExperimentalWarning when the module loads; users can do nothing about it.
async function importQuietly(): Promise<NodeSqlite> {
  const emit = process.emitWarning
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite is an experimental feature')) Reflect.apply(emit, process, [warning, ...rest])
  }
  try {
    const specifier = 'node:sqlite'
    return (await import(specifier)) as NodeSqlite
  } finally {
    process.emitWarning = emit
  }
}
