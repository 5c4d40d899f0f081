// Pages in the order of their paths, a slice at a time: for lists that are paged through and for completing names.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'

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

// A range of the unique index on path: the highest code point closes it.
const SELECT = `SELECT path, title, description FROM page WHERE path > ? AND path >= ? AND path < ? AND status = 'live'`

/** Live pages by path. */
export function listPages(
  db: SqlDatabase,
  { prefix = '', after = '', titleHolds = '', limit }: PageSlice,
): ListedPage[] {
  const [most, wanted] = [`${prefix}\u{10ffff}`, titleHolds.toLowerCase()]
  if (!isAscii(wanted)) return findByTitle(db, [after, prefix, most], wanted, limit)
  return db
    .prepare(`${SELECT} AND instr(lower(title), ?) > 0 ORDER BY path LIMIT ?`)
    .all<ListedPage>(after, prefix, most, wanted, limit)
}

// SQLite knows the case of no letter beyond ASCII.
function findByTitle(db: SqlDatabase, range: readonly string[], wanted: string, limit: number): ListedPage[] {
  const pages: ListedPage[] = []
  for (const page of db.prepare(`${SELECT} ORDER BY path`).iterate<ListedPage>(...range)) {
    if (pages.length === limit) break
    if (page.title.toLowerCase().includes(wanted)) pages.push(page)
  }
  return pages
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
