// Opening and closing an index file: what it must be, how it is locked, and what to say when it is not what was
// expected.
// Writers use WAL, so readers keep the last commit while pages are written; the last writer to leave folds the WAL back
// in and returns the file to rollback-journal mode, so that at rest it is one file that opens even on a read-only
// volume.

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import {
  type CommandSetting,
  describeFirstStep,
  describeReplacing,
  nameIndexPlace,
  USUAL_SETTING,
} from '../../core/model/printed-commands.ts'
import { clearDrafts } from '../../core/platform/drafts.ts'
import { getImageFile } from '../images/image-schema.ts'
import { loadDriver } from '../sqlite/load-driver.ts'
import type { SqlDatabase, SqlDriver } from '../sqlite/sql-driver.ts'
import { makeIndexFolder } from './index-folder.ts'
import { APPLICATION_ID, migrate, OLDEST_READABLE_SCHEMA, SCHEMA_VERSION } from './migrations.ts'
import { findSchemaMismatch } from './schema-mismatch.ts'

export interface IndexFile {
  readonly file: string
  readonly db: SqlDatabase
  close(): void
}

const BUSY_TIMEOUT_MS = 10_000
/** Whoever looks what is wrong wants to hear that the file is locked. */
const INSPECT_TIMEOUT_MS = 1_000

/**
 * Opens an existing index to read; one whose schema is too old for that is migrated first. Throws DocsError NO_INDEX,
 * NOT_AN_INDEX, INDEX_TOO_NEW or INDEX_DAMAGED.
 */
export async function openIndexForReading(file: string, driver?: SqlDriver): Promise<IndexFile> {
  requireFileName(file)
  if (isAbsentOrEmpty(file)) throw makeNoIndexError(file)
  const loaded = driver ?? (await loadDriver())
  let db = openReadOnly(file, loaded)
  if (readPragma(db, 'user_version') < OLDEST_READABLE_SCHEMA) {
    db.close()
    ;(await openIndexForWriting(file, loaded)).close()
    db = openReadOnly(file, loaded)
  }
  const close = () => {
    db.close()
    foldLeftLog(file, loaded)
  }
  return { file, db, close }
}

/** Also of an index without pages: a crawl that came to nothing leaves one. */
export function makeNoIndexError(file: string, setting: CommandSetting = USUAL_SETTING): DocsError {
  return new DocsError('NO_INDEX', `There is no index ${nameIndexPlace(file, setting)}.`, {
    hint: `${describeFirstStep(setting)} Or name another file with --index.`,
  })
}

/** Opens an index to read just as it is, also one of an older schema. Same errors. */
export async function openIndexToInspect(file: string): Promise<IndexFile & { readonly schema: number }> {
  const db = openReadOnly(file, await loadDriver(), INSPECT_TIMEOUT_MS)
  return { file, db, schema: readPragma(db, 'user_version'), close: () => db.close() }
}

/** Opens or creates an index to write, migrating it first. Same errors, and INDEX_READ_ONLY. */
export async function openIndexForWriting(file: string, driver?: SqlDriver): Promise<IndexFile> {
  requireFileName(file)
  const { open } = driver ?? (await loadDriver())
  const isNew = isAbsentOrEmpty(file)
  makeIndexFolder(file)
  const imageFile = basename(getImageFile(file))
  clearDrafts(dirname(file), (name) => name === imageFile)
  const db = open(file, { readOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS })
  try {
    // Asked of what was opened, too: between looking and opening another program may have put its own database there.
    if (isNew && readPragma(db, 'page_count') === 0)
      db.exec(`PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = ${APPLICATION_ID}`)
    else checkIdentity(db, file)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
    db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 4000')
    migrate(db)
  } catch (error) {
    db.close()
    throw error
  }
  let isOpen = true
  const close = () => {
    if (isOpen) closeWriter(db)
    isOpen = false
  }
  return { file, db, close }
}

function openReadOnly(file: string, driver: SqlDriver, busyTimeoutMs = BUSY_TIMEOUT_MS): SqlDatabase {
  requireFileName(file)
  try {
    return openAsItIs(file, driver, busyTimeoutMs)
  } catch (error) {
    const isJournalLeft =
      error instanceof DocsError && error.code === 'INDEX_READ_ONLY' && existsSync(`${file}-journal`)
    if (!isJournalLeft || !rollBack(file, driver, busyTimeoutMs)) throw error
    return openAsItIs(file, driver, busyTimeoutMs)
  }
}

/**
 * Undoes what a writer was about when it was killed in rollback-journal mode, as it is for a moment whenever it comes
 * to the file and leaves it: SQLite does that for whoever may write only. False where that is nobody here, or where the
 * file is not ours.
 */
