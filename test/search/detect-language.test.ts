// Which language a query is taken to be in: by script and function words alone, and with what an index holds.

import { describe, expect, test } from 'vitest'
import type { Locale } from '../../src/core/model/locale.ts'
import { toTerms } from '../../src/core/text/terms.ts'
import { detectLanguage, type LanguageIndex } from '../../src/search/languages/detect-language.ts'

/** An index whose locales hold these texts. */
function makeIndex(texts: Partial<Record<Locale, string>>): LanguageIndex {
  const terms = new Map(Object.entries(texts).map(([locale, text]) => [locale, new Set(toTerms(text))]))
  return {
    locales: new Set(Object.keys(texts) as Locale[]),
    holds: (locale, term) => terms.get(locale)?.has(term) ?? false,
  }
}

describe('without an index', () => {
  test.each<[string, Locale]>([
    ['Lambda のタイムアウト', 'ja_jp'],
    ['暗号化', 'ja_jp'],
    ['データを删除', 'ja_jp'],
    ['Lambda 타임아웃', 'ko_kr'],
    ['删除存储桶', 'zh_cn'],
    ['刪除儲存貯體', 'zh_tw'],
    ['什么是 Lambda', 'zh_cn'],
    ['Lambda क्या है', 'hi_in'],
    ['ما هو Lambda', 'ar'],
    ['was ist Lambda', 'de_de'],
    ['Bucket erstellen und löschen', 'de_de'],
    ['comment créer un bucket', 'fr_fr'],
    ["qu'est-ce que Lambda", 'fr_fr'],
    ['crear un bucket', 'es_es'],
    ['¿Qué es Lambda?', 'es_es'],
    ['como excluir um objeto', 'pt_br'],
    ['como faço para criar uma função', 'pt_br'],
    ['come si elimina un oggetto', 'it_it'],
    ['bagaimana cara membuat bucket', 'id_id'],
  ])('"%s" is %s', (text, locale) => {
    expect(detectLanguage(text)).toBe(locale)
  })

  test.each([
    'how do I encrypt a bucket',
    'encrypt',
    'PutObject',
    's3:GetObject',
    'Los Angeles local zone',
    'El Capitan macOS',
    'how do I use a café as a die',
    'lambda cold start in de region',
    'aws s3 cp --recursive la',
    'An error occurred (AccessDenied) when calling the PutObject operation: de la',
    'DE LA COMO PARA',
    '',
    '???',
  ])('"%s" is English', (text) => {
    expect(detectLanguage(text)).toBe('en_us')
  })
})

describe('with an index', () => {
  test('keywords are in the language whose passages alone hold them', () => {
    const index = makeIndex({ en_us: 'bucket limit', de_de: 'Speicherlimit Bucket Verschlüsselung', fr_fr: 'limite' })
    expect(detectLanguage('Speicherlimit', index)).toBe('de_de')
    expect(detectLanguage('Bucket Verschlüsselung', index)).toBe('de_de')
    expect(detectLanguage('bucket limit', index)).toBe('en_us')
    expect(detectLanguage('how large is the Speicherlimit', index)).toBe('en_us')
  })

  test('an English word that only another language has in its pages stays English', () => {
    expect(detectLanguage('restore dashboard', makeIndex({ en_us: 'bucket', de_de: 'Restore Dashboard' }))).toBe(
      'en_us',
    )
  })

  test('a word that several languages have is told by their passages', () => {
    const [french, spanish] = [makeIndex({ en_us: '', fr_fr: 'memoire' }), makeIndex({ en_us: '', es_es: 'memoria' })]
    expect(detectLanguage('la mémoire', french)).toBe('fr_fr')
    expect(detectLanguage('la memoria', spanish)).toBe('es_es')
  })

  test('characters that three languages share are of the one whose passages hold more of them', () => {
    const all = { ja_jp: '暗号化 安全', zh_cn: '加密 安全', zh_tw: '安全' }
    expect(detectLanguage('加密', makeIndex(all))).toBe('zh_cn')
    expect(detectLanguage('暗号化', makeIndex(all))).toBe('ja_jp')
    expect(detectLanguage('安全', makeIndex(all))).toBe('ja_jp')
    expect(detectLanguage('安全', makeIndex({ en_us: '', zh_tw: '安全' }))).toBe('zh_tw')
  })

  test('simplified characters are asked of traditional pages only where there are no simplified ones', () => {
    expect(detectLanguage('删除对象', makeIndex({ zh_tw: '' }))).toBe('zh_tw')
    expect(detectLanguage('删除对象', makeIndex({ zh_cn: '', zh_tw: '' }))).toBe('zh_cn')
    expect(detectLanguage('刪除物件', makeIndex({ zh_cn: '' }))).toBe('zh_cn')
  })
})
