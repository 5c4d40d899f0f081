import { expect, test } from 'vitest'
import { explainHit } from '../../src/search/ranking/explain-hit.ts'
import { openSite } from './made-site.ts'

test('what the features of a hit add, together, is its score', async () => {
  const site = await openSite()
  const [hit] = site.search('quotas of relays').hits
  await site.close()
  const shares = hit ? explainHit(hit) : []
  expect(shares[0]?.adds).toBeGreaterThan(0)
  expect(shares.reduce((sum, { adds }) => sum + adds, 0)).toBeCloseTo(hit?.score ?? 0)
  expect(shares.map(({ adds }) => adds)).toEqual(shares.map(({ adds }) => adds).toSorted((a, b) => b - a))
})
