// better-sqlite3 behind the seam. Loaded first, since it is the faster of the two bindings.

import type Database from 'better-sqlite3'
import {
  immediateTransaction,
  type SqlDatabase,
  type SqlDriver,
  type SqlStatement,
  type SqlValue,
} from './sql-driver.ts'

export async function loadBetterSqlite3(): Promise<SqlDriver> {
  const { default: Constructor } = await import('better-sqlite3')
  new Constructor(':memory:').close() // the native part loads here, so a missing build is found here
  return {
    name: 'better-sqlite3',
    open(file, { readOnly, busyTimeoutMs }) {
      const db = new Constructor(file, { readonly: readOnly, fileMustExist: readOnly, timeout: busyTimeoutMs })
      return wrap(db)
    },
  }
}

function wrap(db: Database.Database): SqlDatabase {
  const statements = new Map<string, SqlStatement>()
  const exec = (sql: string) => void db.exec(sql)
  return {
    driver: 'better-sqlite3',
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = wrapStatement(db.prepare<SqlValue[]>(sql))
        statements.set(sql, statement)
      }
      return statement
    },
    exec,
    transaction: (work) => immediateTransaction(exec, work),
    close: () => void db.close(),
  }
}

function wrapStatement(statement: Database.Statement<SqlValue[]>): SqlStatement {
  return {
    run(...params) {
      const { changes, lastInsertRowid } = statement.run(...params)
      return { changes, lastInsertRowid: Number(lastInsertRowid) }
    },
    get: <Row>(...params: SqlValue[]) => statement.get(...params) as Row | undefined,
    all: <Row>(...params: SqlValue[]) => statement.all(...params) as Row[],
    iterate: <Row>(...params: SqlValue[]) => statement.iterate(...params) as IterableIterator<Row>,
  }
}
