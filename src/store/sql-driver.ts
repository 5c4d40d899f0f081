// The seam between this product and a SQLite binding: what the store needs of one, and no more. Two bindings implement it;
// nothing outside store/ sees either.

export type SqlValue = string | number | bigint | Uint8Array | null

export interface SqlStatement {
  run(...params: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number }
  get<Row>(...params: SqlValue[]): Row | undefined
  all<Row>(...params: SqlValue[]): Row[]
  iterate<Row>(...params: SqlValue[]): IterableIterator<Row>
}

export interface SqlDatabase {
  readonly driver: 'better-sqlite3' | 'node:sqlite'
  /** Statements are cached by their text: preparing one again is cheap. */
  prepare(sql: string): SqlStatement
  /** Runs statements that take no parameters and give no rows. */
  exec(sql: string): void
  /** Runs `work` in one IMMEDIATE transaction. `work` is synchronous: all awaiting is over before it begins. */
  transaction<T>(work: () => T): T
  close(): void
}

export interface OpenOptions {
  readonly readOnly: boolean
  /** How long to wait for another process's lock. */
  readonly busyTimeoutMs: number
}

export interface SqlDriver {
  readonly name: SqlDatabase['driver']
  open(file: string, options: OpenOptions): SqlDatabase
}

/** The transaction that both drivers share: BEGIN IMMEDIATE … COMMIT, and ROLLBACK when `work` throws. */
export function immediateTransaction<T>(exec: (sql: string) => void, work: () => T): T {
  exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    exec('COMMIT')
    return result
  } catch (error) {
    try {
      exec('ROLLBACK')
    } catch {
      // SQLite has already rolled back by itself (disk full, I/O error); the first error is the one that counts.
    }
    throw error
  }
}
