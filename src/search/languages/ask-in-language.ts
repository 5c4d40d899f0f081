// A query as it is asked in its own language, where that is not English, and in English.

import type { Locale } from '../../core/model/locale.ts'
import { isJapanese, UNSPACED } from '../../core/text/terms.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { type ParsedQuery, parseQuery } from '../query/parse-query.ts'
import { removeFunctionWords } from './function-words.ts'
import { translateQuery } from './translate-query.ts'

export interface AskedIn {
  readonly own: ParsedQuery
  readonly english: ParsedQuery
}

export function askInLanguage(db: SqlDatabase, query: ParsedQuery, language: Locale, isIndexed: boolean): AskedIn {
  if (language === 'ja_jp') return { own: query, english: translateQuery(db, query) }
  const own = parseInLanguage(query, language)
  // Chinese shares so many words with Japanese that the Japanese vocabulary is better than nothing.
  if (!isIndexed && isJapanese(query.text)) return { own, english: translateQuery(db, own) }
  return { own, english: keepLatin(own) }
}

// Without the language's function words, and without what English or Japanese would mean by the others.
function parseInLanguage(query: ParsedQuery, language: Locale): ParsedQuery {
  const parsed = parseQuery(removeFunctionWords(query.text, language))
  return {
    ...parsed,
    text: query.text,
    terms: parsed.terms.filter(({ isImplied }) => !isImplied),
    phrases: query.phrases,
  }
}

function keepLatin(query: ParsedQuery): ParsedQuery {
  const isLatin = (term: string) => !UNSPACED.test(term)
  const terms = query.terms.filter(({ term }) => isLatin(term))
  return {
    ...query,
    terms,
    // A word is about two pairs.
    untranslated: Math.ceil((query.terms.length - terms.length) / 2),
    sequence: query.sequence.filter(isLatin),
    // English pages do not say it so.
    phrases: [],
  }
}
