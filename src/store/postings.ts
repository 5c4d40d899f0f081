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
const MOST_CACHED = 3_000_000
/** What a list costs besides its ids. */
const KEY_COST = 16

const MOST_FREQUENCIES = 20_000
const NOT_COMMON = 0

interface Cached {
  readonly lists: Map<string, Float64Array>
  readonly frequencies: Map<string, number>
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
      cache.lists.set(key, list)
      cache.held += list.length + KEY_COST
      makeRoom(cache)
      return list
    },
    frequency(term) {
      const known = cache.frequencies.get(term)
      if (known !== undefined) return known === NOT_COMMON ? undefined : known
      const row = db.prepare('SELECT passages FROM common_term WHERE term = ?').get<{ passages: number }>(term)
      if (cache.frequencies.size >= MOST_FREQUENCIES) cache.frequencies.clear()
      cache.frequencies.set(term, row?.passages ?? NOT_COMMON)
      return row?.passages
    },
  }
}

const currentCache = versionCache((db): Cached => {
  const total = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()?.n ?? 0
  return { lists: new Map(), frequencies: new Map(), total, held: 0 }
})

// The oldest lists go first: words that many questions have are soon back.
function makeRoom(cache: Cached): void {
  for (const [key, list] of cache.lists) {
    if (cache.held <= MOST_CACHED) return
    cache.lists.delete(key)
    cache.held -= list.length + KEY_COST
  }
}

// Terms are letters, digits and ideographs only, but quoting costs nothing and makes every string a valid expression.
function readList(db: SqlDatabase, term: string, range: IdRange, column: IndexColumn | undefined): Float64Array {
  const expression = `{${column ?? 'heading body title'}} : "${term.replaceAll('"', '""')}"`
  const rows = db
    .prepare('SELECT rowid AS id FROM passage_index WHERE passage_index MATCH ? AND rowid BETWEEN ? AND ?')
    .firstColumn<number>(expression, range.from, range.to)
  return Float64Array.from(rows)
}
