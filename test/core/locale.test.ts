import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LOCALE_NAMES, LOCALES, makeUnknownLocaleError, parseLocale } from '../../src/core/model/locale.ts'

it.each(LOCALES)('%s is read back from every way of writing it', (locale) => {
  const [language, region] = locale.split('_')
  const tag = region === undefined ? locale : `${language}-${region.toUpperCase()}`
  expect([locale, locale.toUpperCase(), tag, ` ${tag}\n`].map(parseLocale)).toEqual([locale, locale, locale, locale])
})

it.each([
  ['ja', 'ja_jp'],
  ['EN', 'en_us'],
  ['ko', 'ko_kr'],
  ['pt', 'pt_br'],
  ['zh', 'zh_cn'],
  ['ar', 'ar'],
])('a language alone, %s, is its locale', (language, locale) => {
  expect(parseLocale(language)).toBe(locale)
})

it.each(['', 'xx', 'english', 'ja_xx', 'en_pv', 'j'])('"%s" is no locale of the site', (text) => {
  expect(parseLocale(text)).toBeUndefined()
})

it.each(LOCALES)('what the language of %s calls itself is led to it', (locale) => {
  expect(makeUnknownLocaleError(LOCALE_NAMES[locale]).hint).toContain(`Did you mean "${locale}"?`)
})

it('no text whatever gives anything but a locale or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{2}[-_][A-Z]{2}$/)), (text) => {
      expect([undefined, ...LOCALES]).toContain(parseLocale(text))
    }),
  )
})
