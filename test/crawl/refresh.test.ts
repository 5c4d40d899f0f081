import { expect, test } from 'vitest'
import { listChanges } from '../../src/store/history/change-rows.ts'
import { startRun } from '../../src/store/lock/run-lock.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { LAMP, listLivePages, type Setup, setUp, summarizeContent } from './crawl-setup.ts'
import { GUIDE, makeFeedXml, makePageHtml, makeSitemapXml, makeTocJson, putGuide, STUB } from './crawl-site.ts'

const DAY = 86_400_000
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const API = { ...LAMP, catalogId: 'lamp-api', base: '/lamp/latest/api/' } as const
const toPath = (name: string, folder: string = GUIDE) => `${folder}${name}.html`

/** A site of ten pages that was harvested a day ago. */
async function setUpHarvested(made = {}): Promise<Setup> {
  const setup = await setUp()
  putGuide(setup.site, TEN, GUIDE, made)
  await setup.crawl()
  return passDays(setup)
}

function passDays(setup: Setup, days = 1): Setup {
  setup.clock.time += days * DAY
  setup.site.log.length = 0
  return setup
}

const listAsked = ({ site }: Setup) =>
  site.log.filter(({ path }) => path.endsWith('.html')).map(({ path }) => path.slice(path.lastIndexOf('/') + 1, -5))
const listRecorded = ({ index }: Setup) =>
  listChanges(index.db, { since: 0, limit: 100 }).map(({ kind, path }) => `${kind} ${path.slice(GUIDE.length)}`)

test('asks for no page while nothing is due, and says so', async () => {
  const setup = await setUpHarvested()
  const report = await setup.refresh()
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0, guides: [{ pages: 10, complete: true }] })
  expect(listAsked(setup)).toEqual([])
  expect(report.requests).toBe(3) // robots.txt, contents, sitemap
})

test('asks once, with its validator, for every page that is older than the greatest age, the oldest first', async () => {
  const setup = await setUpHarvested()
  await setup.crawl({ maxPages: 3 }, 1)
  passDays(setup, 8)
  expect(await setup.refreshOne({}, 1)).toMatchObject({ counts: { unchanged: 10 } })
  expect(setup.site.log.filter(({ path }) => path.endsWith('.html')).every((entry) => entry.status === 304)).toBe(true)
  expect(listAsked(setup).toSorted()).toEqual(TEN)
  expect(listAsked(passDays(setup))).toEqual([])
  await setup.refresh()
  expect(listAsked(setup)).toEqual([])
})

test('finds what is new, what left, what moved and what the feed announces, and touches nothing else', async () => {
  const setup = await setUpHarvested({ feed: 'history.rss' })
  const { site, clock } = setup
  site.files.set(toPath('new'), makePageHtml('New', 'text', { links: ['a.html', 'linked.html', 'dead.html'] }))
  site.files.set(toPath('linked'), makePageHtml('Linked', 'text'))
  site.files.set(toPath('bb'), site.files.get(toPath('b')) ?? '')
  site.files.set(toPath('b'), { status: 301, headers: { location: toPath('bb') } })
  site.files.delete(toPath('c'))
  site.files.set(toPath('d'), STUB)
  site.files.set(toPath('e'), makePageHtml('Page e', 'another text.'))
  site.files.set(toPath('f'), makePageHtml('Page f', 'nobody announces this.'))
  site.files.set(`${GUIDE}history.rss`, makeFeedXml({ [toPath('e')]: new Date(clock.time).toUTCString() }))
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['new', 'a', 'bb', 'e', 'f', 'g', 'h', 'i', 'j']))
  expect(await setup.refreshOne()).toMatchObject({
    complete: true,
    pages: 10,
    counts: { new: 3, changed: 1, moved: 1, gone: 2, skipped: 1, unchanged: 0 },
  })
  // The page that moved is asked for at both of its places: the contents list the new one.
  expect(listAsked(setup).toSorted()).toEqual(['b', 'bb', 'bb', 'c', 'd', 'dead', 'e', 'linked', 'new'].toSorted())
  expect(listRecorded(setup).toSorted()).toEqual(
    [
      'added linked.html',
      'added new.html',
      'changed e.html',
      'moved b.html',
      'removed c.html',
      'removed d.html',
    ].toSorted(),
  )
  passDays(setup, 2)
  await setup.refresh()
  expect(listAsked(setup)).toEqual(['e']) // it was looked at on the day of its announcement, which may have been too early
  passDays(setup)
  await setup.refresh()
  expect(listAsked(setup)).toEqual([])
  passDays(setup, 7)
  expect(await setup.refreshOne()).toMatchObject({ counts: { changed: 1 } })
  expect(listRecorded(setup)[0]).toBe('changed f.html')
})

