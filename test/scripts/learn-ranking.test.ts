// What `npm run train` makes of examples.

import { describe, expect, test } from 'vitest'
import { crossValidate, type Fitting, learn } from '../../scripts/train/cross-validation.ts'
import type { Example } from '../../scripts/train/ranking-examples.ts'

const NAMES = ['order', 'exactTitle'] as const
const fitting: Fitting = {
  names: NAMES,
  hasFewGuides: false,
  price: 0.01,
  prior: new Float64Array([0, 1]),
  held: [false, false],
  countOf: () => 1,
}

/** Pages as language, path, grade, `order`, `exactTitle`. */
function makeExample(id: string, ...pages: readonly [string, string, number, number, number][]): Example {
  return {
    query: { query_id: id },
    set: 'made',
    guide: id,
    fewness: 0,
    candidates: pages.map(([language, path, grade, order, exactTitle]) => ({
      language,
      path,
      grade,
      features: { order, exactTitle },
    })),
  } as unknown as Example
}

const swap = (candidate: Example['candidates'][number]) => ({ ...candidate, grade: 2 - candidate.grade })

const misled = ['a', 'b', 'c'].map((id) =>
  makeExample(id, ['en_us', '/right', 2, 1, 0], ['en_us', '/wrong', 0, 0, 0.5]),
)

describe('weights', () => {
  test('are what the examples say', () => {
    const [order = 0, exactTitle = 0] = learn(misled, fitting)
    expect(order).toBeGreaterThan(0)
    expect(exactTitle).toBeLessThan(0)
  })

  test('whose sign is known are held at 0 where the examples would have them below, and the others make up for it', () => {
    const [order = 0, exactTitle] = learn(misled, { ...fitting, positive: new Set(['order', 'exactTitle']) })
    expect(exactTitle).toBeCloseTo(0, 6)
    expect(order).toBeGreaterThan(0)
  })

  test('follow the examples that count more', () => {
    const others = misled.map((example) => ({ ...example, set: 'others', candidates: example.candidates.map(swap) }))
    const count = (most: string) => ({ ...fitting, countOf: ({ set }: Example) => (set === most ? 9 : 1) })
    const [order = 0] = learn([...misled, ...others], count('made'))
    expect(order).toBeGreaterThan(0)
    expect(learn([...misled, ...others], count('others'))[0]).toBeLessThan(0)
  })

  test('are the same wherever the fit begins', () => {
    const from = learn(misled, fitting, new Float64Array([-3, 5]))
    for (const [at, weight] of learn(misled, fitting).entries()) expect(from[at]).toBeCloseTo(weight, 2)
  })
})

test('a page that is found in two languages is placed as search places it', () => {
  const both = makeExample(
    'd',
    ['ja_jp', '/ja/wrong', 0, 1, 0],
    ['ja_jp', '/ja/right', 2, 0.9, 0],
    ['en_us', '/other', 0, 1, 0],
    ['en_us', '/ja/right', 2, 0.9, 0],
  )
  const placed = crossValidate([...misled, both], fitting, ({ guide }) => guide)
  expect(placed.find(({ example }) => example.guide === 'd')?.place).toBe(0)
})
