// Which passages hold a term: the doclists of the full-text index as sorted arrays of passage ids. Lists that were read are kept for the next query,
// since a few hundred words stand in most questions.

import type { IdRange } from './passage-id.ts'
import type { SqlDatabase } from './sql-driver.ts'
import { versionCache } from './version-cache.ts'

export type IndexColumn = 'title' | 'heading' | 'body' | 'code'

export interface Postings {
  /** Passage ids in ascending order. Without `column`, those of title, heading and body. */
  of(term: string, range: IdRange, column?: IndexColumn): Float64Array
  /** In how many passages a term stands that stands in many; undefined for the others, whose lists are short. */
  frequency(term: string): number | undefined
  /** Passages in the index. */
  readonly total: number
}

/** Ids kept in memory: 8 bytes each. */
const MOST_CACHED = 1_500_000

interface Cached {
  readonly lists: Map<string, Float64Array>
  readonly total: number
  held: number
}

export function openPostings(db: SqlDatabase): Postings {
  const cache = currentCache(db)
  return {
    total: cache.total,
    of(term, range, column) {
      const key = `${column ?? ''} ${term} ${range.from} ${range.to}`
      const known = cache.lists.get(key)
      if (known) return known
      const list = readList(db, term, range, column)
      if (cache.held + list.length > MOST_CACHED) {
        cache.lists.clear()
        cache.held = 0
      }
      cache.lists.set(key, list)
      cache.held += list.length + 16
      return list
    },
    frequency: (term) =>
      db.prepare('SELECT passages FROM common_term WHERE term = ?').get<{ passages: number }>(term)?.passages,
  }
}

const currentCache = versionCache((db): Cached => {
  const total = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()?.n ?? 0
  return { lists: new Map(), total, held: 0 }
})

// Terms are letters, digits and ideographs only, but quoting costs nothing and makes every string a valid expression.
function readList(db: SqlDatabase, term: string, range: IdRange, column: IndexColumn | undefined): Float64Array {
  const expression = `{${column ?? 'heading body title'}} : "${term.replaceAll('"', '""')}"`
  const rows = db
    .prepare('SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ? AND rowid BETWEEN ? AND ?')
    .firstColumn<number>(expression, range.from, range.to)
  return Float64Array.from(rows)
}
