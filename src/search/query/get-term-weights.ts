// How much a term tells wherever it stands, without reading its doclist: by how common it is in the index as a whole.

import { findCommonCount, findLeastCommon } from '../../store/fulltext/learned-terms.ts'
import { countLivePassages } from '../../store/fulltext/passage-map.ts'
import { openPostings } from '../../store/fulltext/postings.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** Some 100 bytes each. */
const MOST_KEPT = 20_000

/** Inverse document frequency; terms that are not common weigh the same. */
export const getTermWeights: (db: SqlDatabase) => (term: string) => number = cachePerVersion((db) => {
  // Counting rows would read the whole table.
  const total = countLivePassages(openPostings(db).map)
  const least = Math.min(findLeastCommon(db) ?? total, total)
  const known = new Map<string, number>()
  return (term) => {
    const weight = known.get(term) ?? Math.log(1 + total / (findCommonCount(db, term) ?? least))
    if (known.size >= MOST_KEPT) known.clear()
    known.set(term, weight)
    return weight
  }
})
