// Writing the file of images: which pages show which, what is to be asked for, and what came of it. Its one writer is
// whoever holds the index for a run.

import { createHash } from 'node:crypto'
import type { Validators } from '../../core/model/fetch-outcome.ts'
import { type CheckedImage, MAX_IMAGE_BYTES_IN_ALL, MAX_IMAGE_BYTES_OF_PAGE } from '../../core/model/image.ts'
import { loadDriver } from '../sqlite/load-driver.ts'
import type { SqlDatabase, SqlDriver } from '../sqlite/sql-driver.ts'
import { loadContent } from './image-reader.ts'
import { openToWrite } from './image-schema.ts'

export interface PageImages {
  readonly page: string
  readonly contentHash: string
  /** When the page's text last changed. Milliseconds since the epoch, as all times here. */
  readonly changedAt: number
  /** Paths, each once. */
  readonly images: readonly string[]
}

export interface DueImage {
  readonly path: string
  /** Of the copy that is kept. */
  readonly validators: Validators | undefined
}

export type Kept =
  /** Against what was kept at its address; `added` bytes are those that no other address had. */
  | { readonly kind: 'new' | 'changed' | 'unchanged'; readonly added: number }
  | { readonly kind: 'full'; readonly reason: string }

export interface ImageFailure {
  readonly isGone: boolean
  readonly isFinal: boolean
  readonly now: number
}

export interface GuideImageCounts {
  /** Pages with images, addresses that they show, and those of them that are kept. */
  readonly pages: number
  readonly shown: number
  readonly kept: number
}

export interface ImageWriter {
  wantsGuide(guide: string): boolean
  /** From now on the images of the guide are kept. */
  keepGuide(guide: string): void
  /** Content hashes of the pages that are known, by path. */
  listKnownPages(guide: string): ReadonlyMap<string, string>
  notePages(guide: string, pages: readonly PageImages[]): void
  /**
   * Images of the guide's pages to be asked for: never had, shown by a page that changed since, or confirmed before
   * `before`.
   */
  listDue(guide: string, before: number): DueImage[]
  /** Keeps an image within the bounds of its page and of all together. */
  keep(path: string, image: CheckedImage, at: { readonly validators: Validators; readonly now: number }): Kept
  /** Whether that image is kept at the path, or another that was confirmed later. */
  has(path: string, image: { readonly hash: string; readonly checkedAt: number }): boolean
  /** An image that is kept at whatever address. */
  loadContent(hash: string): CheckedImage | undefined
  /** What is kept of it is still so. */
  confirm(path: string, validators: Validators, now: number): void
  /**
   * Nothing came of it. A copy that is kept stays, unless the site says that the image is gone; `isFinal` where another
   * attempt would be vain.
   */
  fail(path: string, problem: string, how: ImageFailure): void
  countImages(guide: string): GuideImageCounts
  /** Takes out pages that are no longer live, and what no page shows any more. */
  sweep(isLive: (page: string) => boolean): void
  close(): void
}

export interface ImageWriterOptions {
  readonly driver?: SqlDriver
  /** Of all images together. */
  readonly maxBytes?: number
  readonly maxBytesOfPage?: number
}

/** Throws DocsError when the file cannot be written. */
export async function openImageWriter(
  file: string,
  { driver, maxBytes = MAX_IMAGE_BYTES_IN_ALL, maxBytesOfPage = MAX_IMAGE_BYTES_OF_PAGE }: ImageWriterOptions = {},
): Promise<ImageWriter> {
  const db = openToWrite(driver ?? (await loadDriver()), file)
  const limits = { maxBytes, maxBytesOfPage }
  let bytesInAll = sumBytes(db)
  const dropUnused = () => {
    db.exec('DELETE FROM image WHERE hash NOT IN (SELECT hash FROM address WHERE hash IS NOT NULL)')
    bytesInAll = sumBytes(db)
  }
  return {
    wantsGuide: (guide) => db.prepare('SELECT 1 FROM guide WHERE key = ?').get(guide) !== undefined,
    keepGuide: (guide) => void db.prepare('INSERT OR IGNORE INTO guide (key) VALUES (?)').run(guide),
    listKnownPages: (guide) =>
      new Map(
        db
          .prepare('SELECT path, content_hash AS hash FROM page WHERE guide = ?')
          .all<{ path: string; hash: string }>(guide)
          .map(({ path, hash }) => [path, hash]),
      ),
    notePages: (guide, pages) => notePages(db, guide, pages),
    listDue: (guide, before) => listDueImages(db, guide, before),
    keep: (path, image, at) =>
      db.transaction(() => {
        const kept = keepImage(db, path, image, at, { ...limits, bytesInAll })
        if (kept.kind === 'full') return kept
        bytesInAll += kept.added
        if (kept.kind === 'changed') dropUnused()
        return kept
      }),
    has: (path, { hash, checkedAt }) =>
      db
        .prepare('SELECT 1 FROM address WHERE path = ? AND hash IS NOT NULL AND (hash = ? OR checked_at > ?)')
        .get(path, hash, checkedAt) !== undefined,
    loadContent: (hash) => loadContent(db, hash),
    confirm: (path, { etag, lastModified }, now) =>
      void db
        .prepare(
          `UPDATE address SET checked_at = ?, problem = NULL, etag = coalesce(?, etag),
             last_modified = coalesce(?, last_modified) WHERE path = ?`,
        )
        .run(now, etag ?? null, lastModified ?? null, path),
    fail: (path, problem, { isGone, isFinal, now }) =>
      db.transaction(() => {
        db.prepare(
          `INSERT INTO address (path, problem, is_final, checked_at) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET problem = excluded.problem, is_final = excluded.is_final,
             checked_at = excluded.checked_at`,
        ).run(path, problem, isFinal ? 1 : 0, now)
        if (!isGone) return
        db.prepare('UPDATE address SET hash = NULL, etag = NULL, last_modified = NULL WHERE path = ?').run(path)
        dropUnused()
      }),
    countImages: (guide) => countImages(db, guide),
    sweep(isLive) {
      db.transaction(() => {
        takeOut(db, isLive)
        dropUnused()
      })
      db.exec('PRAGMA incremental_vacuum')
    },
    close: () => db.close(),
  }
}