test('a date in the sitemap brings a page up, and a deployment of the whole guide brings none', async () => {
  const setup = await setUpHarvested()
  const { site, clock } = setup
  const today = new Date(clock.time).toISOString().slice(0, 10)
  const paths = TEN.map((name) => toPath(name))
  site.files.set(`${GUIDE}sitemap.xml`, makeSitemapXml(paths, { [toPath('d')]: today, [toPath('e')]: '2020-01-01' }))
  await setup.refresh()
  expect(listAsked(setup)).toEqual(['d'])
  passDays(setup, 2)
  const deployed = new Date(clock.time).toISOString()
  site.files.set(
    `${GUIDE}sitemap.xml`,
    makeSitemapXml(paths, Object.fromEntries(paths.map((path) => [path, deployed]))),
  )
  await setup.refresh()
  expect(listAsked(setup)).toEqual([])
})

test('a run whose time is used up ends as it should, and the next ones go on without asking twice', async () => {
  const setup = passDays(await setUpHarvested(), 10)
  const { site } = setup
  const refreshUntil = (pages: number) => {
    const budget = new AbortController()
    let seen = 0
    site.misbehave = (path) => {
      if (path.endsWith('.html') && ++seen > pages) budget.abort()
      return undefined
    }
    return setup.refresh({ budget: budget.signal }, 1)
  }
  const first = await refreshUntil(3)
  expect(first).toMatchObject({
    kind: 'partial',
    exitCode: 0,
    guides: [{ pages: 10, counts: { unchanged: 3, left: 7 } }],
  })
  expect(first.reason).toBe('the time given is used up; 7 pages are left for the next run')
  setup.clock.time += DAY
  expect((await refreshUntil(4)).guides[0]?.counts).toMatchObject({ unchanged: 7, left: 3 })
  setup.clock.time += DAY
  site.misbehave = undefined
  expect(await setup.refresh({}, 1)).toMatchObject({
    kind: 'complete',
    guides: [{ counts: { unchanged: 10, left: 0 } }],
  })
  // The request under way when the time was up is the one that is asked for again.
  expect(listAsked(setup).length).toBeLessThanOrEqual(12)
})

test('a run that goes on still asks first for what has become urgent since', async () => {
  const setup = passDays(await setUpHarvested(), 10)
  const budget = new AbortController()
  setup.site.misbehave = (path) => {
    if (path.endsWith('.html')) budget.abort()
    return undefined
  }
  await setup.refresh({ budget: budget.signal }, 1)
  setup.site.misbehave = undefined
  passDays(setup)
  setup.site.files.set(toPath('new'), makePageHtml('New', 'text'))
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson([...TEN.slice(0, 9), 'new']))
  await setup.refresh({}, 1)
  expect(listAsked(setup).slice(0, 2)).toEqual(['new', 'j'])
})

test('every guide is asked for what is urgent before any is asked for what is only old', async () => {
  const setup = await setUp()
  putGuide(setup.site, ['a', 'b'])
  putGuide(setup.site, ['x', 'y'], API.base)
  await setup.crawl({ guides: [LAMP] })
  setup.clock.time += 1000
  await setup.crawl({ guides: [API] })
  passDays(setup, 10)
  setup.site.files.set(toPath('new', API.base), makePageHtml('New', 'text'))
  setup.site.files.set(`${API.base}toc-contents.json`, makeTocJson(['x', 'y', 'new']))
  await setup.refresh({}, 1)
  expect(listAsked(setup)).toEqual(['new', 'a', 'b', 'x', 'y'])
  passDays(setup, 10)
  await setup.refresh({ guides: [API] })
  expect(listAsked(setup).toSorted()).toEqual(['new', 'x', 'y'])
})

test('removes nothing before the pass is over, and asks once more for what is gone', async () => {
  const setup = passDays(await setUpHarvested(), 10)
  const { site } = setup
  const contents = site.files.get(`${GUIDE}toc-contents.json`) ?? ''
  site.files.delete(toPath('a'))
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.slice(1)))
  const budget = new AbortController()
  site.misbehave = (path) => {
    if (path === toPath('d')) budget.abort()
    return undefined
  }
  expect((await setup.refreshOne({ budget: budget.signal }, 1)).counts).toMatchObject({ gone: 1 })
  expect(findPage(setup.index.db, toPath('a'))?.status).toBe('live')
  // It was a bad day of the site, which is over.
  site.misbehave = undefined
  site.files.set(toPath('a'), makePageHtml('Page a', 'text of a.'))
  site.files.set(`${GUIDE}toc-contents.json`, contents)
  expect(await setup.refreshOne({}, 1)).toMatchObject({ complete: true, pages: 10, counts: { gone: 0 } })
})

