// Which guides' products a query names, and by which of its terms.

import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { findNamingTerms, listProductNames } from '../query/product-names.ts'

/** A paste names products by the way. */
export function findNamingTermsByGuide(db: SqlDatabase, query: ParsedQuery): Map<number, ReadonlySet<string>> {
  const written = new Set(query.isPasted ? [] : query.sequence)
  const named = new Map<number, ReadonlySet<string>>()
  for (const [guideId, names] of listProductNames(db)) {
    const terms = findNamingTerms(names, written)
    if (terms.size > 0) named.set(guideId, terms)
  }
  return named
}

/** Of two products of which one's name is part of the other's (RDS, RDS on VMware) the longer one is meant. */
const SUBSUMED = 0.4

export function computeNamedness(named: ReadonlyMap<number, ReadonlySet<string>>, guideId: number): number {
  const terms = named.get(guideId)
  if (!terms) return 0
  const isSubsumed = [...named.values()].some(
    (other) => other.size > terms.size && [...terms].every((term) => other.has(term)),
  )
  return isSubsumed ? SUBSUMED : 1
}
