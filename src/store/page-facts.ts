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
}

/** From here on more links to a page say nothing more. */
export const MOST_INBOUND = 200

/** Undefined for a page that is not live. */
export function loadPageFacts(db: SqlDatabase, pageId: number): PageFacts | undefined {
  const row = db
    .prepare(`SELECT path, title, description, breadcrumb, name FROM page WHERE id = ? AND status = 'live'`)
    .get<Omit<PageFacts, 'breadcrumb'> & { readonly breadcrumb: string }>(pageId)
  return row && { ...row, breadcrumb: JSON.parse(row.breadcrumb) as string[] }
}
