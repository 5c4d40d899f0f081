// The file of images beside an index: a SQLite file of its own, so that the index stays as small as its text, and a
// program that knows no images reads it as before. Losing it loses the images and nothing else. Rollback journal: at
// rest it is one file, which opens on a read-only volume too.

import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DocsError } from '../../core/model/errors.ts'
import { getFileSize } from '../../core/platform/find-stat.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { isBrokenFile } from '../sqlite/explain-sqlite-error.ts'
import type { SqlDatabase, SqlDriver } from '../sqlite/sql-driver.ts'

/** "AWSI": written into the SQLite header. */
const APPLICATION_ID = 0x41575349
const VERSION = 1

const SCHEMA = `
  -- Guides (locale base) whose images are kept.
  CREATE TABLE guide (key TEXT PRIMARY KEY) WITHOUT ROWID;
  -- Each content once, whatever its addresses. hash: SHA-256.
  CREATE TABLE image (
    hash TEXT PRIMARY KEY, type TEXT NOT NULL, width INTEGER, height INTEGER, size INTEGER NOT NULL, data BLOB NOT NULL
  );
  -- By path (core/model/image.ts). hash: NULL where there is none. problem: why the last attempt came to nothing; is_final: another would too.
  CREATE TABLE address (
    path TEXT PRIMARY KEY, hash TEXT, problem TEXT, is_final INTEGER NOT NULL DEFAULT 0, etag TEXT, last_modified TEXT,
    checked_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX address_by_hash ON address (hash);
  -- Pages whose images are known, as of the text with that hash.
  CREATE TABLE page (path TEXT PRIMARY KEY, guide TEXT NOT NULL, content_hash TEXT NOT NULL, changed_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX page_by_guide ON page (guide);
  CREATE TABLE shown (page TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (page, path)) WITHOUT ROWID;
  CREATE INDEX shown_by_path ON shown (path);
  PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION};`

/** Beside the index. */
export function getImageFile(indexFile: string): string {
  return `${indexFile.replace(/\.sqlite$/, '')}.images.sqlite`
}

export function isAbsent(file: string): boolean {
  return getFileSize(file) === 0
}

/** Opens or makes the file; one that is broken is started anew. Throws DocsError. */
export function openToWrite(driver: SqlDriver, file: string): SqlDatabase {
  makeFolder(dirname(file))
  try {
    return openOrMake(driver, file)
  } catch (error) {
    if (!isBrokenFile(error instanceof DocsError ? error.cause : error)) throw error
    for (const suffix of ['', '-journal']) rmSync(file + suffix, { force: true })
    return openOrMake(driver, file)
  }
}

/** Throws DocsError for a file that is none of images, or of a later version. */
export function openToRead(driver: SqlDriver, file: string, busyTimeoutMs = 1000): SqlDatabase {
  const db = driver.open(file, { readOnly: true, busyTimeoutMs })
  try {
    requireKnown(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function openOrMake(driver: SqlDriver, file: string): SqlDatabase {
  const db = driver.open(file, { readOnly: false, busyTimeoutMs: 5000 })
  try {
    db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = NORMAL')
    db.transaction(() => {
      if (getNumber(db, 'user_version') === 0 && getNumber(db, 'schema_version') === 0) db.exec(SCHEMA)
    })
    requireKnown(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function requireKnown(db: SqlDatabase, file: string): void {
  const version = getNumber(db, 'user_version')
  if (getNumber(db, 'application_id') === APPLICATION_ID && version === VERSION) return
  const isLater = getNumber(db, 'application_id') === APPLICATION_ID
  throw new DocsError(
    'BAD_CONFIG',
    isLater ? `${file} has images of version ${version}; this program knows ${VERSION}.` : `${file} holds no images.`,
    { hint: isLater ? 'Update aws-docs-offline, or move the file away.' : 'Move the file away; it was left as it is.' },
  )
}

function getNumber(db: SqlDatabase, pragma: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get<Record<string, number>>() ?? {})[0] ?? 0)
}
