// Where a page went that the index knew: what the record of changes says, move by move. Knows what is indexed there,
// and fetches nothing.

import { formatDocUrl } from '../core/model/doc-url.ts'
import { findMove } from '../store/history/change-rows.ts'
import { isLivePath } from '../store/pages/page-rows.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'

export interface NewPlace {
  readonly path: string
  readonly isIndexed: boolean
}

/** A site that leads in a circle, or on and on, is not followed to its end. */
const MOST_MOVES = 10

/** Undefined where no move of the page is known. */
export function followMoves(
  db: SqlDatabase,
  path: string,
  find = (at: string) => findMove(db, at),
): NewPlace | undefined {
  const seen = new Set([path])
  let place: NewPlace | undefined
  for (let at = path; seen.size <= MOST_MOVES && !place?.isIndexed; ) {
    const next = find(at)
    if (next === undefined || seen.has(next)) break
    seen.add(next)
    at = next
    place = { path: next, isIndexed: isLivePath(db, next) }
  }
  return place
}

export function describeMove(from: string, to: string): string {
  return `The page has moved: ${formatDocUrl(from)} is now ${formatDocUrl(to)}.`
}