function rollBack(file: string, { open }: SqlDriver, busyTimeoutMs: number): boolean {
  if (getHeader(file).readUInt32BE(68) !== APPLICATION_ID) return false
  try {
    const db = open(file, { readOnly: false, busyTimeoutMs })
    try {
      readPragma(db, 'application_id')
    } finally {
      db.close()
    }
  } catch {
    return false
  }
  return true
}

function openAsItIs(file: string, driver: SqlDriver, busyTimeoutMs: number): SqlDatabase {
  const db = driver.open(file, { readOnly: true, busyTimeoutMs })
  try {
    checkIdentity(db, file)
    // Temporary B-trees stay off the disk, which may be read-only; the page cache is small since the OS has its own.
    // Not mapped: that would be some hundredths quicker, but brings 64 KB into memory for each page of 4 that is read,
    // and makes a crash of what is an error when the disk fails.
    db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA mmap_size = 0; PRAGMA query_only = 1')
    return db
  } catch (error) {
    db.close()
    if (error instanceof DocsError && error.code === 'INDEX_READ_ONLY' && isInWalMode(file)) {
      throw new DocsError(
        'INDEX_READ_ONLY',
        `${file} was left open by a writer that is gone, and cannot be recovered on a read-only volume.`,
        {
          hint:
            'Use it from a volume that can be written, or let a crawl or refresh of it end there and copy ' +
            'it again.',
          cause: error,
        },
      )
    }
    throw error
  }
}

// SQLite would call it an I/O error.
function requireFileName(file: string): void {
  if (file !== file.trim()) {
    // One of the bindings leaves blanks out, and would open another file than was looked at.
    throw new DocsError('BAD_INPUT', `The name of an index has no blanks at its ends: ${JSON.stringify(file)}.`, {
      hint: 'Leave the blank out, or rename the file.',
    })
  }
  if (!existsSync(file) || !statSync(file).isDirectory()) return
  throw new DocsError('NOT_AN_INDEX', `${file} is a folder, and an index is a file.`, {
    hint: `Name a file in it: --index ${join(file, 'index.sqlite')}`,
  })
}

export function isAbsentOrEmpty(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0
}

/** Whether the file is in WAL mode. */
export function isInWalMode(file: string): boolean {
  return getHeader(file)[18] === 2
}

// Byte 18 of a SQLite file: 1 for a rollback journal, 2 for WAL. From 68 on: the application's id.
// https://sqlite.org/fileformat.html
function getHeader(file: string): Buffer {
  const header = Buffer.alloc(100)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header, 0, header.length, 0)
    return header
  } finally {
    closeSync(descriptor)
  }
}

/**
 * The last reader of an index whose writer was killed folds the log back in, as that writer would have: the next one
 * may not come for long. Whoever is connected keeps the file as it is.
 */
function foldLeftLog(file: string, { open }: SqlDriver): void {
  try {
    if (!isInWalMode(file)) return
    const db = open(file, { readOnly: false, busyTimeoutMs: 0 })
    try {
      if (readPragma(db, 'application_id') === APPLICATION_ID) db.exec('PRAGMA journal_mode = DELETE')
    } finally {
      db.close()
    }
  } catch {
    // In use, on a read-only volume, or no more there.
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
  const found = readPragma(db, 'application_id')
  if (found !== APPLICATION_ID) {
    throw new DocsError('NOT_AN_INDEX', `${file} is a SQLite database, but not an aws-docs-offline index.`, {
      hint: 'Name another file with --index or AWS_DOCS_INDEX; this one was left as it is.',
    })
  }
  const version = readPragma(db, 'user_version')
  if (version > SCHEMA_VERSION) {
    throw new DocsError(
      'INDEX_TOO_NEW',
      `${file} has schema ${version}; this version knows schema ${SCHEMA_VERSION}.`,
      {
        hint: 'Update aws-docs-offline, or name another file with --index.',
      },
    )
  }
  // In one look: another process may be migrating it.
  const mismatch = db.snapshot(() => findSchemaMismatch(db))
  if (mismatch !== undefined) {
    throw new DocsError('INDEX_DAMAGED', `${file} is no index as this program writes one: ${mismatch}.`, {
      hint: (setting) => `${describeReplacing(setting)}; this file was left as it is.`,
    })
  }
}

export function readPragma(db: SqlDatabase, name: string): number {
  const row = db.prepare(`PRAGMA ${name}`).get<Record<string, number>>()
  return Number(Object.values(row ?? {})[0] ?? 0)
}
