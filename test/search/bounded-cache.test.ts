import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedCache } from '../../src/search/bounded-cache.ts'

test('what was used least recently goes first', () => {
  const cache = new BoundedCache<string>(3)
  for (const key of [1, 2, 3]) cache.set(key, `${key}`, 1)
  cache.get(1)
  cache.set(4, '4', 1)
  expect([1, 2, 3, 4].map((key) => cache.get(key))).toEqual(['1', undefined, '3', '4'])
})

test('what is kept never costs more than the bound, and is what was kept last under its key', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 9 }), cost: fc.integer({ min: 0, max: 12 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const cache = new BoundedCache<number>(20)
      const last = new Map<number, { readonly at: number; readonly cost: number }>()
      for (const [at, { key, cost }] of steps.entries()) {
        cache.set(key, at, cost)
        last.set(key, { at, cost })
        const held = [...last].filter(([kept]) => cache.get(kept) !== undefined)
        expect(held.reduce((sum, [, one]) => sum + one.cost, 0)).toBeLessThanOrEqual(20)
        for (const [kept, one] of held) expect(cache.get(kept)).toBe(one.at)
      }
    }),
  )
})
