// What was looked for, and where each word came from. Pure.

import type { ParsedQuery } from '../parse-query.ts'

export type WordOrigin = 'typed' | 'correction' | 'synonym' | 'thesaurus' | 'translation' | 'phrasing'

export interface MatchedWord {
  /** As the index has it: a stem, a pair of Japanese characters, or a whole identifier with `code:` in front. */
  readonly term: string
  /** By how rare it is, and by where it came from. */
  readonly weight: number
  readonly origin: WordOrigin
}

/** What was asked in one language: the query in its words, and what they weigh. */
export interface AskedWords {
  readonly query: ParsedQuery
  readonly weights: ReadonlyMap<string, number>
}

/** The heaviest first. `others` are the same of further phrasings. */
export function matchedWords(
  typed: ParsedQuery,
  asked: readonly AskedWords[],
  others: readonly AskedWords[],
): MatchedWord[] {
  const words = new Map<string, MatchedWord>()
  const isTyped = new Set([...typed.sequence, ...typed.identifiers.map((identifier) => `code:${identifier}`)])
  for (const { query, weights } of asked) {
    const origins = originsIn(query)
    for (const [term, weight] of weights)
      words.set(term, { term, weight, origin: isTyped.has(term) ? 'typed' : (origins.get(term) ?? 'translation') })
  }
  for (const { weights } of others)
    for (const [term, weight] of weights)
      if (!words.has(term)) words.set(term, { term, weight, origin: isTyped.has(term) ? 'typed' : 'phrasing' })
  return [...words.values()].sort((a, b) => b.weight - a.weight)
}

// What a query says in words that nobody typed is their correct spelling; what it says beside them and was not read into it, is their translation.
function originsIn(query: ParsedQuery): Map<string, WordOrigin> {
  const said = new Set(query.sequence)
  const origins = new Map<string, WordOrigin>()
  for (const { synonyms } of query.terms) for (const term of synonyms) origins.set(term, 'synonym')
  for (const { term, isImplied } of query.terms) {
    if (said.has(term)) origins.set(term, 'correction')
    else origins.set(term, isImplied ? 'thesaurus' : 'translation')
  }
  return origins
}
