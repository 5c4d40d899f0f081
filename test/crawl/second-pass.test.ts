import { expect, test } from 'vitest'
import { listChanges } from '../../src/store/history/change-rows.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { LAMP_JA, listLivePages, type Setup, setUp, summarizeContent } from './crawl-setup.ts'
import { GUIDE, makePageHtml, makeTocJson, putGuide, STUB } from './crawl-site.ts'

const DAY = 86_400_000
const toPath = (name: string) => `${GUIDE}${name}.html`
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

/** A site of ten pages that was harvested yesterday. */
async function setUpHarvested(): Promise<Setup> {
  const setup = await setUp()
  putGuide(setup.site, TEN)
  await setup.crawl()
  setup.clock.time += DAY
  setup.site.log.length = 0
  return setup
}

const listRecorded = ({ index }: Setup) =>
  listChanges(index.db, { since: 0, limit: 100 }).map(({ kind, path }) => `${kind} ${path.slice(GUIDE.length)}`)

test('asks for every page once with its validator, and a 304 leaves it untouched', async () => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  expect(await setup.crawlOne()).toMatchObject({ complete: true, counts: { unchanged: 10, new: 0 } })
  const pages = setup.site.log.filter((entry) => entry.path.endsWith('.html'))
  expect(pages).toHaveLength(10)
  expect(pages.every((entry) => entry.conditional && entry.status === 304)).toBe(true)
  expect(summarizeContent(setup.index.db)).toEqual(before)
  expect(findPage(setup.index.db, toPath('a'))).toMatchObject({
    checkedAt: setup.clock.time,
    changedAt: Date.UTC(2026, 0, 1),
  })
  expect(listRecorded(setup)).toEqual([])
})

test('stores what changed and what is new, and the history says so', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(toPath('b'), makePageHtml('Page b', 'another text.'))
  setup.site.files.set(toPath('new'), makePageHtml('New', 'text'))
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['new', ...TEN]))
  expect((await setup.crawlOne()).counts).toMatchObject({ changed: 1, new: 1, unchanged: 9 })
  expect(listRecorded(setup).toSorted()).toEqual(['added new.html', 'changed b.html'])
  expect(listLivePages(setup.index.db)[0]).toBe('new.html')
})

test('other bytes with the same content are no change', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(
    toPath('b'),
    makePageHtml('Page b', 'text of b.').replace('<!DOCTYPE html>', '<!DOCTYPE html><!-- built anew -->'),
  )
  expect((await setup.crawlOne()).counts).toMatchObject({ unchanged: 10 })
  expect(listRecorded(setup)).toEqual([])
})

test('removes pages that are gone, by 404 or by stub, when the pass is over', async () => {
  const setup = await setUpHarvested()
  setup.site.files.delete(toPath('b'))
  setup.site.files.set(toPath('c'), STUB)
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.filter((name) => name !== 'b')))
  const guide = await setup.crawlOne()
  expect(guide).toMatchObject({ pages: 8, complete: true, counts: { gone: 2, unchanged: 8 } })
  expect(guide.gone.map((url) => url.slice(-6))).toEqual(['b.html', 'c.html'])
  expect(findPage(setup.index.db, toPath('b'))?.status).toBe('gone')
  expect(listRecorded(setup)).toEqual(['removed c.html', 'removed b.html'])
  expect((await setup.crawlOne()).counts).toMatchObject({ unchanged: 8, skipped: 1, gone: 0 })
})

test('follows a page to its new place, although its bytes and validator are the same', async () => {
  const setup = await setUpHarvested()
  const html = setup.site.files.get(toPath('b')) ?? ''
  setup.site.files.set(toPath('bb'), html)
  setup.site.files.set(toPath('b'), { status: 301, headers: { location: toPath('bb') } })
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.map((name) => (name === 'b' ? 'bb' : name))))
  const guide = await setup.crawlOne()
  expect(guide.moved).toEqual([
    { from: `https://docs.aws.amazon.com${toPath('b')}`, to: `https://docs.aws.amazon.com${toPath('bb')}` },
  ])
  expect(guide).toMatchObject({ pages: 10, counts: { moved: 1, new: 1, unchanged: 9 } })
  expect(listRecorded(setup)).toEqual(['moved b.html'])
  expect(listLivePages(setup.index.db)).toEqual(TEN.map((name) => `${name === 'b' ? 'bb' : name}.html`))
})

test('keeps pages that only left the contents: the site still has them', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(TEN.slice(0, 5)))
  expect(await setup.crawlOne()).toMatchObject({ pages: 10, complete: true, counts: { unchanged: 10 } })
  expect(findPage(setup.index.db, toPath('j'))?.tocOrder).toBeUndefined()
})

