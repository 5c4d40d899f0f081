// A text that many pages have is one hit, however many they are, and takes no other page's place.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site, type SitePage } from './made-site.ts'

const COPY =
  'To let people outside of your account reach your boxes, create a role that they can take on, and name in the trust ' +
  'policy of the role who may. Then attach a policy that says which boxes they may open and what they may do with them. ' +
  'Keys that were handed out before stay valid until you withdraw them, whoever holds them now, so look through the ' +
  'list of grants first, and set a date after which every borrowed key ends by itself.'

const COPIES: readonly SitePage[] = Array.from({ length: 90 }, (_, n) => ({
  guide: 'vault',
  name: `access-${n}`,
  title: 'Letting people outside of your account reach your boxes',
  text: COPY,
}))
const OTHERS: readonly SitePage[] = Array.from({ length: 12 }, (_, n) => ({
  guide: 'relay',
  name: `other-${n}`,
  title: `Relays of kind ${'abcdefghijkl'[n]}`,
  text: `Relay number ${n} lets a person at gate ${n * 7} wait. It is kind ${'abcdefghijkl'[n]} of the account, and hums ${'low '.repeat(n)}.`,
}))

let site: Site
beforeAll(async () => {
  site = await openSite([...COPIES, ...OTHERS])
})
afterAll(() => site.close())

test('behind ninety copies of one text stand the pages that hold less of the question', () => {
  const { hits } = site.search('let people outside of the account reach boxes', { limit: 10 })
  expect(hits).toHaveLength(10)
  expect(hits[0]?.path).toMatch(/access-\d+/)
  expect(hits[0]?.sameTextAt.length).toBeGreaterThan(0)
  expect(hits.slice(1).every(({ path }) => path.includes('/other-'))).toBe(true)
})
