// better-sqlite3 behind the seam. Loaded first, since it is the faster of the two bindings.

import { openBinding, type SqlDriver, type SqlValue } from './sql-driver.ts'

/** Throws when the package or its native part is missing. */
export async function loadBetterSqlite3(): Promise<SqlDriver> {
  const { default: Constructor } = await import('better-sqlite3')
  new Constructor(':memory:').close() // the native part loads here, so a missing build is found here
  return {
    name: 'better-sqlite3',
    open: (file, { readOnly, busyTimeoutMs }) =>
      openBinding('better-sqlite3', file, () => {
        if (file !== file.trim()) throw new Error(`better-sqlite3 would open another file than ${JSON.stringify(file)}`)
        const db = new Constructor(file, { readonly: readOnly, fileMustExist: readOnly, timeout: busyTimeoutMs })
        return {
          prepare: (sql) => db.prepare<SqlValue[]>(sql),
          exec: (sql) => void db.exec(sql),
          close: () => void db.close(),
        }
      }),
  }
}
