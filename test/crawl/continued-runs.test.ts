// What a run goes on with after one that was stopped, and what it visits anew.

import { expect, test } from 'vitest'
import { LAMP, type Setup, setUp } from './crawl-setup.ts'
import { GUIDE, putGuide } from './crawl-site.ts'

const B = { ...LAMP, catalogId: 'lamp-api', base: '/lamp/latest/api/' } as const
const C = { ...LAMP, catalogId: 'lamp-cli', base: '/lamp/latest/cli/' } as const

/** A crawl of A and B that was stopped in B, when A was done. */
async function stopInB(): Promise<Setup> {
  const setup = await setUp()
  const { site } = setup
  putGuide(site, ['a', 'b'])
  putGuide(site, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], B.base)
  putGuide(site, ['a'], C.base)
  const stop = new AbortController()
  site.misbehave = (path) => {
    if (path === `${B.base}f.html`) stop.abort(new Error('stopped'))
    return undefined
  }
  const report = await setup.crawl({ guides: [LAMP, B], signal: stop.signal }, 1)
  expect(report.guides.map(({ complete }) => complete)).toEqual([true, false])
  site.misbehave = undefined
  site.log.length = 0
  setup.clock.time += 60_000
  return setup
}

const countAsked = ({ site }: Setup, folder: string) =>
  site.log.filter(({ path }) => path.startsWith(folder) && path.endsWith('.html')).length

test('the same command goes on in B and leaves A alone', async () => {
  const setup = await stopInB()
  await setup.crawl({ guides: [LAMP, B] }, 1)
  expect(countAsked(setup, GUIDE)).toBe(0)
  expect(countAsked(setup, B.base)).toBeLessThan(8)
  expect(countAsked(setup, B.base)).toBeGreaterThan(0)
})

test('A alone is visited, and the report is of that visit', async () => {
  const setup = await stopInB()
  const report = await setup.crawl({ guides: [LAMP] }, 1)
  expect(countAsked(setup, GUIDE)).toBe(2)
  expect(report.guides[0]?.counts).toMatchObject({ unchanged: 2, new: 0 })
})

test('A with a guide that the stopped run had not on its list is visited', async () => {
  const setup = await stopInB()
  const report = await setup.crawl({ guides: [LAMP, C] }, 1)
  expect(countAsked(setup, GUIDE)).toBe(2)
  expect(report.guides.map(({ counts }) => [counts.unchanged, counts.new])).toEqual([
    [2, 0],
    [0, 1],
  ])
})

test('A alone is visited once more after that, and B is gone on with when it is named', async () => {
  const setup = await stopInB()
  await setup.crawl({ guides: [LAMP] }, 1)
  setup.site.log.length = 0
  setup.clock.time += 60_000
  await setup.crawl({ guides: [LAMP] }, 1)
  expect(countAsked(setup, GUIDE)).toBe(2)
  await setup.crawl({ guides: [B] }, 1)
  expect(countAsked(setup, B.base)).toBeLessThan(8)
})
