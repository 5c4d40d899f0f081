// A Japanese query in the English words the index has learnt for it: its own Latin words, and the translations of the others.

import { UNSPACED } from '../core/terms.ts'
import { translationsOf } from '../store/learned-terms.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import type { ParsedQuery, QueryTerm } from './parse-query.ts'
import { japaneseWords } from './translation-model.ts'

/** Parts of a long compound that is not known whole: 照合順序 as 照合 and 順序. */
function partsOf(word: string): string[] {
  if (word.length < 4 || /[\u30a1-\u30fc]/.test(word)) return []
  return [word.slice(0, 2), word.slice(2)]
}

export function translateQuery(db: SqlDatabase, query: ParsedQuery): ParsedQuery {
  const terms = new Map<string, QueryTerm>()
  const latin = query.terms.filter(({ term }) => !UNSPACED.test(term))
  for (const term of latin) terms.set(term.term, term)
  const sequence = query.sequence.filter((term) => !UNSPACED.test(term))
  let untranslated = 0
  for (const word of japaneseWords(query.text)) {
    const known = translationsOf(db, word)
    const all = known.length > 0 ? known : partsOf(word).flatMap((part) => translationsOf(db, part).slice(0, 1))
    if (all.length === 0) untranslated += 1
    for (const { target, weight } of all) {
      if (!terms.has(target))
        terms.set(target, { term: target, synonyms: [], weight: Math.min(1, weight + 0.2), isImplied: false })
    }
  }
  return {
    ...query,
    terms: [...terms.values()],
    sequence,
    phrases: [],
    untranslated,
  }
}
