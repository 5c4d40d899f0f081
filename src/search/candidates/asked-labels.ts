// Labels that the query names: "lambda timeout" asks for what a page about Lambda labels "Timeout".

import { isBeside, LONGEST_LABEL, toAskedTailTerm, toLabelTerm } from '../../core/text/labels.ts'
import type { Postings } from '../../store/fulltext/postings.ts'
import type { ParsedQuery } from '../query/parse-query.ts'

export interface AskedLabel {
  /** Passages that have it. */
  readonly ordinals: Uint32Array
  /** Share of the query that it says, without what names the product and what asks how much. */
  readonly share: number
}

/** Words of a query that are looked at: longer ones are no names. */
const MOST_WORDS = 16

/** Labels that say less of the query are not looked up. */
const LEAST_SHARE = 0.3
/** What a label counts for whose first word is left out: "timeout", where "Function timeout" stands. */
const TAIL = 0.6

/** Labels made of words that follow on one another. `naming`: terms that name products. None for a paste. */
export function readAskedLabels(
  query: ParsedQuery,
  weights: ReadonlyMap<string, number>,
  naming: ReadonlySet<string>,
  postings: Postings,
): AskedLabel[] {
  if (query.isPasted) return []
  const words = query.sequence.filter((term) => !naming.has(term) && !isBeside(term)).slice(0, MOST_WORDS)
  const weigh = (terms: readonly string[]) =>
    [...new Set(terms)].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0)
  const total = weigh(words)
  const labels = new Map<string, AskedLabel>()
  for (let from = 0; from < words.length; from++) {
    for (let end = from + 1; end <= Math.min(words.length, from + LONGEST_LABEL); end++) {
      const run = words.slice(from, end)
      const share = weigh(run) / total
      if (!(share >= LEAST_SHARE)) continue
      take(toLabelTerm(run), share)
      take(toAskedTailTerm(run), share * TAIL)
    }
  }
  return [...labels.values()]

  function take(term: string | undefined, share: number): void {
    if (term === undefined || labels.has(term)) return
    const { ordinals } = postings.getIdentifier(term)
    if (ordinals.length > 0) labels.set(term, { ordinals, share })
  }
}
