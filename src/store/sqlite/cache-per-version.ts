// Something made from an index and kept for as long as the index is the same.

import type { SqlDatabase } from './sql-driver.ts'

/** What `make` made for this database, made anew after every commit of a writer. */
export function cachePerVersion<T>(make: (db: SqlDatabase) => T): (db: SqlDatabase) => T {
  const made = new WeakMap<SqlDatabase, { readonly version: number; readonly value: T }>()
  return (db) => {
    // Another connection's commit changes data_version, and with it everything may have changed.
    const version = db.prepare('PRAGMA data_version').get<{ data_version: number }>()?.data_version ?? 0
    const known = made.get(db)
    if (known?.version === version) return known.value
    const value = make(db)
    made.set(db, { version, value })
    return value
  }
}
