import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DueState, listDuePages, toDueSeeds } from '../../src/crawl/pass/due-pages.ts'
import type { CheckedPage } from '../../src/store/pages/page-rows.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)
const RULES = { now: NOW, maxAgeMs: 7 * DAY }

function makePage(path: string, daysAgo: number, status: CheckedPage['status'] = 'live'): CheckedPage {
  return { path, status, checkedAt: NOW - daysAgo * DAY }
}

/** A guide of the pages a, b and c as the contents have them, checked yesterday; `change` is what is different. */
function makeState(change: Partial<DueState> = {}): DueState {
  const contents = ['/a', '/b', '/c']
  return {
    pages: contents.map((path) => makePage(path, 1)),
    dead: new Map(),
    contents,
    contentsBefore: new Set(contents),
    others: [],
    feedDates: new Map(),
    sitemapDates: new Map(),
    ...change,
  }
}

const listDue = (change?: Partial<DueState>, rules = RULES) =>
  listDuePages(makeState(change), rules).map(({ path, why }) => `${path} ${why}`)

test('nothing is due of a guide that was checked yesterday and is the same', () => {
  expect(listDue()).toEqual([])
})

test('new pages come first, then those that left the contents, the announced, and the old ones by age', () => {
  const contents = ['/new', '/a', '/b', '/old', '/older', '/c']
  expect(
    listDue({
      pages: [
        makePage('/a', 1),
        makePage('/b', 1),
        makePage('/old', 8),
        makePage('/older', 30),
        makePage('/c', 2),
        makePage('/left', 1),
      ],
      contents,
      contentsBefore: new Set([...contents.slice(1), '/left']),
      others: ['/in-sitemap'],
      feedDates: new Map([['/c', NOW]]),
    }),
  ).toEqual(['/new new', '/in-sitemap new', '/left left the contents', '/c announced', '/older aged', '/old aged'])
})

test('an untranslated page is known, and one that is gone is not asked for because it is old', () => {
  expect(
    listDue({
      pages: [makePage('/a', 1), makePage('/b', 1, 'untranslated'), makePage('/c', 1), makePage('/x', 99, 'gone')],
    }),
  ).toEqual([])
})

test('a page that is gone and still listed in the contents is asked for every time', () => {
  expect(listDue({ pages: [makePage('/a', 1), makePage('/b', 1), makePage('/c', 0, 'gone')] })).toEqual(['/c new'])
})

test('dead links are asked for when they are old or listed for the first time, not every night', () => {
  const dead = new Map([
    ['/x', NOW - DAY],
    ['/y', NOW - 9 * DAY],
    ['/z', NOW - DAY],
  ])
  const contents = ['/a', '/b', '/c', '/x', '/y', '/z']
  expect(listDue({ dead, contents, contentsBefore: new Set(['/a', '/b', '/c', '/x', '/y']) })).toEqual([
    '/y new',
    '/z new',
  ])
  expect(listDue({ dead, others: ['/x', '/y'] })).toEqual(['/y new'])
})

test('contents that could not be had say nothing about any page', () => {
  expect(listDue({ contents: undefined, others: ['/a', '/b', '/c'] })).toEqual([])
})

test('a page that was looked at on the day of its announcement is looked at once more, and then no more', () => {
  const feedDates = new Map([['/a', NOW - DAY]])
  expect(listDue({ feedDates, pages: [makePage('/a', 0.5), makePage('/b', 1), makePage('/c', 1)] })).toEqual([
    '/a announced',
  ])
  expect(listDue({ feedDates, pages: [makePage('/a', -0.1), makePage('/b', 1), makePage('/c', 1)] })).toEqual([])
})

test('sitemap dates count for few pages; when they sweep over the guide it was deployed, and they say nothing', () => {
  expect(listDue({ sitemapDates: new Map([['/b', NOW]]) })).toEqual(['/b announced'])
  const sweep = new Map(['/a', '/b'].map((path) => [path, NOW]))
  expect(listDue({ sitemapDates: sweep })).toEqual([])
  expect(listDue({ sitemapDates: sweep, feedDates: new Map([['/b', NOW]]) })).toEqual(['/b announced'])
})

test('pages that were checked in the future, before the clock was set back, are old too', () => {
  expect(listDue({ pages: [makePage('/a', -400), makePage('/b', 1), makePage('/c', 1)] })).toEqual(['/a aged'])
})

test('with a greatest age of nothing every page is due', () => {
  expect(listDue({}, { ...RULES, maxAgeMs: 0 })).toEqual(['/a aged', '/b aged', '/c aged'])
})

test('each page is due once, in the order in which the frontier asks, whatever the reasons', () => {
  const paths = fc.uniqueArray(fc.constantFrom('/a', '/b', '/c', '/d', '/e', '/f'))
  const dates = fc.dictionary(fc.constantFrom('/a', '/b', '/d'), fc.integer({ min: NOW - 20 * DAY, max: NOW }))
  fc.assert(
    fc.property(paths, paths, paths, paths, dates, dates, (known, contents, before, others, feed, sitemap) => {
      const found = listDuePages(
        makeState({
          pages: known.map((path, index) => makePage(path, index * 3, index % 4 === 3 ? 'gone' : 'live')),
          contents,
          contentsBefore: new Set(before),
          others: others.filter((path) => !contents.includes(path)),
          feedDates: new Map(Object.entries(feed)),
          sitemapDates: new Map(Object.entries(sitemap)),
        }),
        RULES,
      )
      expect(new Set(found.map(({ path }) => path)).size).toBe(found.length)
      const priorities = [...toDueSeeds(found)].map(({ priority }) => priority)
      expect(priorities).toEqual(priorities.toSorted((a, b) => a - b))
      for (const path of contents) if (!known.includes(path)) expect(found).toContainEqual({ path, why: 'new' })
    }),
  )
})
