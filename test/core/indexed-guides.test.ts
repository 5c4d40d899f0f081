import { expect, test } from 'vitest'
import type { CatalogGuide } from '../../src/core/model/guide.ts'
import { chooseIndexed, listKnownGuides } from '../../src/core/model/indexed-guides.ts'

const LAMP = { catalogId: 'lamp-dg', base: '/lamp/latest/dg/', product: 'Lamp', title: 'Developer Guide' }
const GERMAN = { ...LAMP, locale: 'de_de', title: 'Entwicklerhandbuch' } as const
const ENGLISH = { ...LAMP, locale: 'en_us' } as const
const makeAdded = (title: string): CatalogGuide => {
  return { id: 'lamp-dg', base: LAMP.base, product: title, title, locales: ['en_us'] }
}
const TORCH: CatalogGuide = { ...makeAdded('Torch'), id: 'torch-dg', base: '/torch/latest/dg/' }

test('a guide that only the index knows stands behind the catalog once, with its English name and its languages', () => {
  expect(listKnownGuides([TORCH], [GERMAN, ENGLISH])).toEqual([
    TORCH,
    { id: 'lamp-dg', base: LAMP.base, product: 'Lamp', title: 'Developer Guide', locales: ['en_us', 'de_de'] },
  ])
})

test('a name that was made up from the address gives way to that of the pages, any other stays', () => {
  expect(listKnownGuides([makeAdded('lamp-dg')], [ENGLISH])).toMatchObject([
    { product: 'Lamp', title: 'Developer Guide' },
  ])
  expect(listKnownGuides([makeAdded('My lamps')], [ENGLISH])).toMatchObject([{ title: 'My lamps' }])
  expect(listKnownGuides([makeAdded('lamp-dg')], [])).toMatchObject([{ title: 'lamp-dg' }])
})

test.each([
  ['torch-dg', undefined, '"aws-docs-offline crawl torch-dg" gets it.'],
  ['lamps', undefined, 'The nearest that are: "lamp-dg". "aws-docs-offline guides find lamps" says whether'],
  ['lamp-dg', 'ja_jp', 'It is in en_us, de_de. "aws-docs-offline crawl lamp-dg --locale ja_jp" gets it.'],
  [
    '/ja_jp/lamp/latest/dg/a.html',
    undefined,
    'It is in en_us, de_de. "aws-docs-offline crawl /ja_jp/lamp/latest/dg/a.html"',
  ],
  ['/torch/latest/dg/', undefined, '"aws-docs-offline crawl /torch/latest/dg/" gets it.'],
] as const)('of %s (%s), which is not indexed, the next step is said', (name, locale, hint) => {
  expect(() => chooseIndexed([ENGLISH, GERMAN], [name], { locale, listCatalog: () => [TORCH] })).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_GUIDE', hint: expect.stringContaining(hint) }),
  )
})
