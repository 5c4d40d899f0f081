import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fusePhrasings, otherPhrasings } from '../../src/search/query/fuse-phrasings.ts'
import type { RankedPage } from '../../src/search/ranking/rank-pages.ts'

const page = (id: number, score: number, anchor = ''): RankedPage =>
  ({ page: { id, path: `/p${id}` }, score, best: () => ({ anchor }) }) as unknown as RankedPage
const ids = (pages: readonly RankedPage[]) => pages.map(({ page }) => page.id)
const ranking = (share: number, ...found: number[]) => ({ share, pages: found.map((id, at) => page(id, 9 - at)) })

describe('fused rankings', () => {
  test('put first what several phrasings find, before what one finds first', () => {
    expect(ids(fusePhrasings([ranking(1, 1, 2), ranking(1, 3, 2), ranking(1, 4, 2)]))[0]).toBe(2)
  })

  test('keep of each page the passage of the ranking in which it stands highest', () => {
    const [best] = fusePhrasings([
      { share: 1, pages: [page(1, 2, 'other'), page(2, 1, 'low')] },
      { share: 1, pages: [page(2, 99, 'high')] },
    ])
    expect(best).toMatchObject({ page: { id: 2 } })
    expect(best?.best().anchor).toBe('high')
  })

  test('follow ranks and not scores, and have each page once', () => {
    const one = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 14 })
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.1, max: 99, noNaN: true }),
        (all, by) => {
          const fused = fusePhrasings(all.map((found) => ranking(1, ...found)))
          const scaled = all.map((found) => ({ share: 1, pages: found.map((id, at) => page(id, by * (9 - at))) }))
          expect(ids(fusePhrasings(scaled))).toEqual(ids(fused))
          expect(ids(fused).toSorted()).toEqual([...new Set(all.flat())].toSorted())
          for (const { score } of fused) expect(score).toBeGreaterThan(0)
          expect(fused[0]?.score ?? 0).toBeLessThanOrEqual(1 + 1e-9)
        },
      ),
    )
  })
})

test('at most four phrasings are asked beside the question', () => {
  const alsoPhrased = ['a', 'b', 'b', 'c', 'd', 'e']
  const texts = otherPhrasings({ text: 'q', alsoPhrased }).map(({ text }) => text)
  expect(texts).toContain('d')
  expect(texts).not.toContain('e')
})
