import { expect, test } from 'vitest'
import { needsLiveSearch, newLiveHits } from '../../src/search/live-merge.ts'
import type { LiveHit } from '../../src/search/live-search.ts'

type Answer = Parameters<typeof needsLiveSearch>[0]

/** An answer whose hits hold these shares of the query. */
function answer(...coverage: number[]): Answer {
  const hits = coverage.map((share, index) => ({ path: `/local/${index}`, features: { coverage: share } }))
  return { hits } as unknown as Answer
}

function live(path: string): LiveHit {
  return {
    source: 'live',
    fetchedAt: 0,
    url: `https://docs.aws.amazon.com${path}`,
    path,
    locale: 'en_us',
    title: path,
    context: '',
    product: '',
    guide: '',
    updatedAt: undefined,
  }
}

test.each([
  ['no hit', answer(), 10, true],
  ['two good hits', answer(1, 0.5, 0.4, 0.1), 10, true],
  ['three that hold half of the query', answer(1, 0.5, 0.5), 10, false],
  ['many that hold little of it', answer(0.4, 0.4, 0.4, 0.4, 0.4), 10, true],
  ['as many good ones as were asked for', answer(1), 1, false],
])('with %s the live search is asked: %j of %i, %s', (_, found, limit, expected) => {
  expect(needsLiveSearch(found, limit)).toBe(expected)
})

test('live hits stand behind the local ones, without pages that are there already, up to the limit', () => {
  const hits = ['/local/1', '/new/a', '/new/b', '/new/c'].map(live)
  expect(newLiveHits(answer(1, 1), { kind: 'hits', hits }, 4).map(({ path }) => path)).toEqual(['/new/a', '/new/b'])
  expect(newLiveHits(answer(1, 1), { kind: 'failed', reason: 'x' }, 4)).toEqual([])
})
