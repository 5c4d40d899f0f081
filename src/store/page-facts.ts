// What the ranker knows of a page without reading its text.

import { saidOfPage } from './link-rows.ts'
import type { SqlDatabase } from './sql-driver.ts'

export interface PageFacts {
  readonly path: string
  readonly title: string
  readonly description: string
  /** Characters of its Markdown. */
  readonly length: number
  /** Links to it from indexed pages, counted up to MOST_INBOUND. */
  readonly inbound: number
  /** What other pages say where they link to it: terms, and in how many pages. */
  readonly said: ReadonlyMap<string, number>
}

/** From here on more links say nothing more. */
export const MOST_INBOUND = 200

/** Undefined for a page that is not live. */
export function loadPageFacts(db: SqlDatabase, pageId: number): PageFacts | undefined {
  const row = db
    .prepare(
      `SELECT path, title, description, length,
         (SELECT count(*) FROM (SELECT 1 FROM link_target JOIN link ON target_id = link_target.id
            WHERE link_target.path = page.path LIMIT ${MOST_INBOUND})) AS inbound
       FROM page JOIN page_text ON page_id = page.id WHERE page.id = ? AND status = 'live'`,
    )
    .get<Omit<PageFacts, 'said'>>(pageId)
  return row && { ...row, said: saidOfPage(db, row.path) }
}