test('keeps everything when more than a fifth is gone at once, until a person insists', async () => {
  const setup = await setUpHarvested()
  for (const name of TEN.slice(0, 3)) setup.site.files.delete(toPath(name))
  const report = await setup.crawl()
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2 })
  expect(report.guides[0]).toMatchObject({ pages: 10, counts: { failed: 3, gone: 0 } })
  expect(report.guides[0]?.failed[0]?.reason).toBe(
    'answers 404; kept, because 3 of 10 pages would go at once (more than 20 %)',
  )
  expect(await setup.crawlOne({ force: true })).toMatchObject({ pages: 7, counts: { gone: 3, unchanged: 7 } })
})

test.each(['a page that it had', 'a page that is new'])(
  'a site that sends every page to %s loses none of them',
  async (target) => {
    const setup = await setUpHarvested()
    const landing = target === 'a page that is new' ? 'landing' : 'a'
    setup.site.files.set(toPath(landing), makePageHtml('Landing', 'Welcome.'))
    for (const name of TEN.slice(1))
      setup.site.files.set(toPath(name), { status: 302, headers: { location: toPath(landing) } })
    const kept = landing === 'a' ? 9 : 8 // of those that lead to a new page one has moved there
    expect(await setup.crawlOne()).toMatchObject({ pages: 10, counts: { failed: kept, moved: 9 - kept } })
    setup.clock.time += DAY
    expect(await setup.crawlOne()).toMatchObject({ pages: 10, counts: { failed: kept } })
    expect(await setup.crawlOne({ force: true })).toMatchObject({ pages: landing === 'a' ? 1 : 2 })
  },
)

test('translations that are answered in English at once are kept, and a single one gives way', async () => {
  const { site, index, clock, crawlOne } = await setUp()
  const folder = `/ja_jp${GUIDE}`
  const guides = [LAMP_JA]
  putGuide(site, TEN, folder, { locale: 'ja_jp' })
  await crawlOne({ guides })
  const before = summarizeContent(index.db)
  const inEnglish = (names: string[]) => {
    clock.time += DAY
    for (const name of names) site.files.set(`${folder}${name}.html`, makePageHtml(`Page ${name}`, 'English'))
  }
  inEnglish(TEN)
  const guide = await crawlOne({ guides })
  expect(guide).toMatchObject({ pages: 10, counts: { failed: 10, untranslated: 0 } })
  expect(guide.failed[0]?.reason).toBe(
    'is answered in English; kept, because 10 of 10 pages would go at once (more than 20 %)',
  )
  expect(summarizeContent(index.db)).toEqual(before)
  putGuide(site, TEN, folder, { locale: 'ja_jp' })
  inEnglish(['c'])
  expect(await crawlOne({ guides })).toMatchObject({ pages: 9, counts: { untranslated: 1, unchanged: 9 } })
  expect(findPage(index.db, `${folder}c.html`)?.status).toBe('untranslated')
  putGuide(site, TEN, folder, { locale: 'ja_jp' })
  expect(await crawlOne({ guides })).toMatchObject({ pages: 10, counts: { new: 1, unchanged: 9 } })
  inEnglish(TEN)
  expect(await crawlOne({ guides, force: true })).toMatchObject({ pages: 0, counts: { untranslated: 10 } })
})

test('a larger share can be allowed, and one page may always go', async () => {
  const setup = await setUpHarvested()
  for (const name of TEN.slice(0, 3)) setup.site.files.delete(toPath(name))
  expect(await setup.crawlOne({ pruneShare: 0.3 })).toMatchObject({ pages: 7 })
  setup.site.files.delete(toPath('d'))
  expect(await setup.crawlOne({ pruneShare: 0.01 })).toMatchObject({ pages: 6 })
})

test('an error page or an empty one never replaces a good copy', async () => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  setup.site.files.set(toPath('a'), '<html><head><meta name="page-type" content="errorPage"/></head></html>')
  setup.site.files.set(toPath('b'), '<html><body>Please turn JavaScript on</body></html>')
  setup.site.files.set(toPath('c'), { status: 403 })
  const report = await setup.crawl()
  expect(report).toMatchObject({
    exitCode: 2,
    guides: [{ pages: 10, complete: false, counts: { failed: 3, unchanged: 7 } }],
  })
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test('only the pages that failed are tried again by the next run; the one after that begins anew', async () => {
  const setup = await setUpHarvested()
  setup.site.files.set(toPath('c'), { status: 403 })
  await setup.crawl()
  setup.site.log.length = 0
  expect(await setup.crawlOne()).toMatchObject({ complete: false, counts: { failed: 1, unchanged: 9 } })
  expect(setup.site.log.map((entry) => entry.path)).toEqual(['/robots.txt', toPath('c')])
  putGuide(setup.site, TEN)
  setup.site.log.length = 0
  expect(await setup.crawlOne()).toMatchObject({ complete: true, counts: { unchanged: 10 } })
  expect(setup.site.log).toHaveLength(13)
})