function notePages(db: SqlDatabase, guide: string, pages: readonly PageImages[]): void {
  const note = db.prepare(
    `INSERT INTO page (path, guide, content_hash, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET guide = excluded.guide, content_hash = excluded.content_hash,
       changed_at = excluded.changed_at`,
  )
  const forget = db.prepare('DELETE FROM shown WHERE page = ?')
  const show = db.prepare('INSERT OR IGNORE INTO shown (page, path) VALUES (?, ?)')
  db.transaction(() => {
    for (const { page, contentHash, changedAt, images } of pages) {
      note.run(page, guide, contentHash, changedAt)
      forget.run(page)
      for (const path of images) show.run(page, path)
    }
  })
}

function listDueImages(db: SqlDatabase, guide: string, before: number): DueImage[] {
  return db
    .prepare(
      `SELECT shown.path, address.hash, address.etag, address.last_modified AS lastModified
       FROM page JOIN shown ON shown.page = page.path LEFT JOIN address ON address.path = shown.path
       WHERE page.guide = ? AND (address.path IS NULL OR (address.problem IS NOT NULL AND NOT address.is_final)
         OR address.checked_at < page.changed_at
         OR address.checked_at < ?)
       GROUP BY shown.path ORDER BY min(page.path), shown.path`,
    )
    .all<{ path: string; hash: string | null; etag: string | null; lastModified: string | null }>(guide, before)
    .map(({ path, hash, etag, lastModified }) => ({
      path,
      validators: hash === null ? undefined : { etag: etag ?? undefined, lastModified: lastModified ?? undefined },
    }))
}

function keepImage(
  db: SqlDatabase,
  path: string,
  { type, width, height, bytes }: CheckedImage,
  { validators, now }: Parameters<ImageWriter['keep']>[2],
  limits: { readonly maxBytes: number; readonly maxBytesOfPage: number; readonly bytesInAll: number },
): Kept {
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (measureFullestPage(db, path) + bytes.length > limits.maxBytesOfPage) {
    return { kind: 'full', reason: `the images of its page have more than ${limits.maxBytesOfPage} bytes` }
  }
  const isNew = db.prepare('SELECT 1 FROM image WHERE hash = ?').get(hash) === undefined
  if (isNew && limits.bytesInAll + bytes.length > limits.maxBytes) {
    return { kind: 'full', reason: `all images together have more than ${limits.maxBytes} bytes` }
  }
  if (isNew) {
    db.prepare('INSERT INTO image (hash, type, width, height, size, data) VALUES (?, ?, ?, ?, ?, ?)').run(
      ...[hash, type, width ?? null, height ?? null, bytes.length, bytes],
    )
  }
  const before = db.prepare('SELECT hash FROM address WHERE path = ?').get<{ hash: string | null }>(path)?.hash
  db.prepare(
    `INSERT INTO address (path, hash, etag, last_modified, checked_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET hash = excluded.hash, problem = NULL, etag = excluded.etag,
       last_modified = excluded.last_modified, checked_at = excluded.checked_at`,
  ).run(path, hash, validators.etag ?? null, validators.lastModified ?? null, now)
  const kind = before == null ? 'new' : before === hash ? 'unchanged' : 'changed'
  return { kind, added: isNew ? bytes.length : 0 }
}

// Without the image itself, of the page that has most of those that show it.
function measureFullestPage(db: SqlDatabase, path: string): number {
  return (
    db
      .prepare(
        `SELECT max(size) AS most FROM (
           SELECT sum(image.size) AS size FROM shown AS here
           JOIN shown AS other ON other.page = here.page AND other.path <> here.path
           JOIN address ON address.path = other.path JOIN image ON image.hash = address.hash
           WHERE here.path = ? GROUP BY here.page)`,
      )
      .get<{ most: number | null }>(path)?.most ?? 0
  )
}

function sumBytes(db: SqlDatabase): number {
  return db.prepare('SELECT total(size) AS bytes FROM image').get<{ bytes: number }>()?.bytes ?? 0
}

function countImages(db: SqlDatabase, guide: string): GuideImageCounts {
  return (
    db
      .prepare(
        `SELECT count(DISTINCT page.path) AS pages, count(DISTINCT shown.path) AS shown,
           count(DISTINCT CASE WHEN address.hash IS NOT NULL THEN shown.path END) AS kept
         FROM page JOIN shown ON shown.page = page.path LEFT JOIN address ON address.path = shown.path
         WHERE page.guide = ?`,
      )
      .get<GuideImageCounts>(guide) ?? { pages: 0, shown: 0, kept: 0 }
  )
}

function takeOut(db: SqlDatabase, isLive: (page: string) => boolean): void {
  const gone = db
    .prepare('SELECT path FROM page')
    .firstColumn<string>()
    .filter((page) => !isLive(page))
  for (const page of gone) {
    db.prepare('DELETE FROM shown WHERE page = ?').run(page)
    db.prepare('DELETE FROM page WHERE path = ?').run(page)
  }
  db.exec('DELETE FROM address WHERE path NOT IN (SELECT path FROM shown)')
}
