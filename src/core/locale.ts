// The documentation site's locales as they stand in its URLs. English has no URL prefix; here it is spelled `en_us`,
// the value that pages carry in <meta name="guide-locale">.

/** Locale prefixes seen on the site (English, ten translations, and two that answer without being translated). New ones go
 * to the end: ids of passages count by this order. */
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

/** In sentences: "German (de_de)". */
export function languageOf(locale: Locale): string {
  return `${NAMES[locale]} (${locale})`
}

export const DEFAULT_LOCALE: Locale = 'en_us'

/** Reads `ja_jp`, `ja-JP`, `ja`, `EN` …; undefined when it is no locale of the site. */
export function parseLocale(text: string): Locale | undefined {
  const folded = text.trim().toLowerCase().replace('-', '_')
  return LOCALES.find((locale) => locale === folded) ?? LOCALES.find((locale) => locale.slice(0, 2) === folded)
}
