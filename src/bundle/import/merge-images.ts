// Merging the images of a bundle into the file beside the index, once its pages are merged. Of two copies the one that
// the site confirmed later stays; what does not fit within the bounds here is left out and counted. No page depends on
// any of it.

import { setImmediate } from 'node:timers/promises'
import type { CheckedImage } from '../../core/model/image.ts'
import { findGuide } from '../../store/guides/guide-rows.ts'
import { toGuideKey } from '../../store/guides/run-facts.ts'
import type { ImageWriter } from '../../store/images/image-writer.ts'
import { noteGuidePages } from '../../store/images/note-guide-pages.ts'
import { isLivePath } from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { BundleFile } from '../format/bundle-file.ts'
import { eachRecord } from '../format/each-record.ts'
import { type ListedImage, parseImage, parseListedImage } from '../format/image-lines.ts'
import type { GuideEntry } from '../format/manifest.ts'

export interface ImageMerge {
  /** Addresses that the bundle lists: those that have their image now, and those left out, with the first reason. */
  readonly merged: number
  readonly leftOut: number
  readonly reason: string | undefined
}

export const NO_IMAGES: ImageMerge = { merged: 0, leftOut: 0, reason: undefined }

/** `beat` is called after every part. Throws DocsError when the file of images cannot be written. */
export async function mergeImages(
  db: SqlDatabase,
  images: ImageWriter,
  bundle: BundleFile,
  beat: () => void,
): Promise<ImageMerge> {
  let [merged, leftOut] = [0, 0]
  let reason: string | undefined
  const tell = (problem: string | undefined) => {
    if (problem === undefined) merged += 1
    else leftOut += 1
    reason ??= problem
  }
  for (const entry of bundle.manifest.guides) {
    const guide = findGuide(db, entry.base, entry.locale)
    if (!entry.parts.images || !guide) continue
    images.wantGuide(toGuideKey(guide))
    noteGuidePages(db, images, guide)
    await mergeGuideImages(images, bundle, entry, beat, tell)
  }
  images.sweep((page) => isLivePath(db, page))
  return { merged, leftOut, reason }
}

async function mergeGuideImages(
  images: ImageWriter,
  bundle: BundleFile,
  entry: GuideEntry,
  beat: () => void,
  tell: (problem: string | undefined) => void,
): Promise<void> {
  const { list, data } = entry.parts.images ?? { list: undefined, data: [] }
  if (!list) return
  const wanted = new Map<string, ListedImage[]>()
  for (const listed of eachRecord(bundle, list, (line) => parseListedImage(line, entry))) {
    const [path, hash, checkedAt] = listed
    // What is here was confirmed later, or is the same.
    if (images.has(path, { hash, checkedAt })) tell(undefined)
    else wanted.set(hash, [...(wanted.get(hash) ?? []), listed])
  }
  const keep = (hash: string, image: CheckedImage) => {
    for (const [path, , checkedAt, etag, lastModified] of wanted.get(hash) ?? []) {
      const validators = { etag: etag ?? undefined, lastModified: lastModified ?? undefined }
      const kept = images.keep(path, image, { validators, now: checkedAt })
      tell(kept.kind === 'full' ? kept.reason : undefined)
    }
    wanted.delete(hash)
  }
  for (const part of data) {
    for (const image of eachRecord(bundle, part, parseImage)) keep(image.hash, image)
    beat()
    await setImmediate()
  }
  // A delta leaves out what its base has: it is here under some address, or was never taken.
  for (const hash of [...wanted.keys()]) {
    const image = images.loadContent(hash)
    if (image) keep(hash, image)
  }
  for (const left of wanted.values()) for (const _ of left) tell('the bundle that it builds on was not imported here')
}
