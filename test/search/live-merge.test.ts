import { expect, test } from 'vitest'
import type { GuideLack } from '../../src/core/model/coverage.ts'
import { mergeLive, needsLiveSearch } from '../../src/search/live/live-merge.ts'
import type { LiveHit } from '../../src/search/live/live-search.ts'
import type { SearchHit } from '../../src/search/results/search-hit.ts'

const HALF: GuideLack = {
  catalogId: 'lamp-dg',
  title: 'Lamp Developer Guide',
  locale: 'en_us',
  state: 'partial',
  completeness: undefined,
  checkedAt: undefined,
}

const makeLocal = (...paths: string[]) =>
  paths.map((path, at) => ({ source: 'index', path, rank: at + 1 })) as unknown as SearchHit[]
const makeLive = (...paths: string[]) => paths.map((path) => ({ source: 'live', path })) as unknown as LiveHit[]
const listOrder = (...asked: Parameters<typeof mergeLive>) => mergeLive(...asked).map(({ path }) => path)

test('the live search is asked where the index does not answer', () => {
  const needsIt = (grade: 'answered' | 'weak' | 'missing', ...lacks: GuideLack[]) => needsLiveSearch({ grade, lacks })
  expect([needsIt('answered'), needsIt('weak'), needsIt('missing')]).toEqual([false, true, true])
  expect([needsIt('answered', HALF), needsIt('answered', { ...HALF, isAside: true })]).toEqual([false, true])
})

test('beside an answer, the first hit stays first and live hits take turns with the others', () => {
  expect(listOrder(makeLocal('a', 'b'), makeLive('x', 'y'), 'answered', 10)).toEqual(['a', 'x', 'b', 'y'])
})

test('where the index may answer, local and live hits take turns', () => {
  expect(listOrder(makeLocal('a', 'b', 'c'), makeLive('x', 'y', 'z'), 'weak', 10)).toEqual([
    'a',
    'x',
    'b',
    'y',
    'c',
    'z',
  ])
})

test('where it very likely does not, live hits lead, and ten poor local ones do not keep them out', () => {
  const ten = makeLocal(...'abcdefghij')
  expect(listOrder(ten, makeLive('w', 'x', 'y', 'z'), 'missing', 6)).toEqual(['w', 'x', 'y', 'a', 'z', 'b'])
})

test('a page that both found stands higher, once, as the index has it', () => {
  const found = mergeLive(makeLocal('a', 'b'), makeLive('x', 'b'), 'weak', 10)
  expect(found.map(({ path, source, rank }) => [rank, path, source])).toEqual([
    [1, 'a', 'index'],
    [2, 'b', 'index'],
    [3, 'x', 'live'],
  ])
})

test('without live hits the local ones keep their order, and no more are given than were asked for', () => {
  expect(listOrder(makeLocal('a', 'b', 'c'), [], 'missing', 2)).toEqual(['a', 'b'])
})
