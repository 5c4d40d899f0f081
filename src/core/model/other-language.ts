// What is said of an answer that is not in the language that was asked for. Pure.

import { type Locale, toLanguage } from './locale.ts'

export interface OtherLanguage {
  readonly wanted: Locale
  /** Something in the index is in it, but nothing of this answer. */
  readonly isIndexed: boolean
  /** Languages of what was found; empty where nothing was. */
  readonly found: readonly Locale[]
  /** They were found by the names in a question that is in another language than theirs. */
  readonly isForeign?: boolean
}

/** What is further down is not what the question is about. */
const FIRST_PAGES = 3

/**
 * Of an answer with pages high up in a language that nobody asked in: their guides are indexed in no other. `asked` are
 * the languages of the question's wordings.
 */
export function findForeign(found: readonly Locale[], asked: readonly Locale[]): OtherLanguage | undefined {
  const foreign = found.slice(0, FIRST_PAGES).filter((locale) => !asked.includes(locale))
  const [wanted] = asked
  if (foreign.length === 0 || wanted === undefined) return undefined
  return { wanted, isIndexed: true, found: [...new Set(foreign)], isForeign: true }
}

/** Undefined where the answer needs no such word. */
export function findOtherLanguage(
  wanted: Locale | undefined,
  found: readonly Locale[],
  indexed: readonly Locale[],
): OtherLanguage | undefined {
  if (wanted === undefined || found.includes(wanted)) return undefined
  const isIndexed = indexed.includes(wanted)
  if (isIndexed && found.length === 0) return undefined
  return { wanted, isIndexed, found: [...new Set(found)] }
}

export function describeOtherLanguage(other: OtherLanguage, language: 'en' | 'ja' = 'en'): string {
  const { wanted, isIndexed, found, isForeign } = other
  if (isForeign) return language === 'ja' ? askInJapanese(found) : askInEnglish(found)
  return language === 'ja' ? sayInJapanese(wanted, isIndexed, found) : sayInEnglish(wanted, isIndexed, found)
}

function askInEnglish(found: readonly Locale[]): string {
  const theirs = found.map(toLanguage).join(', ')
  return `What is in ${theirs} here is indexed in no other language; the question in that language finds more of it.`
}

function askInJapanese(found: readonly Locale[]): string {
  const theirs = found.map(nameInJapanese).join('、')
  return `${theirs}のページのガイドは、ほかの言語では索引にありません。その言語で質問すると、さらに見つかります。`
}

function sayInEnglish(wanted: Locale, isIndexed: boolean, found: readonly Locale[]): string {
  const given = found.map(toLanguage).join(', ')
  if (isIndexed) return `None of these pages is indexed in ${toLanguage(wanted)}; they are in ${given}.`
  return `Nothing in this index is in ${toLanguage(wanted)}${given && `; its pages are given in ${given}`}.`
}

function sayInJapanese(wanted: Locale, isIndexed: boolean, found: readonly Locale[]): string {
  const asked = nameInJapanese(wanted)
  const given = found.length === 0 ? '' : `表示しているのは${found.map(nameInJapanese).join('、')}のページです。`
  return `${isIndexed ? `これらのページの${asked}版は索引にありません。` : `索引に${asked}のページはありません。`}${given}`
}

/** Of these two the region alone does not say how they are written. */
const CHINESE: Partial<Record<Locale, string>> = { zh_cn: 'zh-Hans', zh_tw: 'zh-Hant' }

function nameInJapanese(locale: Locale): string {
  const name = new Intl.DisplayNames('ja', { type: 'language' }).of(CHINESE[locale] ?? locale.slice(0, 2))
  return `${name} (${locale})`
}
