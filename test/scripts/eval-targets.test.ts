import { expect, test } from 'vitest'
import { type QueryResult, score } from '../../scripts/eval/judged-queries.ts'
import { listLostToPlain, reaches } from '../../scripts/eval/targets.ts'

const RIGHT = '/lamp/latest/dg/right.html'
const WRONG = '/lamp/latest/dg/wrong.html'

/** Ten queries, of which so many have the right page first, and the others have it nowhere. */
function makeTenWith(hits: number) {
  const result = (_: unknown, n: number): QueryResult => ({
    query: { query_id: `${n}`, kind: 'natural', lang: 'en', query: '', relevant: { [RIGHT]: 2 }, set: 'dev-en' },
    paths: [n < hits ? RIGHT : WRONG],
    durationMs: 0,
  })
  return score(Array.from({ length: 10 }, result))
}

test('one query fewer than plain search is chance, two are a loss', () => {
  expect(listLostToPlain(makeTenWith(7), makeTenWith(8))).toEqual([])
  expect(listLostToPlain(makeTenWith(6), makeTenWith(8))).toEqual(['any1', 'hit5'])
  expect(listLostToPlain(makeTenWith(9), makeTenWith(2))).toEqual([])
})

test('a score reaches a target that it equals as printed', () => {
  expect(reaches(0.8999, 0.9)).toBe(true)
  expect(reaches(0.8994, 0.9)).toBe(false)
  expect(reaches(0, undefined)).toBe(true)
})
