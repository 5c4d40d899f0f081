// Where the images of an import wait until its pages are committed: a file beside the file of images, of the importing
// process alone. Nothing that readers see changes before that; what is left of a process that was killed is removed by
// the next one that opens the index to write.

import { rmSync } from 'node:fs'
import type { CheckedImage, ImageType } from '../../core/model/image.ts'
import { toDraftName } from '../../core/platform/drafts.ts'
import { loadDriver } from '../sqlite/load-driver.ts'

/** An address, the hash of what is there, when the site last confirmed it (ms since the epoch), and validators. */
export interface StagedAddress {
  readonly path: string
  readonly hash: string
  readonly checkedAt: number
  readonly etag: string | null
  readonly lastModified: string | null
}

export type StagedImage = CheckedImage & { readonly hash: string }

export interface ImageStaging {
  putAddress(guide: string, address: StagedAddress): void
  putImage(guide: string, image: StagedImage): void
  /** In the order in which they were put. */
  iterateAddresses(guide: string): Iterable<StagedAddress>
  iterateImages(guide: string): Iterable<StagedImage>
  /** Removes all of it. */
  close(): void
}

const SCHEMA = `
  CREATE TABLE address (
    id INTEGER PRIMARY KEY, guide TEXT, path TEXT, hash TEXT, checked_at INTEGER, etag TEXT, last_modified TEXT
  );
  CREATE TABLE image (
    id INTEGER PRIMARY KEY, guide TEXT, hash TEXT, type TEXT, width INTEGER, height INTEGER, data BLOB
  )`

/** Beside the file of images, whose folder is there. Throws DocsError when it cannot be written. */
export async function openImageStaging(imageFile: string): Promise<ImageStaging> {
  const file = toDraftName(imageFile)
  rmSync(file, { force: true })
  const db = (await loadDriver()).open(file, { readOnly: false, busyTimeoutMs: 0 })
  const close = () => {
    db.close()
    rmSync(file, { force: true })
  }
  try {
    // Of no use to anybody after a crash, so that nothing is done for it to survive one.
    db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; ${SCHEMA}`)
  } catch (error) {
    close()
    throw error
  }
  return {
    putAddress(guide, { path, hash, checkedAt, etag, lastModified }) {
      db.prepare('INSERT INTO address VALUES (NULL, ?, ?, ?, ?, ?, ?)').run(
        ...[guide, path, hash, checkedAt, etag, lastModified],
      )
    },
    putImage(guide, { hash, type, width, height, bytes }) {
      db.prepare('INSERT INTO image VALUES (NULL, ?, ?, ?, ?, ?, ?)').run(
        ...[guide, hash, type, width ?? null, height ?? null, bytes],
      )
    },
    iterateAddresses: (guide) =>
      db
        .prepare(
          `SELECT path, hash, checked_at AS checkedAt, etag, last_modified AS lastModified FROM address
           WHERE guide = ? ORDER BY id`,
        )
        .iterate<StagedAddress>(guide),
    *iterateImages(guide) {
      const rows = db.prepare('SELECT hash, type, width, height, data AS bytes FROM image WHERE guide = ? ORDER BY id')
      for (const { width, height, ...image } of rows.iterate<ImageRow>(guide))
        yield { ...image, width: width ?? undefined, height: height ?? undefined }
    },
    close,
  }
}

interface ImageRow {
  readonly hash: string
  readonly type: ImageType
  readonly width: number | null
  readonly height: number | null
  readonly bytes: Uint8Array
}
