// How the likeliest candidates link to each other. A page that several of them send the reader to is nearer to the
// answer than its words tell; one that sends the reader on to others is their table of contents.

import { LRUCache } from 'lru-cache'
import { listLinksOfPage } from '../../store/pages/link-rows.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface PageLinks {
  /** Both logarithms of sums over pages, the first by the first pass counting most. */
  readonly linkedFrom: number
  readonly linksTo: number
}

/**
 * Pages whose links are read: each costs a look-up, and those behind count next to nothing. Of 8, 16, 24 and 48 none
 * was better than 24.
 */
const LIKELY = 24
/** Links of pages that were candidates lately. */
const LINKS_KEPT = 60_000

const kept = cachePerVersion(
  () => new LRUCache<number, readonly string[]>({ maxSize: LINKS_KEPT, sizeCalculation: (links) => links.length + 1 }),
)

/** For each of `pages`, best first. */
export function findLinksAmong(
  db: SqlDatabase,
  pages: readonly { readonly id: number; readonly path: string }[],
): PageLinks[] {
  const cache = kept(db)
  const placeOf = new Map(pages.map(({ path }, place) => [path, place]))
  const from = new Float64Array(pages.length)
  const to = new Float64Array(pages.length)
  for (const [place, { id }] of pages.slice(0, LIKELY).entries()) {
    const links = cache.get(id) ?? listLinksOfPage(db, id)
    cache.set(id, links)
    for (const link of links) {
      const target = placeOf.get(link)
      if (target === undefined || target === place) continue
      from[target] = (from[target] ?? 0) + 1 / (1 + place)
      if (target < LIKELY) to[place] = (to[place] ?? 0) + 1 / (1 + target)
    }
  }
  return pages.map((_, place) => ({ linkedFrom: Math.log1p(from[place] ?? 0), linksTo: Math.log1p(to[place] ?? 0) }))
}
