import { expect, test } from 'vitest'
import { countFacets } from '../../src/search/results/count-facets.ts'
import type { GuideRow } from '../../src/store/guides/guide-rows.ts'

const makeGuide = (
  id: number,
  catalogId: string,
  product: string,
  locale: 'en_us' | 'ja_jp',
  title: string,
): GuideRow => {
  return { id, catalogId, base: `/${catalogId}/latest/ug/`, locale, product, title, completedAt: undefined }
}
const GUIDES = [
  makeGuide(1, 'lamp-ug', 'Lamp', 'en_us', 'User Guide'),
  makeGuide(2, 'lamp-ug', 'Lamp', 'ja_jp', 'ユーザーガイド'),
  makeGuide(3, 'torch-ug', 'Torch', 'en_us', 'User Guide'),
]

test('guides of the same title are counted together by title, and each by itself in all its languages', () => {
  const rankings = [
    {
      pagesOfGuide: new Map([
        [1, 2],
        [3, 4],
      ]),
    },
    { pagesOfGuide: new Map([[2, 1]]) },
  ]
  expect(countFacets(rankings, new Map(GUIDES.map((one) => [one.id, one])))).toEqual({
    products: [
      { name: 'Torch', count: 4 },
      { name: 'Lamp', count: 3 },
    ],
    guides: [
      { name: 'User Guide', count: 6 },
      { name: 'ユーザーガイド', count: 1 },
    ],
    eachGuide: [
      { id: 'torch-ug', product: 'Torch', title: 'User Guide', count: 4 },
      { id: 'lamp-ug', product: 'Lamp', title: 'User Guide', count: 3 },
    ],
  })
})
