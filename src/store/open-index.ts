// Opening and closing an index file: what it must be, how it is locked, and what to say when it is not what was expected.
// Writers use WAL, so readers keep the last commit while pages are written; the last writer to leave folds the WAL back
// in and returns the file to rollback-journal mode, so that at rest it is one file that opens even on a read-only volume.

import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DocsError, messageOf } from '../core/errors.ts'
import { loadDriver } from './load-driver.ts'
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './migrations.ts'
import type { SqlDatabase, SqlDriver } from './sql-driver.ts'

export interface IndexFile {
  readonly file: string
  readonly db: SqlDatabase
  close(): void
}

const BUSY_TIMEOUT_MS = 10_000

/** Opens an existing index to read; one of an older schema is migrated first. Throws DocsError NO_INDEX, NOT_AN_INDEX, INDEX_TOO_NEW or INDEX_DAMAGED. */
export async function openIndexForReading(file: string, driver?: SqlDriver): Promise<IndexFile> {
  if (!existsSync(file)) {
    throw new DocsError('NO_INDEX', `There is no index at ${file}.`, {
      hint: 'Harvest a guide first, for example "aws-docs-offline crawl lambda-dg", or name another file with --index.',
    })
  }
  const loaded = driver ?? (await loadDriver())
  const db = guard(file, () => loaded.open(file, { readOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS }))
  if (guard(file, () => needsMigration(db, file))) {
    db.close()
    ;(await openIndexForWriting(file, loaded)).close()
    return openIndexForReading(file, loaded)
  }
  try {
    guard(file, () => {
      // Temporary B-trees stay off the disk, which may be read-only; the page cache is small since the OS has its own.
      db.exec(
        'PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA mmap_size = 1073741824; PRAGMA query_only = 1',
      )
    })
  } catch (error) {
    db.close()
    throw error
  }
  return { file, db, close: () => db.close() }
}

/** Opens or creates an index to write, migrating it first. Same errors, and INDEX_READ_ONLY. */
export async function openIndexForWriting(file: string, driver?: SqlDriver): Promise<IndexFile> {
  const { open } = driver ?? (await loadDriver())
  const isNew = !existsSync(file) || statSync(file).size === 0
  const db = guard(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    return open(file, { readOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS })
  })
  try {
    guard(file, () => {
      if (isNew) db.exec(`PRAGMA page_size = 4096; PRAGMA application_id = ${APPLICATION_ID}`)
      else checkIdentity(db, file)
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
      db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 4000')
      migrate(db, pragma(db, 'user_version'))
    })
  } catch (error) {
    db.close()
    throw error
  }
  return { file, db, close: () => closeWriter(db) }
}

function needsMigration(db: SqlDatabase, file: string): boolean {
  try {
    checkIdentity(db, file)
    return pragma(db, 'user_version') < SCHEMA_VERSION
  } catch (error) {
    db.close()
    throw error
  }
}

function closeWriter(db: SqlDatabase): void {
  try {
    db.exec('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE')
  } catch {
    // Readers are connected: the file stays in WAL mode, which is right while they are.
  }
  db.close()
}

function checkIdentity(db: SqlDatabase, file: string): void {
  const found = pragma(db, 'application_id')
  if (found !== APPLICATION_ID) {
    throw new DocsError('NOT_AN_INDEX', `${file} is a SQLite database, but not an aws-docs-offline index.`, {
      hint: 'Name another file with --index or AWS_DOCS_INDEX; this one was left as it is.',
    })
  }
  const version = pragma(db, 'user_version')
  if (version > SCHEMA_VERSION) {
    throw new DocsError(
      'INDEX_TOO_NEW',
      `${file} has schema ${version}; this version knows schema ${SCHEMA_VERSION}.`,
      {
        hint: 'Update aws-docs-offline, or name another file with --index.',
      },
    )
  }
}

export function pragma(db: SqlDatabase, name: string): number {
  const row = db.prepare(`PRAGMA ${name}`).get<Record<string, number>>()
  return Number(Object.values(row ?? {})[0] ?? 0)
}

// Turns what SQLite says about a file into what a person can act on.
export function guard<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DocsError) throw error
    const text = messageOf(error)
    if (/not a database|file is encrypted/i.test(text)) {
      throw new DocsError('NOT_AN_INDEX', `${file} is not a SQLite database.`, {
        hint: 'Name another file with --index or AWS_DOCS_INDEX; this one was left as it is.',
        cause: error,
      })
    }
    if (/malformed|corrupt|disk i\/o/i.test(text)) {
      throw new DocsError('INDEX_DAMAGED', `${file} is damaged: ${text}.`, {
        hint: 'Move it away, then import a bundle or crawl again; "aws-docs-offline doctor" tells what is wrong.',
        cause: error,
      })
    }
    if (/database or disk is full/i.test(text)) {
      throw new DocsError('DISK_FULL', `There is no room left to write ${file}.`, {
        hint: 'Free some disk space and run the same command again; everything committed so far is kept.',
        cause: error,
      })
    }
    if (/readonly|EACCES|EROFS|unable to open/i.test(text)) {
      throw new DocsError('INDEX_READ_ONLY', `${file} cannot be opened here: ${text}.`, {
        hint: 'Check that the file and its folder exist and that you may write there, or name another with --index.',
        cause: error,
      })
    }
    if (/locked|busy/i.test(text)) {
      throw new DocsError('INDEX_BUSY', `${file} is locked by another process.`, {
        hint: 'Wait for the crawl or import that is running, then try again.',
        cause: error,
      })
    }
    throw error
  }
}
