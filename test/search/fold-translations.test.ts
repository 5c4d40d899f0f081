// A page that was found in two languages is one hit.

import { describe, expect, test } from 'vitest'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { foldTranslations } from '../../src/search/results/localize-pages.ts'

const makePage = (id: number, score: number, found = ''): RankedPage =>
  ({ page: { id }, score, found }) as unknown as RankedPage
const listOrder = (pages: readonly RankedPage[]) =>
  pages.toSorted((a, b) => b.score - a.score).map(({ page: { id } }) => id)

describe('pages found in two languages', () => {
  test('stand before what one language alone puts first by a little', () => {
    const japanese = [makePage(1, 10), makePage(2, 9)]
    const english = [makePage(3, 10.5), makePage(2, 9)]
    expect(listOrder(foldTranslations([japanese, english]))).toEqual([2, 3, 1])
  })

  test('gain nothing where the other language has them far behind', () => {
    const folded = foldTranslations([
      [makePage(1, 10), makePage(2, 9)],
      [makePage(3, 9.5), makePage(2, 1)],
    ])
    expect(listOrder(folded)).toEqual([1, 3, 2])
    expect(folded.find(({ page: { id } }) => id === 2)?.score).toBe(9)
  })

  test('are shown as they were found best, whichever language that is', () => {
    for (const rankings of [
      [[makePage(1, 4, 'low')], [makePage(1, 7, 'high')]],
      [[makePage(1, 7, 'high')], [makePage(1, 4, 'low')]],
    ])
      expect(foldTranslations(rankings)).toMatchObject([{ page: { id: 1 }, found: 'high', score: 12 }])
  })

  test('of one language alone keep their scores', () => {
    const only = [makePage(1, 3), makePage(2, -1)]
    expect(foldTranslations([only])).toEqual(only)
  })
})