test('a few pages that are all not found are kept while the contents list them', async () => {
  const setup = await setUpHarvested()
  await setup.crawl({ maxPages: 7 }, 1) // so that three are older than the others
  setup.clock.time += 6 * DAY + DAY / 2
  setup.site.log.length = 0
  for (const name of TEN) setup.site.files.delete(toPath(name))
  const report = await setup.refresh()
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, guides: [{ pages: 10 }] })
  expect(report.guides[0]?.failed[0]?.reason).toContain('kept, because')
  expect(listLivePages(setup.index.db)).toEqual(TEN.map((name) => `${name}.html`))
})

test('contents that lost half of their pages overnight cost no page that the site still has', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.slice(0, 5)))
  const before = Object.keys(summarizeContent(setup.index.db))
  expect(await setup.refreshOne()).toMatchObject({ complete: true, pages: 10, counts: { unchanged: 5 } })
  expect(Object.keys(summarizeContent(setup.index.db))).toEqual(before)
  expect(listRecorded(setup)).toEqual([])
})

test('half a guide that is really gone is kept until a person insists', async () => {
  const setup = await setUpHarvested()
  for (const name of TEN.slice(5)) setup.site.files.delete(toPath(name))
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.slice(0, 5)))
  const report = await setup.refresh()
  expect(report).toMatchObject({ exitCode: 2, guides: [{ pages: 10, counts: { failed: 5 } }] })
  expect(report.guides[0]?.failed[0]?.reason).toContain('5 of 10 pages would go at once')
  expect(await setup.refreshOne({ maxAgeMs: 0, force: true })).toMatchObject({ pages: 5, counts: { gone: 5 } })
})

test('one guide whose contents cannot be had does not keep the others from being refreshed', async () => {
  const setup = await setUp()
  putGuide(setup.site, ['a'])
  putGuide(setup.site, ['x'], API.base)
  await setup.crawl({ guides: [LAMP, API] })
  passDays(setup, 10)
  setup.site.misbehave = (path) => (path.startsWith(GUIDE) && !path.endsWith('.html') ? { status: 500 } : undefined)
  const report = await setup.refresh()
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: expect.stringContaining('answered 500') })
  expect(report.guides.map(({ id, complete, counts }) => [id, complete, counts.unchanged])).toEqual([
    ['lamp-api', true, 1],
    ['lamp-dg', false, 0],
  ])
})

test('a crawl that was stopped is ended by the refresh: the guide becomes whole', async () => {
  const setup = await setUp()
  putGuide(setup.site, TEN)
  await setup.crawl({ maxPages: 4 }, 1)
  passDays(setup)
  expect(await setup.refresh()).toMatchObject({
    kind: 'complete',
    guides: [{ pages: 10, counts: { new: 10, left: 0 } }],
  })
  expect(listAsked(setup)).toHaveLength(6)
})

test('a crawl after a refresh that was stopped asks for every page, as a crawl does', async () => {
  const setup = passDays(await setUpHarvested(), 10)
  const budget = new AbortController()
  setup.site.misbehave = (path) => {
    if (path === toPath('c')) budget.abort()
    return undefined
  }
  await setup.refresh({ budget: budget.signal }, 1)
  setup.site.misbehave = undefined
  passDays(setup)
  expect(await setup.crawlOne()).toMatchObject({ complete: true, counts: { unchanged: 10 } })
  expect(listAsked(setup).toSorted()).toEqual(TEN)
})

test('while another process holds the index the refresh is refused; the run of a dead one is taken over', async () => {
  const setup = await setUpHarvested()
  const run = {
    kind: 'refresh',
    owner: 'another-host:1',
    now: setup.clock.time - 1000,
    isAlive: () => undefined,
  } as const
  startRun(setup.index.db, run)
  expect(await setup.refresh()).toMatchObject({
    kind: 'refused',
    exitCode: 3,
    reason: expect.stringContaining('another-host:1'),
  })
  expect(setup.site.log).toEqual([])
  setup.clock.time += 120_000
  expect(await setup.refresh()).toMatchObject({ kind: 'complete', exitCode: 0 })
})

test('a refresh after the clock was set back by a year asks for everything once and is fresh again', async () => {
  const setup = await setUpHarvested()
  passDays(setup, -365)
  expect(await setup.refreshOne()).toMatchObject({ complete: true, pages: 10, counts: { unchanged: 10 } })
  passDays(setup)
  await setup.refresh()
  expect(listAsked(setup)).toEqual([])
})
