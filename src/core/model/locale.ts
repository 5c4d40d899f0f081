// The documentation site's locales as they stand in its URLs. English has no URL prefix; here it is spelled `en_us`,
// the value that pages carry in <meta name="guide-locale">.

import { foldCase } from '../text/fold-case.ts'
import { findNearNames, formatSuggestion } from '../text/near-names.ts'
import { quoteBriefly } from '../text/shorten.ts'
import { DocsError } from './errors.ts'

/**
 * Locale prefixes seen on the site (English, ten translations, and two that answer without being translated). New ones
 * go to the end: ids of passages count by this order. A new one has also its names below and the words
 * that tell its language in search/languages/function-words.ts. */
export const LOCALES = [
  'en_us',
  'ja_jp',
  'ko_kr',
  'zh_cn',
  'zh_tw',
  'de_de',
  'fr_fr',
  'es_es',
  'it_it',
  'pt_br',
  'id_id',
  'hi_in',
  'ar',
] as const

export type Locale = (typeof LOCALES)[number]

const NAMES: Readonly<Record<Locale, string>> = {
  en_us: 'English',
  ja_jp: 'Japanese',
  ko_kr: 'Korean',
  zh_cn: 'Simplified Chinese',
  zh_tw: 'Traditional Chinese',
  de_de: 'German',
  fr_fr: 'French',
  es_es: 'Spanish',
  it_it: 'Italian',
  pt_br: 'Portuguese',
  id_id: 'Indonesian',
  hi_in: 'Hindi',
  ar: 'Arabic',
}

/** How the site's locales call themselves. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en_us: 'English',
  ja_jp: '日本語',
  ko_kr: '한국어',
  zh_cn: '简体中文',
  zh_tw: '繁體中文',
  de_de: 'Deutsch',
  fr_fr: 'Français',
  es_es: 'Español',
  it_it: 'Italiano',
  pt_br: 'Português',
  id_id: 'Bahasa Indonesia',
  hi_in: 'हिन्दी',
  ar: 'العربية',
}

/** In sentences: "German (de_de)". */
export function toLanguage(locale: Locale): string {
  return `${NAMES[locale]} (${locale})`
}

export const DEFAULT_LOCALE: Locale = 'en_us'

/** What to say of a text that parseLocale does not know. */
export function makeUnknownLocaleError(text: string): DocsError {
  return new DocsError('BAD_INPUT', `${quoteBriefly(text, 40)} is not a language of the documentation.`, {
    hint: [formatSuggestion(findNearLocales(text)), `Use one of ${LOCALES.join(', ')}.`].filter(Boolean).join(' '),
  })
}

// A country (`jp`), a language's name (`japanese`, `日本語`), or a slip (`ja_jo`).
function findNearLocales(text: string): Locale[] {
  const folded = text.trim().toLowerCase().replace('-', '_')
  const ofCountry = LOCALES.filter((locale) => locale.split('_')[1] === folded)
  if (ofCountry.length > 0) return ofCountry
  const own = LOCALES.filter((locale) => foldCase(LOCALE_NAMES[locale]) === foldCase(text).trim())
  if (own.length > 0) return own
  const named = findNearNames(folded, Object.values(NAMES))
  const byName = LOCALES.filter((locale) => named.includes(NAMES[locale]))
  if (byName.length > 0 && folded.length > 3) return byName
  const near = findNearNames(folded, LOCALES)
  return LOCALES.filter((locale) => near.includes(locale))
}

/** Reads `ja_jp`, `ja-JP`, `ja`, `EN` …; undefined when it is no locale of the site. */
export function parseLocale(text: string): Locale | undefined {
  const folded = text.trim().toLowerCase().replace('-', '_')
  return LOCALES.find((locale) => locale === folded) ?? LOCALES.find((locale) => locale.slice(0, 2) === folded)
}
