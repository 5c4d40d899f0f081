// Larger indexes for measuring: the guides of an index once more under other base paths, written by the store's own
// writer. Kept between runs.

import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDocUrl, toPath } from '../../src/core/model/doc-url.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { ensureGuide, listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { loadPageContent } from '../../src/store/pages/page-export.ts'
import { listPagesOfGuide } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

/** An index with the guides of `file` `times` times: `/lambda/latest/dg/`, `/lambda-2/latest/dg/` … */
export async function growIndex(file: string, times: number, folder: string): Promise<string> {
  if (times === 1) return file
  const grown = join(folder, `${basename(file, '.sqlite')}-x${times}.sqlite`)
  if (existsSync(grown)) return grown
  process.stderr.write(`Building ${grown} …\n`)
  const draft = `${grown}.part`
  rmSync(draft, { force: true })
  copyFileSync(file, draft)
  const source = await openIndexForReading(file)
  const target = await openIndexForWriting(draft)
  for (let copy = 2; copy <= times; copy++) copyGuides(source.db, target.db, copy)
  learnFromIndex(target.db)
  target.close()
  source.close()
  renameSync(draft, grown)
  return grown
}

function copyGuides(source: SqlDatabase, target: SqlDatabase, copy: number): void {
  for (const guide of listGuides(source)) {
    const base = guide.base.replace(/^\/([^/]+)/, `/$1-${copy}`)
    target.transaction(() => {
      const { id } = ensureGuide(target, { ...guide, catalogId: `${guide.catalogId}-${copy}`, base })
      for (const page of listPagesOfGuide(source, guide.id)) {
        const content = page.status === 'live' ? loadPageContent(source, page.id) : undefined
        const url = parseDocUrl(toPath(base, page.name, guide.locale))
        if (!content || !url) continue
        writePage(target, {
          guideId: id,
          url,
          page: {
            ...content,
            links: content.links.map((link) => link.replace(guide.base, base)),
            locale: page.locale,
            title: page.title,
            product: page.product,
            guideTitle: page.guideTitle,
            description: page.description,
            breadcrumb: page.breadcrumb,
            tocs: [],
            contentHash: page.contentHash,
            machineTranslated: page.machineTranslated,
          },
          extractionVersion: page.extractionVersion,
          validators: page.validators,
          tocOrder: page.tocOrder,
          now: page.changedAt,
          recordHistory: false,
        })
      }
    })
  }
}
