// What a guide's images in a bundle must be: every line valid, each address once, no content that no address has. One
// that is listed and not there is missing where it is imported, as any image may be: no page depends on it.

import type { createBreather } from './breather.ts'
import type { BundleFile } from './bundle-file.ts'
import { eachRecord } from './each-record.ts'
import { parseImage, parseListedImage } from './image-lines.ts'
import { badBundle, type GuideEntry } from './manifest.ts'

/** Throws DocsError BAD_BUNDLE. */
export async function verifyImages(
  bundle: BundleFile,
  guide: GuideEntry,
  breathe: ReturnType<typeof createBreather>,
): Promise<void> {
  const { images } = guide.parts
  if (!images) return
  const paths = new Set<string>()
  const hashes = new Set<string>()
  for (const [path, hash] of eachRecord(bundle, images.list, (line) => parseListedImage(line, guide))) {
    if (paths.has(path)) throw badBundle(`${images.list.name} lists ${path} twice`)
    paths.add(path)
    hashes.add(hash)
    await breathe()
  }
  const seen = new Set<string>()
  for (const part of images.data) {
    for (const { hash } of eachRecord(bundle, part, parseImage)) {
      if (!hashes.has(hash) || seen.has(hash)) throw badBundle(`${part.name} has an image that no address needs`)
      seen.add(hash)
      await breathe()
    }
  }
}
