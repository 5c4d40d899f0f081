// What was looked for, and where each word came from. Pure.

import type { AskedWords } from '../../core/text/mark-words.ts'
import type { ParsedQuery } from '../query/parse-query.ts'

export type WordOrigin = 'typed' | 'correction' | 'synonym' | 'thesaurus' | 'translation' | 'phrasing'

export interface MatchedWord {
  /** As the index has it: a stem, a pair of Japanese characters, or a whole identifier with `code:` in front. */
  readonly term: string
  /** By how rare it is, and by where it came from. */
  readonly weight: number
  readonly origin: WordOrigin
}

/** The words of the query itself: what surfaces mark as typed. */
export function toAskedWords({ text, sequence, identifiers }: ParsedQuery): AskedWords {
  const kana = text.normalize('NFKC').match(/[\u30a0-\u30ff]+|[\u3041-\u309f]+/g) ?? []
  return { terms: [...new Set(sequence)], identifiers, kana: [...new Set(kana)] }
}

/**
 * The heaviest first. `asked` is what the typed query became in each language; what it does not say in any is of
 * another phrasing.
 */
export function listMatchedWords(
  typed: ParsedQuery,
  asked: readonly ParsedQuery[],
  weights: ReadonlyMap<string, number>,
): MatchedWord[] {
  const typedWords = new Set([...typed.sequence, ...typed.identifiers.map((identifier) => `code:${identifier}`)])
  // The query's own language comes first, and knows best.
  const origins = new Map(asked.toReversed().flatMap((query) => [...findOrigins(query)]))
  return [...weights]
    .map(([term, weight]) => ({
      term,
      weight,
      origin: typedWords.has(term) ? ('typed' as const) : (origins.get(term) ?? 'phrasing'),
    }))
    .sort((a, b) => b.weight - a.weight)
}

// What a query says in words that nobody typed is their correct spelling; what it says beside them and was not read
// into it, is their translation.
function findOrigins(query: ParsedQuery): Map<string, WordOrigin> {
  const said = new Set(query.isTranslated ? [] : query.sequence)
  const origins = new Map<string, WordOrigin>()
  for (const { synonyms } of query.terms) for (const term of synonyms) origins.set(term, 'synonym')
  for (const { term, isImplied } of query.terms) {
    if (said.has(term)) origins.set(term, 'correction')
    else origins.set(term, isImplied ? 'thesaurus' : 'translation')
  }
  return origins
}
