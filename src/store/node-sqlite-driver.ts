// Node's built-in SQLite behind the seam: for machines where npm may not build or run better-sqlite3's native part.
// Present from Node 22.13 on. Types are declared here because the type package in use is that of Node 20, which lacks them.

import {
  immediateTransaction,
  type SqlDatabase,
  type SqlDriver,
  type SqlStatement,
  type SqlValue,
} from './sql-driver.ts'

interface NodeStatement {
  run(...params: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  get(...params: SqlValue[]): unknown
  all(...params: SqlValue[]): unknown[]
  iterate(...params: SqlValue[]): IterableIterator<unknown>
}

interface NodeDatabase {
  prepare(sql: string): NodeStatement
  exec(sql: string): void
  close(): void
}

interface NodeSqlite {
  DatabaseSync: new (file: string, options: { readOnly: boolean; timeout: number }) => NodeDatabase
}

export async function loadNodeSqlite(): Promise<SqlDriver> {
  const { DatabaseSync } = await importQuietly()
  return {
    name: 'node:sqlite',
    open(file, { readOnly, busyTimeoutMs }) {
      const db = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs })
      // The timeout option came later than the module itself; the pragma works in every version.
      db.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`)
      return wrap(db)
    },
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

function wrap(db: NodeDatabase): SqlDatabase {
  const statements = new Map<string, SqlStatement>()
  const exec = (sql: string) => db.exec(sql)
  return {
    driver: 'node:sqlite',
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = wrapStatement(db.prepare(sql))
        statements.set(sql, statement)
      }
      return statement
    },
    exec,
    transaction: (work) => immediateTransaction(exec, work),
    close: () => db.close(),
  }
}

function wrapStatement(statement: NodeStatement): SqlStatement {
  return {
    run(...params) {
      const { changes, lastInsertRowid } = statement.run(...params)
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
    },
    get: <Row>(...params: SqlValue[]) => statement.get(...params) as Row | undefined,
    all: <Row>(...params: SqlValue[]) => statement.all(...params) as Row[],
    iterate: <Row>(...params: SqlValue[]) => statement.iterate(...params) as IterableIterator<Row>,
  }
}
