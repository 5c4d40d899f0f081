// A night passes over an index as if a refresh had found it: pages edited, removed and added, all others confirmed.

import { createHash } from 'node:crypto'
import { toExtractedPage, toPageRecord } from '../../src/bundle/format/records.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { type GuideRow, listGuides, markGuideComplete } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { loadPageContent } from '../../src/store/pages/page-export.ts'
import { listPagesOfGuide, type PageRow } from '../../src/store/pages/page-rows.ts'
import { markGone, writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

export interface NightPlan {
  readonly edits: number
  readonly removals: number
  readonly additions: number
  /** When the night is over; milliseconds since the epoch. */
  readonly now: number
}

/** Spread over the guides. */
export async function passNightOver(file: string, { edits, removals, additions, now }: NightPlan): Promise<void> {
  const { db, close } = await openIndexForWriting(file)
  try {
    const guides = listGuides(db)
    db.transaction(() => {
      db.prepare('UPDATE page SET checked_at = ?').run(now)
      const pages = guides.map((guide) => listPagesOfGuide(db, guide.id).filter(({ status }) => status === 'live'))
      for (let n = 0; n < edits + removals + additions; n++) {
        const guide = guides[n % guides.length]
        const page = pages[n % guides.length]?.[20 + n]
        if (!guide || !page) throw new Error('The index is too small for this drill.')
        if (n < edits) rewrite(db, guide, page, page.path, now)
        else if (n < edits + removals) markGone(db, page, now)
        else rewrite(db, guide, page, page.path.replace(/\.html$/, `-added-${now}.html`), now)
      }
      for (const guide of guides) markGuideComplete(db, guide.id, now)
    })
  } finally {
    close()
  }
}

// A word is another one all over the page, of the same length, so that sections and passages stay where they are.
function rewrite(db: SqlDatabase, guide: GuideRow, row: PageRow, path: string, now: number): void {
  const url = parseDocUrl(path)
  const page = toExtractedPage(toPageRecord(row, loadPageContent(db, row.id)), guide)
  const markdown = page.markdown.replaceAll(' the ', ` n${String(now).slice(-4, -2)} `).replace('。', '、')
  if (!url) throw new Error(`${path} is no address`)
  const contentHash = createHash('sha256').update(markdown).digest('hex')
  writePage(db, {
    guideId: guide.id,
    url,
    page: { ...page, markdown, contentHash },
    extractionVersion: row.extractionVersion,
    validators: row.validators,
    tocOrder: row.tocOrder,
    now,
    recordHistory: true,
  })
}
