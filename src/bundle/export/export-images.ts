// The images of one guide as parts of a bundle: a list of all of them, and the contents that the base has not.

import type { GuideImages } from '../../store/images/image-reader.ts'
import { MAX_TEXT } from '../format/bundle-limits.ts'
import { type ListedImage, toImageLine } from '../format/image-lines.ts'
import { toLineText } from '../format/line-text.ts'
import { makeImagePartName, makePartName } from '../format/manifest.ts'
import type { PartFolder, StoredPart } from './part-folder.ts'

// As base64: what packing and unpacking it costs in memory is a few times that.
const PART_LENGTH = 16 * 1024 * 1024
const PART_IMAGES = 5_000

export interface ImagesExport {
  readonly folder: PartFolder
  readonly images: GuideImages
  /** Key of the guide (guideKeyOf), and its position in the bundle. */
  readonly guide: string
  readonly index: number
  /** Hashes that the base has. */
  readonly base: ReadonlySet<string>
  readonly signal: AbortSignal | undefined
}

export interface ExportedImages {
  readonly list: StoredPart
  readonly data: readonly StoredPart[]
}

/** Undefined for a guide without images: its bundle is then one that every reader of bundles takes. */
export async function exportImages(work: ImagesExport): Promise<ExportedImages | undefined> {
  const { folder, images, guide, index, base, signal } = work
  const listed: ListedImage[] = []
  const damaged = new Set<string>()
  const fresh = new Map<string, { readonly path: string; readonly size: number }>()
  for (const { path, hash, size, checkedAt, etag, lastModified } of images.list(guide)) {
    const isNew = !base.has(hash) && !fresh.has(hash)
    if (isNew && !images.load(path)) damaged.add(hash)
    // What is damaged is not sent; whoever imports has none there.
    if (damaged.has(hash)) continue
    if (isNew) fresh.set(hash, { path, size })
    listed.push([path, hash, checkedAt, keepFit(etag), keepFit(lastModified)])
  }
  if (listed.length === 0) return undefined
  const data: StoredPart[] = []
  for (const part of splitIntoParts(fresh)) {
    signal?.throwIfAborted()
    const name = makeImagePartName(index, data.length)
    const key = ['images', part.map(([hash]) => hash)]
    data.push(await folder.store(name, key, () => part.flatMap(([, { path }]) => findLine(images, path))))
  }
  const list = await folder.store(makePartName(index, 'images'), ['image list', listed], () => listed)
  return { list, data }
}

// Undefined would be asked for without conditions.
function keepFit(validator: string | null): string | null {
  return validator !== null && toLineText(validator, MAX_TEXT) === validator ? validator : null
}

// A crawl may have taken it out since.
function findLine(images: GuideImages, path: string) {
  const image = images.load(path)
  return image ? [toImageLine(image)] : []
}

type Fresh = readonly [hash: string, { readonly path: string; readonly size: number }]

function* splitIntoParts(fresh: ReadonlyMap<string, Fresh[1]>): Generator<Fresh[]> {
  let part: Fresh[] = []
  let length = 0
  // By hash: the same images give the same parts, whatever the order of their addresses.
  for (const one of [...fresh].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const size = (one[1].size * 4) / 3
    if (part.length > 0 && (length + size > PART_LENGTH || part.length >= PART_IMAGES)) {
      yield part
      part = []
      length = 0
    }
    part.push(one)
    length += size
  }
  if (part.length > 0) yield part
}
