// Words that stand nowhere in the index, and the common words they were probably meant to be. Pure.

import { distance } from 'fastest-levenshtein'
import { STOP_WORDS } from '../core/stop-words.ts'
import type { ParsedQuery, QueryTerm } from './parse-query.ts'

/** Of two equally near words the one in more passages is meant. */
export interface KnownTerm {
  readonly term: string
  readonly passages: number
}

export interface Correction {
  readonly from: string
  readonly to: string
}

const CORRECTED_WEIGHT = 0.8

export function correctSpelling(unknown: readonly string[], vocabulary: readonly KnownTerm[]): Correction[] {
  return unknown.flatMap((from) => {
    // Digits are part of names, and short words are too near to everything.
    if (!/^[a-z]{4,}$/.test(from)) return []
    const allowed = from.length < 8 ? 1 : 2
    let best: (KnownTerm & { off: number }) | undefined
    for (const known of vocabulary) {
      if (Math.abs(known.term.length - from.length) > allowed || !/^[a-z]{4,}$/.test(known.term)) continue
      // Asked for as an identifier (`FROM`) they stand in the index, and as words they do not.
      if (STOP_WORDS.has(known.term)) continue
      const off = isSwapOf(from, known.term) ? 1 : distance(from, known.term)
      if (off > allowed || off === 0) continue
      if (!best || off < best.off || (off === best.off && known.passages > best.passages)) best = { ...known, off }
    }
    return best ? [{ from, to: best.term }] : []
  })
}

// Two neighbours in the wrong order is one slip of the fingers, though it is two edits.
function isSwapOf(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return (
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    at + 1 < one.length &&
    one.slice(at + 2) === other.slice(at + 2)
  )
}

export function withCorrections(query: ParsedQuery, corrections: readonly Correction[]): ParsedQuery {
  const meant = new Map(corrections.map(({ from, to }) => [from, to]))
  const terms = new Map<string, QueryTerm>()
  for (const term of query.terms) {
    const to = meant.get(term.term)
    const corrected = to === undefined ? term : { ...term, term: to, weight: term.weight * CORRECTED_WEIGHT }
    if (!terms.has(corrected.term)) terms.set(corrected.term, corrected)
  }
  return { ...query, terms: [...terms.values()], sequence: query.sequence.map((term) => meant.get(term) ?? term) }
}
