// Which images the pages of a guide show, as far as the file of images does not know it: those whose text is another
// than when it was last looked at.

import { listImagePaths } from '../../core/text/image-links.ts'
import type { GuideRow } from '../guides/guide-rows.ts'
import { toGuideKey } from '../guides/run-facts.ts'
import { listPagesOfGuide, loadMarkdown } from '../pages/page-rows.ts'
import { readIfReadable } from '../pages/read-if-readable.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import type { ImageWriter, PageImages } from './image-writer.ts'

const NOTED_AT_ONCE = 200

/** Pages without images are noted too, so that they are not read again. */
export function noteGuidePages(db: SqlDatabase, images: ImageWriter, guide: GuideRow): void {
  const key = toGuideKey(guide)
  const known = images.listKnownPages(key)
  let noted: PageImages[] = []
  for (const { id, path, status, contentHash, changedAt } of listPagesOfGuide(db, guide.id)) {
    if (status !== 'live' || known.get(path) === contentHash) continue
    const markdown = readIfReadable(() => loadMarkdown(db, id))
    if (markdown === undefined) continue
    noted.push({ page: path, contentHash, changedAt, images: listImagePaths(markdown) })
    if (noted.length < NOTED_AT_ONCE) continue
    images.notePages(key, noted)
    noted = []
  }
  images.notePages(key, noted)
}
