// Pages in the order of their paths, a slice at a time: for lists that are paged through and for completing names.

import type { SqlDatabase } from './sql-driver.ts'

export interface ListedPage {
  readonly path: string
  readonly title: string
  readonly description: string
}

export interface PageSlice {
  /** Only pages whose path begins so. */
  readonly prefix?: string
  /** Only pages after this path. */
  readonly after?: string
  /** Only pages whose title holds this, without regard to case. */
  readonly titleHolds?: string
  readonly limit: number
}

/** Live pages by path. */
export function listPages(
  db: SqlDatabase,
  { prefix = '', after = '', titleHolds = '', limit }: PageSlice,
): ListedPage[] {
  // A range of the unique index on path: the highest code point closes it.
  return db
    .prepare(
      `SELECT path, title, description FROM page WHERE path > ? AND path >= ? AND path < ? AND instr(lower(title), ?) > 0 AND status = 'live' ORDER BY path LIMIT ?`,
    )
    .all<ListedPage>(after, prefix, `${prefix}\u{10ffff}`, titleHolds.toLowerCase(), limit)
}
