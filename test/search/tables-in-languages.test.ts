// Rows of tables, looked up in the languages of the catalog: each language's page beside the English one, and pages
// that exist in English only.

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Locale } from '../../src/core/model/locale.ts'
import { searchTables } from '../../src/search/tables/search-tables.ts'
import { openSite, type Site, type SitePage } from './made-site.ts'

const makeLimits = (locale: Locale, title: string, text: string, columns: string[], rows: string[][]): SitePage => ({
  guide: 'vault',
  name: 'limits',
  locale,
  title,
  text,
  table: { columns, rows },
})

const ENGLISH: readonly SitePage[] = [
  makeLimits(
    'en_us',
    'Example Vault quotas',
    'Your account has these quotas.',
    ['Resource', 'Default quota'],
    [
      ['Vaults per account', '100'],
      ['Keys per vault', '12'],
      ['Object size', '5 TB'],
    ],
  ),
  {
    guide: 'relay',
    name: 'error-codes',
    title: 'Example Relay error codes',
    text: 'A relay that fails says why.',
    table: {
      columns: ['Error code', 'Meaning'],
      rows: [
        ['4101', 'The target is not there.'],
        ['4102', 'The schedule is over.'],
        ['4103', 'The describe errors action failed with an error code.'],
      ],
    },
  },
]

interface Lookup {
  readonly page: SitePage
  readonly questions: readonly (readonly [string, string])[]
}

const TRANSLATED: readonly Lookup[] = [
  {
    page: makeLimits(
      'ja_jp',
      'Example Vault のクォータ',
      'アカウントには次のクォータがあります。',
      ['リソース', 'デフォルトのクォータ'],
      [
        ['アカウントあたりのボールト数', '100'],
        ['ボールトあたりのキー数', '12'],
        ['オブジェクトのサイズ', '5 TB'],
      ],
    ),
    questions: [
      ['ボールトあたりのキーは何個まで', '12'],
      ['オブジェクトのサイズの上限', '5 TB'],
    ],
  },
  {
    page: makeLimits(
      'ko_kr',
      'Example Vault 할당량',
      '계정에는 다음 할당량이 있습니다.',
      ['리소스', '기본 할당량'],
      [
        ['계정당 볼트 수', '100'],
        ['볼트당 키 수', '12'],
        ['객체 크기', '5TB'],
      ],
    ),
    questions: [
      ['볼트당 키 수 할당량', '12'],
      ['객체 크기는 얼마까지인가요', '5TB'],
    ],
  },
  {
    page: makeLimits(
      'zh_cn',
      'Example Vault 配额',
      '您的账户有以下配额。',
      ['资源', '默认配额'],
      [
        ['每个账户的保管库数量', '100'],
        ['每个保管库的密钥数量', '12'],
        ['对象大小', '5 TB'],
      ],
    ),
    questions: [
      ['每个保管库可以有多少密钥', '12'],
      ['对象大小的限制', '5 TB'],
    ],
  },
  {
    page: makeLimits(
      'de_de',
      'Kontingente für Example Vault',
      'Für Ihr Konto gelten diese Kontingente.',
      ['Ressource', 'Standardkontingent'],
      [
        ['Tresore pro Konto', '100'],
        ['Schlüssel pro Tresor', '12'],
        ['Größe eines Objekts', '5 TB'],
      ],
    ),
    questions: [
      ['Wie viele Schlüssel pro Tresor sind erlaubt?', '12'],
      ['Größe eines Objekts', '5 TB'],
    ],
  },
  {
    page: makeLimits(
      'fr_fr',
      'Quotas pour Example Vault',
      'Votre compte est soumis à ces quotas.',
      ['Ressource', 'Quota par défaut'],
      [
        ['Coffres par compte', '100'],
        ['Clés par coffre', '12'],
        ['Taille d’un objet', '5 To'],
      ],
    ),
    questions: [
      ['Combien de clés par coffre puis-je créer ?', '12'],
      ['Quelle est la taille d’un objet', '5 To'],
    ],
  },
  {
    page: makeLimits(
      'es_es',
      'Cuotas de Example Vault',
      'Su cuenta tiene estas cuotas.',
      ['Recurso', 'Cuota predeterminada'],
      [
        ['Almacenes por cuenta', '100'],
        ['Claves por almacén', '12'],
        ['Tamaño del objeto', '5 TB'],
      ],
    ),
    questions: [
      ['¿Cuántas claves por almacén puedo crear?', '12'],
      ['tamaño del objeto', '5 TB'],
    ],
  },
]

describe.each(TRANSLATED)('with tables in $page.locale', ({ page, questions }) => {
  const locale = page.locale ?? 'en_us'
  let site: Site
  beforeAll(async () => {
    site = await openSite([...ENGLISH, page])
  })
  afterAll(() => site.close())

  test.each(questions)('"%s" finds its row, in its own language first', (text, value) => {
    expect(findFirst(site, text)).toMatchObject({ locale, value })
  })

  test.each(questions)('"%s" finds it on the page that is named', (text, value) => {
    const named = searchTables(site.db, { text, maxRows: 1 }).tables[0]?.page
    expect(findFirst(site, text, named && { page: named })).toMatchObject({ locale, value })
  })

  test('an English look-up stays English, and a locale that is given decides', () => {
    expect(findFirst(site, 'keys per vault')).toMatchObject({ locale: 'en_us', value: '12' })
    const [text = ''] = questions[0] ?? []
    const inEnglish = searchTables(site.db, { text, maxRows: 5, locale: 'en_us' }).tables
    expect(inEnglish.every((table) => table.page.locale === 'en_us')).toBe(true)
    expect(findFirst(site, `Vault ${questions[0]?.[1]}`, { locale })?.locale).toBe(locale)
  })
})

describe('with tables in English alone', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite(ENGLISH)
  })
  afterAll(() => site.close())

  test.each([
    ['オブジェクトのサイズの上限', '5 TB'],
    ['エラーコード 4102 の意味', 'The schedule is over.'],
    ['Fehlercode 4102', 'The schedule is over.'],
    ['código de error 4102', 'The schedule is over.'],
    ['4102 오류 코드', 'The schedule is over.'],
    ['relay error code 4101', 'The target is not there.'],
  ])('"%s" finds its row by what English says the same', (text, value) => {
    expect(findFirst(site, text)).toMatchObject({ locale: 'en_us', value })
  })
})

test('an English look-up finds rows of a guide that is there in another language alone', async () => {
  const japanese = TRANSLATED.flatMap(({ page }) => (page.locale === 'ja_jp' ? [page] : []))
  const site = await openSite([...ENGLISH.filter(({ guide }) => guide === 'relay'), ...japanese])
  onTestFinished(() => site.close())
  expect(findFirst(site, 'Vault 5 TB')).toMatchObject({ locale: 'ja_jp', value: '5 TB' })
  expect(findFirst(site, 'relay error code 4101')).toMatchObject({ locale: 'en_us' })
})

function findFirst(site: Site, text: string, options: object = {}) {
  const [table] = searchTables(site.db, { text, maxRows: 1, ...options }).tables
  const row = table?.table.rows[table.groups[0]?.from ?? -1]
  return table && { locale: table.page.locale, value: row?.at(-1) }
}
