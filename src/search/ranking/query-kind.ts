// What kind of query it is, as far as that decides what counts: pastes, queries of few words and translated ones have weights of their own. Pure.

import type { ParsedQuery } from '../parse-query.ts'

export const QUERY_KINDS = ['pasted', 'short', 'translated'] as const
export type QueryKind = (typeof QUERY_KINDS)[number]

/** Words that the reader wrote. */
const SHORT = 3

/** A query may be of several kinds, or of none. */
export function kindsOf(query: ParsedQuery): QueryKind[] {
  const typed = query.terms.filter(({ isImplied }) => !isImplied).length
  return QUERY_KINDS.filter((kind) => {
    if (kind === 'pasted') return query.isPasted
    if (kind === 'short') return typed <= SHORT
    return query.isTranslated
  })
}

/** Asks how much or how many. */
export function asksHowMuch({ text }: ParsedQuery): boolean {
  return /\b(?:how (?:many|much|long|large|big|often|far)|max(?:imum)?|min(?:imum)?|limits?|quotas?|at most|least|largest|longest)\b|上限|最大|最小|制限|クォータ|いくつ|何個|何件|何回/i.test(
    text,
  )
}

/** Asks what something costs. */
export function asksForCost({ text }: ParsedQuery): boolean {
  return /\b(?:costs?|pric(?:e|es|ing)|charge[ds]?|bill(?:ed|ing)?|expensive|pay|fees?|free)\b|料金|課金|費用|価格|いくら/i.test(
    text,
  )
}
