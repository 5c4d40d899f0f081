// Links between indexed pages, both ways.

import type { SqlDatabase } from './sql-driver.ts'

export interface LinkedPage {
  readonly id: number
  readonly path: string
  readonly title: string
  readonly guideId: number
  /** How many indexed pages link to it: what everything links to says little. */
  readonly inbound: number
}

const COLUMNS = `p.id, p.path, p.title, p.guide_id AS guideId, (SELECT count(*) FROM link WHERE target = p.path) AS inbound`

/** Live pages that link to `path`. */
export function pagesLinkingTo(db: SqlDatabase, path: string, limit: number): LinkedPage[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM link JOIN page p ON p.id = link.source_id
       WHERE link.target = ? AND p.path <> ? AND p.status = 'live' ORDER BY p.id LIMIT ?`,
    )
    .all<LinkedPage>(path, path, limit)
}

/** Live pages that the page links to. */
export function pagesLinkedFrom(db: SqlDatabase, pageId: number, limit: number): LinkedPage[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM link JOIN page p ON p.path = link.target
       WHERE link.source_id = ? AND p.id <> ? AND p.status = 'live' ORDER BY p.id LIMIT ?`,
    )
    .all<LinkedPage>(pageId, pageId, limit)
}
