// Reading the file of images. Servers open it when an image is first looked for, and again when another file has taken
// its place: a crawl may make it while they run. A file that cannot be read is as if it were not there; status and
// doctor say what is wrong with it.

import { createHash } from 'node:crypto'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import type { CheckedImage, ImageType } from '../../core/model/image.ts'
import { findStat, getFileSize } from '../../core/platform/find-stat.ts'
import { loadDriver } from '../sqlite/load-driver.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { isAbsent, openToRead } from './image-schema.ts'

export interface KeptImage {
  /** SHA-256. */
  readonly hash: string
  readonly type: ImageType
  readonly width: number | undefined
  readonly height: number | undefined
}

/** Never throws: a lock or a damaged row is an image that is not there. */
export interface KeptImages {
  find(path: string): KeptImage | undefined
  load(path: string): (CheckedImage & { readonly hash: string }) | undefined
}

export interface ImageReader {
  /** What is kept now. */
  loadImages(): Promise<KeptImages>
  close(): void
}

/** A server stands still while it waits; a crawl that keeps images holds the file for some milliseconds each time. */
const BUSY_TIMEOUT_MS = 250

const NONE: KeptImages = { find: () => undefined, load: () => undefined }

export function createImageReader(file: string): ImageReader {
  let open: { readonly db: SqlDatabase; readonly place: string } | undefined
  const close = () => {
    open?.db.close()
    open = undefined
  }
  return {
    async loadImages() {
      const place = computePlace(file)
      if (open && open.place !== place) close()
      if (!open && place !== undefined) {
        const driver = await loadDriver()
        try {
          open ??= { db: openToRead(driver, file, BUSY_TIMEOUT_MS), place }
        } catch (error) {
          if (!(error instanceof DocsError)) throw error
        }
      }
      return open ? getImages(open.db) : NONE
    },
    close,
  }
}

function computePlace(file: string): string | undefined {
  const stat = getFileSize(file) > 0 ? findStat(file) : undefined
  return stat ? `${stat.dev}:${stat.ino}` : undefined
}

const FIND = `SELECT image.hash, type, width, height
  FROM address JOIN image ON image.hash = address.hash WHERE path = ?`

interface ImageRow {
  readonly hash: string
  readonly type: ImageType
  readonly width: number | null
  readonly height: number | null
}

function getImages(db: SqlDatabase): KeptImages {
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (error instanceof DocsError) return undefined
      throw error
    }
  }
  return {
    find: (path) =>
      attempt(() => {
        const row = db.prepare(FIND).get<ImageRow>(path)
        return row && { ...row, width: row.width ?? undefined, height: row.height ?? undefined }
      }),
    load: (path) => attempt(() => loadImage(db, path)),
  }
}

const LOAD = FIND.replace(' FROM', ', data AS bytes FROM')

function loadImage(db: SqlDatabase, path: string): (CheckedImage & KeptImage) | undefined {
  return verifyRow(db.prepare(LOAD).get<ImageRow & { readonly bytes: Uint8Array }>(path))
}

function verifyRow(row: (ImageRow & { readonly bytes: Uint8Array }) | undefined) {
  if (!row || createHash('sha256').update(row.bytes).digest('hex') !== row.hash) return undefined
  return { ...row, width: row.width ?? undefined, height: row.height ?? undefined }
}

/** By the hash of its bytes; undefined for one that is not there or is damaged. */
export function loadContent(db: SqlDatabase, hash: string): CheckedImage | undefined {
  const row = db
    .prepare('SELECT hash, type, width, height, data AS bytes FROM image WHERE hash = ?')
    .get<ImageRow & { readonly bytes: Uint8Array }>(hash)
  return verifyRow(row)
}

/** An address of a guide's pages with the image that is kept there, as bundles carry it. */
export interface GuideImage {
  readonly path: string
  readonly hash: string
  readonly size: number
  /** When the site last confirmed it, and what it gave to ask again with. */
  readonly checkedAt: number
  readonly etag: string | null
  readonly lastModified: string | null
}

export interface GuideImages {
  /** In the order of their paths. */
  list(guide: string): readonly GuideImage[]
  load: KeptImages['load']
  close(): void
}

/** For reading all images of guides. Undefined where there are none. Throws DocsError. */
export async function openGuideImages(file: string): Promise<GuideImages | undefined> {
  if (isAbsent(file)) return undefined
  const db = openToRead(await loadDriver(), file)
  return {
    list: (guide) =>
      db
        .prepare(
          `SELECT DISTINCT shown.path, image.hash, image.size, checked_at AS checkedAt, etag,
             last_modified AS lastModified FROM page JOIN shown ON shown.page = page.path
           JOIN address ON address.path = shown.path JOIN image ON image.hash = address.hash
           WHERE page.guide = ? ORDER BY shown.path`,
        )
        .all<GuideImage>(guide),
    load: (path) => loadImage(db, path),
    close: () => db.close(),
  }
}

export type ImageStats =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'images'
      /** Different ones, the addresses that they have, and those that could not be had. */
      readonly images: number
      readonly addresses: number
      readonly failed: number
      /** Of the images. */
      readonly bytes: number
      /** Guides whose images are kept. */
      readonly guides: number
    }
  | { readonly kind: 'damaged'; readonly reason: string }

/** Without making, fixing or locking the file; `check` reads all of it. */
export async function readImageStats(file: string, { check = false } = {}): Promise<ImageStats> {
  if (isAbsent(file)) return { kind: 'none' }
  try {
    const db = openToRead(await loadDriver(), file)
    try {
      const problem = check ? db.prepare('PRAGMA quick_check(1)').firstColumn<string>()[0] : 'ok'
      if (problem !== 'ok') return { kind: 'damaged', reason: problem ?? 'it cannot be checked' }
      const counts = db
        .prepare(
          `SELECT (SELECT count(*) FROM image) AS images, (SELECT total(size) FROM image) AS bytes,
             (SELECT count(*) FROM address WHERE hash IS NOT NULL) AS addresses,
             (SELECT count(*) FROM address WHERE hash IS NULL) AS failed, (SELECT count(*) FROM guide) AS guides`,
        )
        .get<{ images: number; bytes: number; addresses: number; failed: number; guides: number }>()
      return counts ? { kind: 'images', ...counts } : { kind: 'none' }
    } finally {
      db.close()
    }
  } catch (error) {
    return { kind: 'damaged', reason: error instanceof DocsError ? error.message : toMessage(error) }
  }
}
