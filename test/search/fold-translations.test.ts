// A page that was found in two languages is one hit.

import { describe, expect, test } from 'vitest'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { foldTranslations } from '../../src/search/results/localize-pages.ts'

const page = (id: number, score: number, found = ''): RankedPage =>
  ({ page: { id }, score, found }) as unknown as RankedPage
const order = (pages: readonly RankedPage[]) =>
  pages.toSorted((a, b) => b.score - a.score).map(({ page: { id } }) => id)

describe('pages found in two languages', () => {
  test('stand before what one language alone puts first by a little', () => {
    const japanese = [page(1, 10), page(2, 9)]
    const english = [page(3, 10.5), page(2, 9)]
    expect(order(foldTranslations([japanese, english]))).toEqual([2, 3, 1])
  })

  test('gain nothing where the other language has them far behind', () => {
    const folded = foldTranslations([
      [page(1, 10), page(2, 9)],
      [page(3, 9.5), page(2, 1)],
    ])
    expect(order(folded)).toEqual([1, 3, 2])
    expect(folded.find(({ page: { id } }) => id === 2)?.score).toBe(9)
  })

  test('are shown as they were found best, whichever language that is', () => {
    for (const rankings of [
      [[page(1, 4, 'low')], [page(1, 7, 'high')]],
      [[page(1, 7, 'high')], [page(1, 4, 'low')]],
    ])
      expect(foldTranslations(rankings)).toMatchObject([{ page: { id: 1 }, found: 'high', score: 12 }])
  })

  test('of one language alone keep their scores', () => {
    const only = [page(1, 3), page(2, -1)]
    expect(foldTranslations([only])).toEqual(only)
  })
})
