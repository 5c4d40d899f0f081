// How much a term tells wherever it stands, without reading its doclist: by how common it is in the index as a whole.

import { commonTerms } from '../store/learned-terms.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { versionCache } from '../store/version-cache.ts'

/** Inverse document frequency; terms that are not common weigh the same. */
export const termWeights: (db: SqlDatabase) => (term: string) => number = versionCache((db) => {
  const total = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()?.n ?? 0
  const common = commonTerms(db)
  const least = common.reduce((least, { passages }) => Math.min(least, passages), total)
  const counts = new Map(common.map(({ term, passages }) => [term, passages]))
  return (term) => Math.log(1 + total / (counts.get(term) ?? least))
})
