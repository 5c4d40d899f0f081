// The language of a query: by its script; in Chinese characters by those that only one language has; in Latin letters
// by function words, and by which language's passages hold its words. In doubt English, which most questions about AWS
// are in. Pure.

import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { STOP_WORDS } from '../../core/text/stop-words.ts'
import { isJapanese, normalizeText, toTerms } from '../../core/text/terms.ts'
import { isOrdinaryWord } from '../query/ordinary-words.ts'
import { looksPasted } from '../query/query-noise.ts'
import { hasLetterOf, isTellingWord, LATIN_LOCALES } from './function-words.ts'
import { findHan } from './han.ts'

/** What an index says about languages. */
export interface LanguageIndex {
  readonly locales: ReadonlySet<Locale>
  /** Whether a passage of the locale holds the term. */
  holds(locale: Locale, term: string): boolean
}

const NO_INDEX: LanguageIndex = { locales: new Set(), holds: () => false }
const HAN_LOCALES: readonly Locale[] = ['ja_jp', 'zh_cn', 'zh_tw']
const CHINESE_LOCALES: readonly Locale[] = ['zh_cn', 'zh_tw']

/** By script and function words alone when there is no index. */
export function detectLanguage(text: string, index: LanguageIndex = NO_INDEX): Locale {
  const normal = normalizeText(text)
  if (/[\u3040-\u30ff]/.test(normal)) return 'ja_jp'
  if (/[\uac00-\ud7af]/.test(normal)) return 'ko_kr'
  if (isJapanese(normal)) return detectHanLanguage(normal, index)
  if (/[\u0900-\u097f]/.test(normal)) return 'hi_in'
  if (/[\u0600-\u06ff]/.test(normal)) return 'ar'
  return looksPasted(text) ? DEFAULT_LOCALE : detectLatinLanguage(text, index)
}

function detectHanLanguage(text: string, index: LanguageIndex): Locale {
  const han = findHan(text)
  if (han === 'shared') return findRichest(text, HAN_LOCALES, index) ?? 'ja_jp'
  if (han === 'chinese') return findRichest(text, CHINESE_LOCALES, index) ?? 'zh_cn'
  const [own, other] = han === 'simplified' ? (['zh_cn', 'zh_tw'] as const) : (['zh_tw', 'zh_cn'] as const)
  return index.locales.has(other) && !index.locales.has(own) ? other : own
}

/** Of those that are indexed, the one that holds most of the text's terms; the first of equals. */
function findRichest(text: string, locales: readonly Locale[], { locales: indexed, holds }: LanguageIndex) {
  const terms = [...new Set(toTerms(text))]
  const counted = locales
    .filter((locale) => indexed.has(locale))
    .map((locale) => ({ locale, held: terms.filter((term) => holds(locale, term)).length }))
  return counted.toSorted((a, b) => b.held - a.held)[0]?.locale
}

interface Word {
  /** Lower case, without accents. */
  readonly folded: string
  readonly hasAccent: boolean
  /** Names begin with one. */
  readonly hasCapital: boolean
}

interface LanguageEvidence {
  readonly locale: Locale
  /** Words of the language that are no English ones; one more for a letter that its neighbours do not write. */
  readonly own: number
  /** Those and what English has too. */
  readonly all: number
  /** Other words that its passages hold, while no English passage does and they are no English words. */
  readonly held: number
}

function detectLatinLanguage(text: string, index: LanguageIndex): Locale {
  const words = splitWords(text)
  const isOfAny = (word: string) => LATIN_LOCALES.some((locale) => isTellingWord(word, locale))
  const english = words.filter(({ folded }) => STOP_WORDS.has(folded) && !isOfAny(folded)).length
  const rest = words.filter(({ folded }) => !STOP_WORDS.has(folded) && !isOfAny(folded))
  const [best, next] = LATIN_LOCALES.map((locale) => collectEvidence(locale, text, { words, rest }, index)).toSorted(
    (a, b) => weighEvidence(b, index) - weighEvidence(a, index),
  )
  if (!best || !next) return DEFAULT_LOCALE
  // Without a word that tells, there are keywords: all but names must be the language's own.
  if (best.own === 0) return best.held * 2 >= Math.max(1, rest.length) && english === 0 ? best.locale : DEFAULT_LOCALE
  const hasAccent = words.some((word) => word.hasAccent)
  if (best.own + best.held + Number(hasAccent) <= english || weighEvidence(best, index) === weighEvidence(next, index))
    return DEFAULT_LOCALE
  return best.all > 1 || hasAccent || best.held > 0 || isForeign(words, rest, best.locale)
    ? best.locale
    : DEFAULT_LOCALE
}

function weighEvidence({ locale, own, held, all }: LanguageEvidence, { locales }: LanguageIndex): number {
  return own + held + all / 1000 + Number(locales.has(locale)) / 1e6
}

function collectEvidence(
  locale: Locale,
  text: string,
  { words, rest }: { readonly words: readonly Word[]; readonly rest: readonly Word[] },
  { locales, holds }: LanguageIndex,
): LanguageEvidence {
  const all = words.filter(({ folded }) => isTellingWord(folded, locale))
  const own = all.filter(({ folded }) => !STOP_WORDS.has(folded) && !ENGLISH_TOO.has(folded) && !isEnglish(folded))
  const isHeld = ({ folded }: Word) =>
    toTerms(folded).every((term) => holds(locale, term) && !holds(DEFAULT_LOCALE, term)) && !isEnglish(folded)
  return {
    locale,
    own: own.length + Number(own.length > 0 && hasLetterOf(text, locale)),
    all: all.length,
    held: locales.has(locale) ? rest.filter(isHeld).length : 0,
  }
}

// A single word that tells may be part of a name ("Los Angeles"): then what is not a name must be foreign too.
function isForeign(words: readonly Word[], rest: readonly Word[], locale: Locale): boolean {
  const isName = words.some(({ folded, hasCapital }) => hasCapital && isTellingWord(folded, locale))
  const foreign = rest.filter(({ folded, hasCapital }) => !(isName && hasCapital) && !isEnglish(folded)).length
  return foreign > 0 && foreign * 2 >= rest.length
}

/** Short words that English, a shell or an address has too; longer ones are known to the list of ordinary words. */
const ENGLISH_TOO: ReadonlySet<string> = new Set(
  'c d e j l n o u y al com den die do du ha hat ho i man men mi os per pro se sin so son te ten van via vi war'.split(
    ' ',
  ),
)

function isEnglish(word: string): boolean {
  const [term = word] = toTerms(word)
  return isOrdinaryWord(term)
}

// Words as people write them: no identifiers, no parts of paths or options, nothing in capitals; each once.
function splitWords(text: string): Word[] {
  const words = new Map<string, Word>()
  for (const token of text.normalize('NFC').split(/[\s,;!?¿¡()"“”„«»]+/)) {
    const typed = token.replace(/^['‘’]+|[.:'‘’]+$/g, '')
    for (const part of typed.split(/['’]/)) {
      if (!/^\p{Lu}?\p{Ll}+$/u.test(part)) continue
      const folded = normalizeText(part).toLowerCase()
      words.set(folded, { folded, hasAccent: folded !== part.toLowerCase(), hasCapital: /^\p{Lu}/u.test(part) })
    }
  }
  return [...words.values()]
}
