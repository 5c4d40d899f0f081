// A query with the words of others added, which count less than its own. Pure.

import type { ParsedQuery, QueryTerm } from '../parse-query.ts'

/** Added words stand as implied ones do: whoever asked did not write them, and a title need not say them. */
export function joinQueries(query: ParsedQuery, others: readonly ParsedQuery[], share: number): ParsedQuery {
  const terms = new Map<string, QueryTerm>(query.terms.map((term) => [term.term, term]))
  for (const other of others) {
    for (const { term, weight } of other.terms) {
      const known = terms.get(term)
      if (!known) terms.set(term, { term, synonyms: [], weight: weight * share, isImplied: true })
      else if (known.weight < weight * share) terms.set(term, { ...known, weight: weight * share })
    }
  }
  const identifiers = [query, ...others].flatMap((one) => one.identifiers)
  return { ...query, terms: [...terms.values()], identifiers: [...new Set(identifiers)] }
}
