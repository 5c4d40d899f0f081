import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fusePhrasings, listOtherPhrasings } from '../../src/search/query/fuse-phrasings.ts'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'

const makePage = (id: number, score: number, anchor = '', exactTitle = 0): RankedPage =>
  ({
    page: { id, path: `/p${id}` },
    score,
    findBest: () => ({ anchor }),
    computeFeatures: () => ({ exactTitle }),
  }) as unknown as RankedPage
const listIds = (pages: readonly RankedPage[]) => pages.map(({ page }) => page.id)
const makeRanking = (share: number, ...found: number[]) => ({
  share,
  pages: found.map((id, at) => makePage(id, 9 - at)),
})

describe('fused rankings', () => {
  test('put first what several phrasings find, before what one finds first', () => {
    expect(listIds(fusePhrasings([makeRanking(1, 1, 2), makeRanking(1, 3, 2), makeRanking(1, 4, 2)]))[0]).toBe(2)
  })

  test('keep of each page the passage of the ranking in which it stands highest', () => {
    const [best] = fusePhrasings([
      { share: 1, pages: [makePage(1, 2, 'other'), makePage(2, 1, 'low')] },
      { share: 1, pages: [makePage(2, 99, 'high')] },
    ])
    expect(best).toMatchObject({ page: { id: 2 } })
    expect(best?.findBest().anchor).toBe('high')
  })

  describe('of which one wording is a title', () => {
    const question = makeRanking(1, 1, 2, 3)
    const joined = makeRanking(0.8, 2, 1, 3)
    const wording = (...exact: number[]) => ({
      share: 0.8,
      pages: [3, 2, 1].map((id, at) => makePage(id, 9 - at, '', exact[at] ?? 0)),
    })

    test('put that page first, which the others have third', () => {
      expect(listIds(fusePhrasings([question, joined, wording(0.7)]))[0]).toBe(3)
    })

    test('leave it where several pages have the title, or the wording only holds it', () => {
      expect(listIds(fusePhrasings([question, joined, wording(0.7, 0, 0.7)]))[0]).not.toBe(3)
      expect(listIds(fusePhrasings([question, joined, wording(0.59)]))[0]).not.toBe(3)
    })

    test('hold the score at 1', () => {
      const called = { share: 1, pages: [makePage(1, 9, '', 1)] }
      expect(fusePhrasings([called, called])[0]?.score).toBe(1)
    })
  })

  test('follow ranks and not scores, and have each page once', () => {
    const one = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 14 })
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.1, max: 99, noNaN: true }),
        (all, by) => {
          const fused = fusePhrasings(all.map((found) => makeRanking(1, ...found)))
          const scaled = all.map((found) => ({ share: 1, pages: found.map((id, at) => makePage(id, by * (9 - at))) }))
          expect(listIds(fusePhrasings(scaled))).toEqual(listIds(fused))
          expect(listIds(fused).toSorted()).toEqual([...new Set(all.flat())].toSorted())
          for (const { score } of fused) expect(score).toBeGreaterThan(0)
          expect(fused[0]?.score ?? 0).toBeLessThanOrEqual(1 + 1e-9)
        },
      ),
    )
  })
})

test('at most four phrasings are asked beside the question', () => {
  const alsoPhrased = ['a', 'b', 'b', 'c', 'd', 'e']
  const texts = listOtherPhrasings({ text: 'q', alsoPhrased }).map(({ text }) => text)
  expect(texts).toContain('d')
  expect(texts).not.toContain('e')
})
