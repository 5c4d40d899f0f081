// How often searches needed which guide, by day, in a small SQLite file of its own beside the index: the index has one
// writer, the crawler, and this one as many as there are servers. Never the words that were asked. Losing the file
// loses nothing but counts, so a broken one is started anew.

import { dirname } from 'node:path'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { Locale } from '../../core/model/locale.ts'
import { getFileSize } from '../../core/platform/find-stat.ts'
import { makeFolder } from '../../core/platform/make-folder.ts'
import { isBrokenFile } from '../sqlite/explain-sqlite-error.ts'
import { loadDriver } from '../sqlite/load-driver.ts'
import { replaceBroken } from '../sqlite/replace-broken.ts'
import type { SqlDatabase, SqlDriver } from '../sqlite/sql-driver.ts'

export interface WantedKey {
  readonly catalogId: string
  readonly locale: Locale
}

/** Searches of one day, or of all days together. */
export interface WantedCount extends WantedKey {
  readonly searches: number
}

export interface WantedSum extends WantedCount {
  /** The last day on which it was needed: "2026-01-31", in UTC. */
  readonly lastDay: string
}

export type WantedCounts =
  | { readonly kind: 'none' }
  | { readonly kind: 'counts'; readonly guides: readonly WantedSum[] }
  /** It is started anew when something is next counted. */
  | { readonly kind: 'damaged'; readonly reason: string }

/** What was needed longer ago than this tells little of what is needed now. */
export const DAYS_KEPT = 90
/** A file of about a megabyte, whatever is asked. */
export const MOST_ROWS = 20_000

// Rollback journal: nothing is left beside the file, and many processes may make it at once. Without waiting for the
// disk: a file that a power cut broke is started anew.
const PREPARE = 'PRAGMA synchronous = OFF'
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS wanted (
    day TEXT NOT NULL, catalog_id TEXT NOT NULL, locale TEXT NOT NULL, searches INTEGER NOT NULL,
    PRIMARY KEY (day, catalog_id, locale)
  ) WITHOUT ROWID`

/**
 * Adds to the counts of the day of `now`, all or none. Throws DocsError; `waitMs` is how long other writers are waited
 * for.
 */
export async function addWanted(
  file: string,
  counts: readonly WantedCount[],
  { now, waitMs }: { readonly now: number; readonly waitMs: number },
): Promise<void> {
  const driver = await loadDriver()
  makeFolder(dirname(file))
  const add = (db: SqlDatabase) => {
    const insert = db.prepare(
      `INSERT INTO wanted (day, catalog_id, locale, searches) VALUES (?, ?, ?, ?)
       ON CONFLICT (day, catalog_id, locale) DO UPDATE SET searches = searches + excluded.searches`,
    )
    for (const { catalogId, locale, searches } of counts) insert.run(formatDay(now), catalogId, locale, searches)
    bound(db, now)
  }
  await replaceBroken(file, () => change(driver, file, waitMs, add), isBrokenFile)
}

/** Takes guides off, on whatever day they were needed. Throws DocsError. */
export async function removeWanted(file: string, guides: readonly WantedKey[]): Promise<void> {
  if (guides.length === 0 || isAbsent(file)) return
  change(await loadDriver(), file, 2000, (db) => {
    const remove = db.prepare('DELETE FROM wanted WHERE catalog_id = ? AND locale = ?')
    for (const { catalogId, locale } of guides) remove.run(catalogId, locale)
  })
}

/** Most searches first. Changes nothing. */
export async function readWanted(file: string, now: number): Promise<WantedCounts> {
  if (isAbsent(file)) return { kind: 'none' }
  const driver = await loadDriver()
  try {
    const db = driver.open(file, { readOnly: true, busyTimeoutMs: 2000 })
    try {
      const guides = db
        .prepare(
          `SELECT catalog_id AS catalogId, locale, sum(searches) AS searches, max(day) AS lastDay FROM wanted
           WHERE day > ? GROUP BY catalog_id, locale ORDER BY searches DESC, lastDay DESC, catalog_id, locale`,
        )
        .all<WantedSum>(formatDay(now - DAYS_KEPT * DAY_MS))
      return guides.length === 0 ? { kind: 'none' } : { kind: 'counts', guides }
    } finally {
      db.close()
    }
  } catch (error) {
    return { kind: 'damaged', reason: error instanceof DocsError ? error.message : toMessage(error) }
  }
}

const DAY_MS = 24 * 3600_000

function change(driver: SqlDriver, file: string, waitMs: number, work: (db: SqlDatabase) => void): void {
  const db = driver.open(file, { readOnly: false, busyTimeoutMs: waitMs })
  try {
    db.exec(PREPARE)
    db.transaction(() => {
      db.exec(SCHEMA)
      work(db)
    })
  } finally {
    db.close()
  }
}

// The oldest days go first, and of one day what was needed least.
function bound(db: SqlDatabase, now: number): void {
  db.prepare('DELETE FROM wanted WHERE day <= ?').run(formatDay(now - DAYS_KEPT * DAY_MS))
  const rows = db.prepare('SELECT count(*) AS n FROM wanted').get<{ n: number }>()?.n ?? 0
  if (rows <= MOST_ROWS) return
  db.prepare(
    `DELETE FROM wanted WHERE (day, catalog_id, locale) IN (
       SELECT day, catalog_id, locale FROM wanted ORDER BY day, searches LIMIT ?)`,
  ).run(rows - MOST_ROWS)
}

function isAbsent(file: string): boolean {
  return getFileSize(file) === 0
}

function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
