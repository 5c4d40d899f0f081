// The seam between this product and a SQLite binding: what the store needs of one, and no more. Two bindings implement
// it; nothing outside store/ sees either. Whatever SQLite says about the file comes out as a DocsError.

import { runExplained } from './explain-sqlite-error.ts'

export type SqlValue = string | number | bigint | Uint8Array | null

export interface SqlStatement {
  run(...params: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number }
  get<Row>(...params: SqlValue[]): Row | undefined
  all<Row>(...params: SqlValue[]): Row[]
  iterate<Row>(...params: SqlValue[]): IterableIterator<Row>
  /** The first column of every row, without making an object of each: for long lists of ids. */
  firstColumn<Value extends SqlValue>(...params: SqlValue[]): Value[]
}

export interface SqlDatabase {
  readonly driver: 'better-sqlite3' | 'node:sqlite'
  /** Statements are cached by their text: preparing one again is cheap. */
  prepare(sql: string): SqlStatement
  /** Runs statements that take no parameters and give no rows. */
  exec(sql: string): void
  /** Runs `work` in one IMMEDIATE transaction. `work` is synchronous: all awaiting is over before it begins. */
  transaction<T>(work: () => T): T
  /**
   * Runs `work` on one state of the file: what another process commits meanwhile is not seen, so that a page's text and
   * its sections belong together.
   * `work` is synchronous; inside a transaction or another snapshot it is just run.
   */
  snapshot<T>(work: () => T): T
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

/** What both bindings have in common. */
export interface Binding {
  prepare(sql: string): BindingStatement
  exec(sql: string): void
  close(): void
}

export interface BindingStatement {
  run(...params: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  get(...params: SqlValue[]): unknown
  all(...params: SqlValue[]): unknown[]
  iterate(...params: SqlValue[]): IterableIterator<unknown>
  /** better-sqlite3 only: whether rows are their first column. */
  pluck?(on: boolean): unknown
}

/** Opens a binding and puts it behind the seam. */
export function openBinding(driver: SqlDatabase['driver'], file: string, open: () => Binding): SqlDatabase {
  const binding = runExplained(file, open)
  const statements = new Map<string, SqlStatement>()
  const exec = (sql: string) => runExplained(file, () => void binding.exec(sql))
  let isInside = false
  const runInside = <T>(begin: string, work: () => T): T => {
    const before = isInside
    isInside = true
    try {
      return runTransaction(exec, begin, work)
    } finally {
      isInside = before
    }
  }
  return {
    driver,
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = wrapStatement(
          file,
          runExplained(file, () => binding.prepare(sql)),
        )
        statements.set(sql, statement)
      }
      return statement
    },
    exec,
    transaction: (work) => runInside('BEGIN IMMEDIATE', work),
    snapshot: (work) => (isInside ? work() : runInside('BEGIN', work)),
    close: () => void binding.close(),
  }
}

function wrapStatement(file: string, statement: BindingStatement): SqlStatement {
  return {
    run: (...params) =>
      runExplained(file, () => {
        const { changes, lastInsertRowid } = statement.run(...params)
        return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
      }),
    get: <Row>(...params: SqlValue[]) => runExplained(file, () => statement.get(...params) as Row | undefined),
    all: <Row>(...params: SqlValue[]) => runExplained(file, () => statement.all(...params) as Row[]),
    iterate: <Row>(...params: SqlValue[]) =>
      iterateExplained(
        file,
        runExplained(file, () => statement.iterate(...params) as IterableIterator<Row>),
      ),
    firstColumn: <Value extends SqlValue>(...params: SqlValue[]) =>
      runExplained(file, () => readFirstColumn(statement, params) as Value[]),
  }
}

// The file is read as the rows are asked for. The binding's own iterator is ended when no more are wanted, which frees
// the statement.
function iterateExplained<Row>(file: string, rows: IterableIterator<Row>): IterableIterator<Row> {
  return {
    next: () => runExplained(file, () => rows.next()),
    return: (value) => rows.return?.(value) ?? { done: true, value },
    [Symbol.iterator]() {
      return this
    },
  }
}

function readFirstColumn(statement: BindingStatement, params: SqlValue[]): unknown[] {
  if (!statement.pluck) return statement.all(...params).map((row) => Object.values(row as object)[0])
  statement.pluck(true)
  try {
    return statement.all(...params)
  } finally {
    statement.pluck(false)
  }
}

// BEGIN … COMMIT, and ROLLBACK when `work` throws.
function runTransaction<T>(exec: (sql: string) => void, begin: string, work: () => T): T {
  exec(begin)
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
