// What the ranker knows of a page without reading its text.

import type { SqlDatabase } from './sql-driver.ts'

export interface PageFacts {
  readonly path: string
  readonly title: string
  readonly description: string
  /** Titles of the guide and of the chapters around the page, the product's name first. */
  readonly breadcrumb: readonly string[]
  /** File name. */
  readonly name: string
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
      `SELECT path, title, description, breadcrumb, name, length, count(link.source_id) AS inbound, group_concat(nullif(said, ''), ' ') AS said
       FROM page JOIN page_text ON page_id = page.id
         LEFT JOIN (SELECT source_id, said FROM link
           WHERE target_id = (SELECT id FROM link_target WHERE path = (SELECT path FROM page WHERE id = ?)) LIMIT ${MOST_INBOUND}) AS link
       WHERE page.id = ? AND status = 'live' GROUP BY page.id`,
    )
    .get<Omit<PageFacts, 'said' | 'breadcrumb'> & { said: string | null; breadcrumb: string }>(pageId, pageId)
  return row && { ...row, breadcrumb: JSON.parse(row.breadcrumb) as string[], said: countWords(row.said ?? '') }
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  if (text !== '') for (const word of text.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
