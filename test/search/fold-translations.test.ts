// A page that was found in two languages is one hit.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'
import { computeAgreement, foldTranslations } from '../../src/search/results/fold-translations.ts'

const makePage = (id: number, score: number, found = ''): RankedPage =>
  ({ page: { id }, score, found }) as unknown as RankedPage
const compare = (a: RankedPage, b: RankedPage) => b.score - a.score || a.page.id - b.page.id
const fold = (rankings: readonly RankedPage[][]) => [...foldTranslations(rankings, compare)]
const listOrder = (pages: readonly RankedPage[]) => pages.map(({ page: { id } }) => id)

describe('pages found in two languages', () => {
  test('stand before what one language alone puts first by a little', () => {
    const japanese = [makePage(1, 10), makePage(2, 9)]
    const english = [makePage(3, 10.5), makePage(2, 9)]
    expect(listOrder(fold([japanese, english]))).toEqual([2, 3, 1])
  })

  test('gain nothing where the other language has them far behind', () => {
    const folded = fold([
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
      expect(fold(rankings)).toMatchObject([{ page: { id: 1 }, found: 'high', score: 12 }])
  })

  test('of one language alone keep their scores', () => {
    const only = [makePage(1, 3), makePage(2, -1)]
    expect(fold([only])).toEqual(only)
  })

  test('are given in the same order, with the same scores, as if all had been read first', () => {
    const scores = fc.array(fc.integer({ min: -4, max: 12 }), { maxLength: 12 })
    const ranking = fc.tuple(scores, fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 12, maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(ranking, { minLength: 1, maxLength: 3 }), (made) => {
        const rankings = made.map(([some, ids], from) => {
          const own = [...new Set(ids)]
          return some
            .toSorted((a, b) => b - a)
            .slice(0, own.length)
            .map((score, at) => makePage(own[at] ?? 0, score, `${from}`))
        })
        expect(fold(rankings)).toEqual(foldAtOnce(rankings))
      }),
      { numRuns: 500 },
    )
  })

  test('are read no further than what is asked for can change', () => {
    const read = [0, 0]
    const count = function* (from: number, pages: readonly RankedPage[]) {
      for (const page of pages) {
        read[from] = (read[from] ?? 0) + 1
        yield page
      }
    }
    const japanese = [makePage(1, 30), makePage(2, 20), makePage(3, 10), makePage(4, 9)]
    const english = [makePage(1, 25), makePage(5, 12), makePage(6, 8), makePage(7, 7)]
    const pages = foldTranslations([count(0, japanese), count(1, english)], compare)
    const [first] = pages
    expect(first).toMatchObject({ page: { id: 1 }, score: 35 })
    expect(read).toEqual([2, 1])
    expect(listOrder([...pages])).toEqual([1, 2, 5, 3, 4, 6, 7])
    expect(read).toEqual([4, 4])
  })
})

function foldAtOnce(rankings: readonly RankedPage[][]): RankedPage[] {
  const best = new Map<number, { page: RankedPage; behind: number; added: number }>()
  for (const pages of rankings) {
    for (const page of pages) {
      const found = { page, behind: (pages[0]?.score ?? 0) - page.score, added: 0 }
      const known = best.get(page.page.id)
      const [first, second] = !known || known.page.score < page.score ? [found, known] : [known, found]
      const added = (known?.added ?? 0) + (second ? computeAgreement(second.behind) : 0)
      best.set(page.page.id, { ...first, added })
    }
  }
  return [...best.values()].map(({ page, added }) => ({ ...page, score: page.score + added })).sort(compare)
}
