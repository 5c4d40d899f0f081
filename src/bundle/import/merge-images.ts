// Merging the images of a bundle into the file beside the index. They are read with the pages and wait until those are
// committed (store/images/image-staging.ts). Of two copies the one that the site confirmed later stays; what does not
// fit within the bounds here is left out and counted. No page depends on any of it.

import { setImmediate } from 'node:timers/promises'
import { DocsError } from '../../core/model/errors.ts'
import type { CheckedImage } from '../../core/model/image.ts'
import { findGuide } from '../../store/guides/guide-rows.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import type { ImageStaging, StagedAddress } from '../../store/images/image-staging.ts'
import type { ImageWriter } from '../../store/images/image-writer.ts'
import { noteGuidePages } from '../../store/images/note-guide-pages.ts'
import { isLivePath } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { GuideEntry } from '../format/manifest.ts'
import type { ImageTaker } from '../format/read-guide.ts'

export interface ImageMerge {
  /** Addresses that the bundle lists: those that have their image now, and those left out, with the first reason. */
  readonly merged: number
  readonly leftOut: number
  readonly reason: string | undefined
}

export interface ImageDeps {
  /** Where images wait until the pages are committed. */
  readonly stage: () => Promise<ImageStaging>
  /** Opens or makes the file of images; called only once there are some to be merged. */
  readonly open: () => Promise<ImageWriter>
}

/** The images of one import. What goes wrong with the files of images is told, and never fails the import. */
export interface ImageImport {
  /** Where the images of a guide go as they are read. */
  openTaker(entry: GuideEntry): Promise<ImageTaker | undefined>
  /** After the pages are committed. `beat` is called now and then; what it throws is thrown. */
  merge(db: SqlDatabase, entries: readonly GuideEntry[], beat: () => void): Promise<ImageMerge>
  close(): void
}

const NO_IMAGES: ImageMerge = { merged: 0, leftOut: 0, reason: undefined }
const KEPT_AT_ONCE = 50

/** Without `deps` none are taken. */
export function createImageImport(deps: ImageDeps | undefined): ImageImport {
  let staging: ImageStaging | undefined
  let trouble: string | undefined
  const drop = (error: unknown) => {
    if (!(error instanceof DocsError)) throw error
    trouble = error.message
    staging?.close()
    staging = undefined
  }
  const put = (work: (staging: ImageStaging) => void) => {
    try {
      if (staging) work(staging)
    } catch (error) {
      drop(error)
    }
  }
  return {
    async openTaker(entry) {
      if (!deps || !entry.parts.images || trouble !== undefined) return undefined
      try {
        staging ??= await deps.stage()
      } catch (error) {
        drop(error)
      }
      const guide = toGuideKey(entry)
      return {
        list: ([path, hash, checkedAt, etag, lastModified]) =>
          put((to) => to.putAddress(guide, { path, hash, checkedAt, etag, lastModified })),
        keep: (image) => put((to) => to.putImage(guide, image)),
      }
    },
    async merge(db, entries, beat) {
      if (!deps || !staging) return { ...NO_IMAGES, reason: trouble }
      let images: ImageWriter | undefined
      try {
        images = await deps.open()
        return await mergeImages(db, images, staging, entries, beat)
      } catch (error) {
        if (error instanceof DocsError) return { ...NO_IMAGES, reason: error.message }
        throw error
      } finally {
        images?.close()
      }
    },
    close() {
      staging?.close()
      staging = undefined
    },
  }
}

async function mergeImages(
  db: SqlDatabase,
  images: ImageWriter,
  staging: ImageStaging,
  entries: readonly GuideEntry[],
  beat: () => void,
): Promise<ImageMerge> {
  let [merged, leftOut] = [0, 0]
  let reason: string | undefined
  const tell = (problem: string | undefined) => {
    if (problem === undefined) merged += 1
    else leftOut += 1
    reason ??= problem
  }
  for (const entry of entries) {
    const guide = findGuide(db, entry.base, entry.locale)
    if (!entry.parts.images || !guide) continue
    images.keepGuide(toGuideKey(guide))
    noteGuidePages(db, images, guide)
    await mergeGuideImages(images, staging, toGuideKey(entry), beat, tell)
  }
  images.sweep((page) => isLivePath(db, page))
  return { merged, leftOut, reason }
}

async function mergeGuideImages(
  images: ImageWriter,
  staging: ImageStaging,
  guide: string,
  beat: () => void,
  tell: (problem: string | undefined) => void,
): Promise<void> {
  const wanted = new Map<string, StagedAddress[]>()
  for (const address of staging.iterateAddresses(guide)) {
    // What is here was confirmed later, or is the same.
    if (images.has(address.path, address)) tell(undefined)
    else wanted.set(address.hash, [...(wanted.get(address.hash) ?? []), address])
  }
  const keep = (hash: string, image: CheckedImage) => {
    for (const { path, checkedAt, etag, lastModified } of wanted.get(hash) ?? []) {
      const validators = { etag: etag ?? undefined, lastModified: lastModified ?? undefined }
      const kept = images.keep(path, image, { validators, now: checkedAt })
      tell(kept.kind === 'full' ? kept.reason : undefined)
    }
    wanted.delete(hash)
  }
  let done = 0
  const passOn = async () => {
    if (++done % KEPT_AT_ONCE > 0) return
    beat()
    await setImmediate()
  }
  for (const image of staging.iterateImages(guide)) {
    keep(image.hash, image)
    await passOn()
  }
  // A delta leaves out what its base has: it is here under some address, or was never taken.
  for (const hash of [...wanted.keys()]) {
    const image = images.loadContent(hash)
    if (image) keep(hash, image)
    await passOn()
  }
  for (const left of wanted.values()) for (const _ of left) tell('the bundle that it builds on was not imported here')
}
