// Where pages went, all at once: for who asks about many. The record has no order by path and may be long, so what was
// read of it is kept, and only what was added since is read again.

import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import type { PageChange } from './change-rows.ts'

interface Known {
  readonly lastId: number
  /** What last happened to each page that ever moved; without an address where that was something else. */
  readonly last: Map<string, { readonly at: number; readonly movedTo: string | undefined }>
}

const kept = new WeakMap<SqlDatabase, Known>()

/** By path, where the site led when the page was last looked for, as findMove gives it for one. */
export function loadMoves(db: SqlDatabase): { get(path: string): string | undefined; readonly size: number } {
  const before = kept.get(db)
  const lastId = db.prepare('SELECT max(id) AS id FROM page_change').get<{ id: number | null }>()?.id ?? 0
  // Rows go with their guide; what is left of it here leads to pages that the index knew.
  const known =
    before && lastId <= before.lastId ? before : readMore(db, before ?? { lastId: 0, last: new Map() }, lastId)
  kept.set(db, known)
  return { get: (path) => known.last.get(path)?.movedTo, size: known.last.size }
}

function readMore(db: SqlDatabase, { lastId: after, last }: Known, lastId: number): Known {
  const rows = db
    .prepare(
      `SELECT path, at, CASE kind WHEN 'moved' THEN detail END AS detail FROM page_change
       WHERE id > ? AND (path IN (SELECT path FROM page_change WHERE id > ? AND kind = 'moved')
         OR path IN (SELECT value FROM json_each(?))) ORDER BY at, id`,
    )
    .all<{ path: string; at: number; detail: string | null }>(after, after, JSON.stringify([...last.keys()]))
  for (const { path, at, detail } of rows) {
    const isOlder = (last.get(path)?.at ?? 0) > at
    const movedTo = detail === null ? undefined : parseStoredJson<Pick<PageChange, 'movedTo'>>(detail, 'object').movedTo
    if (!isOlder) last.set(path, { at, movedTo })
  }
  return { lastId, last }
}
