// Pages read live, kept in a small SQLite file of its own beside the index: the index has one writer, the crawler, and
// stays read-only for servers.
// Losing this file loses nothing but time, so a broken one is started anew; one that cannot be opened just now is left
// as it is.

import { dirname } from 'node:path'
import type { Validators } from '../../core/model/fetch-outcome.ts'
import type { ExtractedPage } from '../../core/model/page.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { compressText, decompressText } from '../sqlite/compression.ts'
import { isBrokenFile } from '../sqlite/explain-sqlite-error.ts'
import { loadDriver } from '../sqlite/load-driver.ts'
import { replaceBroken } from '../sqlite/replace-broken.ts'
import type { SqlDatabase, SqlDriver } from '../sqlite/sql-driver.ts'

export interface CachedPage {
  readonly path: string
  readonly page: ExtractedPage
  readonly validators: Validators
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number
}

export interface PageCache {
  get(path: string): CachedPage | undefined
  put(entry: CachedPage): void
  /** Confirms a copy by a 304. */
  touch(path: string, fetchedAt: number): void
  readStats(): { readonly pages: number; readonly bytes: number }
  close(): void
}

/** Compressed bytes kept at most; the least recently fetched go first. */
export const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024

const SCHEMA = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS cached_page (
    path TEXT PRIMARY KEY, page BLOB NOT NULL, etag TEXT, last_modified TEXT, fetched_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS cached_page_age ON cached_page (fetched_at);`

export interface PageCacheOptions {
  readonly maxBytes?: number
  /** Version of what is kept: what another version left is thrown away. */
  readonly contentVersion?: number
  readonly driver?: SqlDriver
}

export async function openPageCache(
  file: string,
  { maxBytes = DEFAULT_CACHE_BYTES, contentVersion = 0, driver }: PageCacheOptions = {},
): Promise<PageCache> {
  const loaded = driver ?? (await loadDriver())
  let db = await openOrStartAnew(loaded, file, contentVersion)
  // A cache that fails is a cache miss: reading documentation must not depend on it.
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch {
      return otherwise
    }
  }
  return {
    get: (path) => attempt(() => read(db, path), undefined),
    put: (entry) => attempt(() => write(db, entry, maxBytes), undefined),
    touch: (path, at) =>
      attempt(() => void db.prepare('UPDATE cached_page SET fetched_at = ? WHERE path = ?').run(at, path), undefined),
    readStats: () =>
      attempt(
        () =>
          db
            .prepare('SELECT count(*) AS pages, coalesce(sum(length(page)), 0) AS bytes FROM cached_page')
            .get<{ pages: number; bytes: number }>(),
        undefined,
      ) ?? { pages: 0, bytes: 0 },
    close: () => {
      db.close()
      db = closed
    },
  }
}

async function openOrStartAnew(driver: SqlDriver, file: string, contentVersion: number): Promise<SqlDatabase> {
  const open = (name: string) => {
    const db = driver.open(name, { readOnly: false, busyTimeoutMs: 1000 })
    try {
      db.exec(SCHEMA)
      const version = db.prepare('PRAGMA user_version').get<{ user_version: number }>()?.user_version
      if (version !== contentVersion) db.exec(`DELETE FROM cached_page; PRAGMA user_version = ${contentVersion}`)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  }
  try {
    if (file === ':memory:') return open(file)
    makeFolder(dirname(file))
    return await replaceBroken(file, () => open(file), isBrokenFile)
  } catch {
    return open(':memory:') // a read-only folder, or a file that another server holds: this process caches for itself
  }
}

function read(db: SqlDatabase, path: string): CachedPage | undefined {
  const row = db
    .prepare(
      'SELECT page, etag, last_modified AS lastModified, fetched_at AS fetchedAt FROM cached_page WHERE path = ?',
    )
    .get<{ page: Uint8Array; etag: string | null; lastModified: string | null; fetchedAt: number }>(path)
  if (!row) return undefined
  const validators = { etag: row.etag ?? undefined, lastModified: row.lastModified ?? undefined }
  try {
    return { path, page: JSON.parse(decompressText(row.page)) as ExtractedPage, validators, fetchedAt: row.fetchedAt }
  } catch {
    return undefined // damaged: as if it had never been kept
  }
}

function write(db: SqlDatabase, { path, page, validators, fetchedAt }: CachedPage, maxBytes: number): void {
  const data = compressText(JSON.stringify(page))
  if (data.byteLength > maxBytes) return
  db.transaction(() => {
    db.prepare(
      'INSERT OR REPLACE INTO cached_page (path, page, etag, last_modified, fetched_at) VALUES (?, ?, ?, ?, ?)',
    ).run(path, data, validators.etag ?? null, validators.lastModified ?? null, fetchedAt)
    // Keep the newest whose sizes add up to the bound.
    db.prepare(
      `DELETE FROM cached_page WHERE path IN (
         SELECT path FROM (SELECT path, sum(length(page)) OVER (ORDER BY fetched_at DESC, path) AS total
           FROM cached_page) WHERE total > ?)`,
    ).run(maxBytes)
  })
}

const closed: SqlDatabase = {
  driver: 'node:sqlite',
  prepare: refuse,
  exec: refuse,
  transaction: refuse,
  snapshot: refuse,
  close: () => {},
}

function refuse(): never {
  throw new Error('the page cache is closed')
}
