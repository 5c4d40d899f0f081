// Guides that a search was narrowed to and that only the catalog has.

import { expect, test } from 'vitest'
import type { UnknownFilter } from '../../../src/core/model/unknown-filter.ts'
import { findFilterLacks } from '../../../src/search/missing/filter-lacks.ts'

const makeGuide = (id: string, title: string) => ({
  id,
  base: `/${id}/latest/dg/`,
  product: 'Example Kiln',
  title,
  locales: ['en_us', 'ja_jp'] as const,
})
const guides = [makeGuide('kiln-api', 'Kiln API Reference'), makeGuide('kiln-ug', 'Kiln User Guide')]
const find = (kind: UnknownFilter['kind'], name: string, locale: 'en_us' | 'ja_jp' = 'en_us') =>
  findFilterLacks([{ kind, name, isKnown: true, hasKnownBeside: true, near: [] }], {
    guides,
    locale,
    partition: undefined,
  }).map((lack) => [lack.catalogId, lack.locale, lack.state])

test('a product means its guide that most questions are about, a guide itself', () => {
  expect(find('product', 'Example Kiln')).toEqual([['kiln-ug', 'en_us', 'not-indexed']])
  expect(find('guide', 'kiln-api', 'ja_jp')).toEqual([['kiln-api', 'ja_jp', 'not-indexed']])
})

test('a title, and a name that nothing has, mean none', () => {
  expect(find('guide-type', 'User Guide')).toEqual([])
  expect(find('product', 'Example Zork')).toEqual([])
})
