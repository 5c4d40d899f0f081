// A Japanese query in English words: its own Latin words, and what the others are called, by the vocabulary that comes
// with the program and by what the index has taught.

import { toTerms, UNSPACED } from '../../core/text/terms.ts'
import { findTermTranslations } from '../../store/fulltext/learned-terms.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import type { ParsedQuery, QueryTerm } from '../query/parse-query.ts'
import { dropRequest } from './drop-request.ts'
import { foldJapanese } from './japanese-spelling.ts'
import { type JapaneseVocabulary, loadJapaneseVocabulary, type Translated } from './japanese-vocabulary.ts'

/** A word may be called several things, and the page says one of them. */
const NEXT_WEIGHT = 0.5
const FIRST_WEIGHT = 0.85
/** The wider list is right, but less often says what documentation says. 0.5 to 0.85 measure nearly the same. */
const ROUGH_FIRST_WEIGHT = 0.7
const ROUGH_NEXT_WEIGHT = 0.4
/** Not written, and once more removed. 0.7 measures the same over 195 guides and a question less among ten. */
const MEANT_WEIGHT = 0.5

export function translateQuery(db: SqlDatabase, query: ParsedQuery): ParsedQuery {
  const terms = new Map<string, QueryTerm>()
  const add = (term: string, weight: number) => {
    if (!terms.has(term)) terms.set(term, { term, synonyms: [], weight, isImplied: false })
  }
  const latin = query.terms.filter(({ term }) => !UNSPACED.test(term))
  for (const term of latin) if (!term.isImplied) terms.set(term.term, term)
  const { translations, unknown } = translateText(query)
  for (const { terms: all, usual, isRough } of translations) {
    for (const term of all.slice(0, usual)) add(term, isRough ? ROUGH_FIRST_WEIGHT : FIRST_WEIGHT)
    for (const term of all.slice(usual)) add(term, isRough ? ROUGH_NEXT_WEIGHT : NEXT_WEIGHT)
  }
  let untranslated = 0
  for (const word of unknown) {
    const known = findTermTranslations(db, word)
    const all =
      known.length > 0 ? known : splitParts(word).flatMap((part) => findTermTranslations(db, part).slice(0, 1))
    if (all.length === 0) untranslated += 1
    for (const { target, weight } of all) add(target, Math.min(1, weight + 0.2))
  }
  // Last, in Latin letters and in Japanese: what is a translation of a typed word as well was written.
  for (const term of latin) {
    const known = terms.get(term.term) ?? term
    terms.set(term.term, { ...known, weight: Math.max(known.weight, term.weight) })
  }
  addMeanings(query, terms)
  return {
    ...query,
    terms: [...terms.values()],
    sequence: putInOrder(query, translations),
    phrases: [],
    isTranslated: true,
    untranslated,
  }
}

const readText = (text: string) => foldJapanese(text.normalize('NFKC'))

function translateText({ text }: ParsedQuery): ReturnType<JapaneseVocabulary['translate']> {
  return loadJapaneseVocabulary().translate(dropRequest(readText(text)))
}

// What everyday words mean is often said in Japanese: "読み取りを分けたい" is about リードレプリカ, and so
// about replicas.
function addMeanings({ meanings }: ParsedQuery, terms: Map<string, QueryTerm>): void {
  for (const meaning of meanings)
    for (const { terms: all, usual } of loadJapaneseVocabulary().translate(meaning).translations)
      for (const term of all.slice(0, usual))
        if (!terms.has(term)) terms.set(term, { term, synonyms: [], weight: MEANT_WEIGHT, isImplied: true })
}

/** Terms in order, in English: those that were written so, and what the vocabulary calls the others. */
export function toEnglishSequence(query: ParsedQuery): string[] {
  return putInOrder(query, translateText(query).translations)
}

// The words of both languages as they follow each other: what stands before a noun stands before it in English, too.
function putInOrder({ text, sequence }: ParsedQuery, translations: readonly Translated[]): string[] {
  const normal = readText(text)
  const own = new Set(sequence.filter((term) => !UNSPACED.test(term)))
  const listBetween = (from: number, to?: number) => toTerms(normal.slice(from, to)).filter((term) => own.has(term))
  let read = 0
  const before = translations.flatMap(({ at, word, terms, usual }) => {
    const found = [...listBetween(read, at), ...terms.slice(0, usual)]
    read = at + word.length
    return found
  })
  return [...before, ...listBetween(read)]
}

/** Parts of a long compound that is not known whole: 照合順序 as 照合 and 順序. */
function splitParts(word: string): string[] {
  if (word.length < 4 || /[\u30a1-\u30fc]/.test(word)) return []
  return [word.slice(0, 2), word.slice(2)]
}
