// Questions in the languages of the catalog, each beside the English and the Japanese guides and all together.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from './made-pages.ts'
import { openSite, type Site } from './made-site.ts'
import { LANGUAGES, makePages } from './made-translations.ts'

const ENGLISH = [
  ['how do I restore a deleted object', 'restoring'],
  ['encrypting objects', 'encryption'],
  ['quotas per account', 'quotas'],
  ['Example Vault', 'welcome'],
] as const

const toPath = (locale: string, name: string) =>
  `${locale === 'en_us' ? '' : `/${locale}`}/vault/latest/userguide/${name}.html`

describe.each(LANGUAGES)('with a guide in $locale', (language) => {
  const { locale, questions } = language
  let site: Site
  beforeAll(async () => {
    site = await openSite([...PAGES, ...makePages(language)])
  })
  afterAll(() => site.close())
  const first = (text: string, options = {}) => site.search(text, options).hits[0]?.path

  test.each(questions)('"%s" finds its page first, without a locale', (question, name) => {
    expect(first(question)).toBe(toPath(locale, name))
  })

  test.each(ENGLISH)('"%s" stays English', (question, name) => {
    const { hits } = site.search(question)
    expect(hits[0]?.path).toBe(toPath('en_us', name))
    expect(new Set(hits.map((hit) => hit.locale))).toEqual(new Set(['en_us']))
  })

  test('a Japanese question stays Japanese', () => {
    expect(first('削除したオブジェクトの復元')).toBe(toPath('ja_jp', 'restoring'))
  })

  test('a locale that is given decides, whichever language is asked in', () => {
    const [question = ''] = questions[0] ?? []
    expect(first(question, { locale: 'en_us' })).toBe(toPath('en_us', 'restoring'))
    expect(first('restoring deleted objects', { locale })).toBe(toPath(locale, 'restoring'))
  })

  test('a guide without the language is answered in English', () => {
    expect(
      new Set(site.search(`${questions[0]?.[0]} relay`, { guides: ['relay-dg'] }).hits.map((hit) => hit.locale)),
    ).toEqual(new Set(['en_us']))
  })
})

describe('with guides in all of them', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite([...PAGES, ...LANGUAGES.flatMap(makePages)])
  })
  afterAll(() => site.close())

  const all = LANGUAGES.flatMap(({ locale, questions }) => questions.map(([text, name]) => ({ locale, text, name })))
  test.each(all)('$locale: "$text" finds its page first', ({ locale, text, name }) => {
    expect(site.search(text).hits[0]?.path).toBe(toPath(locale, name))
  })

  test.each(ENGLISH)('"%s" stays English', (question, name) => {
    expect(site.search(question).hits[0]?.path).toBe(toPath('en_us', name))
  })
})

describe('an English question about a guide that is there in Japanese alone', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite(
      PAGES.filter(({ guide, name, locale }) => locale === 'ja_jp' || (guide === 'relay' && name !== 'encryption')),
    )
  })
  afterAll(() => site.close())

  test('that names its product finds its pages, and is told to ask in its language', () => {
    const { hits, otherLanguage } = site.search('EncryptionMode of a vault')
    expect(hits[0]?.path).toBe('/ja_jp/vault/latest/userguide/encryption.html')
    expect(otherLanguage).toMatchObject({ isForeign: true, found: ['ja_jp'] })
  })

  test('that writes what stands there alone finds it', () => {
    expect(site.search('vault:EncryptionMode').hits[0]?.path).toBe('/ja_jp/vault/latest/userguide/encryption.html')
  })

  test('that is narrowed to it finds them too', () => {
    expect(site.search('API PutVault', { products: ['Example Vault'] }).hits[0]?.path).toMatch('/ja_jp/vault/')
  })

  test('is told nothing of the language where a wording is in it', () => {
    const { hits, otherLanguage } = site.search('vault quotas', { alsoPhrased: ['削除したオブジェクトの復元'] })
    expect(hits[0]?.path).toMatch('/ja_jp/vault/')
    expect(otherLanguage).toBeUndefined()
  })

  test('is of the English guide where that is meant', () => {
    const { hits, otherLanguage } = site.search('relay error codes')
    expect(new Set(hits.map(({ locale }) => locale))).toEqual(new Set(['en_us']))
    expect(otherLanguage).toBeUndefined()
  })
})
