import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { growToc } from '../../src/crawl/seeds/read-toc.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { findGuide, loadToc, loadTocFiles } from '../../src/store/guides/guide-rows.ts'
import { listLivePages, setUp } from './crawl-setup.ts'
import { GUIDE, makePageHtml, makeSitemapXml, makeTocJson, putGuide } from './crawl-site.ts'

const toPath = (name: string) => `${GUIDE}${name}.html`

test('contents that lie in several files are read as one, in reading order', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'group', 'leaf', 'deep', 'z'])
  const include = (name: string, file: string) => ({ title: name, href: `${name}.html`, include_contents: file })
  site.files.set(
    `${GUIDE}toc-contents.json`,
    makeTocJson(['a'], [include('group', 'toc-group.json'), { title: 'z', href: 'z.html' }]),
  )
  const leaf = { title: 'leaf', href: 'leaf.html', contents: [include('deep', 'toc-deep.json')] }
  site.files.set(
    `${GUIDE}toc-group.json`,
    JSON.stringify({ contents: [{ title: 'group', href: 'group.html', contents: [leaf] }] }),
  )
  site.files.set(
    `${GUIDE}toc-deep.json`,
    makeTocJson([], [{ title: 'deep', href: 'deep.html', contents: [{ title: 'gone' }] }]),
  )
  expect(await crawlOne()).toMatchObject({ complete: true, counts: { new: 5 } })
  expect(listLivePages(index.db)).toEqual(['a.html', 'group.html', 'leaf.html', 'deep.html', 'z.html'])
  const guide = findGuide(index.db, GUIDE, 'en_us')
  expect(loadTocFiles(index.db, guide?.id ?? 0)).toEqual(['toc-contents.json', 'toc-group.json', 'toc-deep.json'])
})

test('contents in many files have together no more entries than those in one may, and what is not read is named', async () => {
  const { site } = await setUp()
  const files = ['toc-one.json', 'toc-two.json']
  for (const name of files) site.files.set(GUIDE + name, makeTocJson(['a', 'b', 'c']))
  const client = createHttpClient({ clock: systemClock, origin: site.origin })
  onTestFinished(() => client.close())
  const host = createHostScheduler({ clock: systemClock, tolerance: CRAWLING, concurrency: 1 })
  const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
  const scope = { base: GUIDE, locale: 'en_us' } as const
  const entries = Array.from({ length: 99_998 }, (_, n) => ({ title: '', page: `p${n}.html`, children: [] }))
  const tree = { entries, files: [], missing: [], malformed: 0 }
  const grown = await growToc(fetcher, scope, AbortSignal.timeout(60_000), tree, files)
  expect(grown.entries).toHaveLength(100_000)
  const missing = ['toc-two.json: the contents have 100000 entries without it']
  expect(grown).toMatchObject({ files: ['toc-one.json'], malformed: 1, missing })
})

test('a contents file that only a page names is read, now and in every later pass', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'extra'])
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['a']))
  site.files.set(
    toPath('a'),
    makePageHtml('Page a', 'text', { tocs: 'toc-contents.json;toc-extra.json;../../evil.json' }),
  )
  site.files.set(`${GUIDE}toc-extra.json`, makeTocJson(['extra']))
  expect(await crawlOne()).toMatchObject({ counts: { new: 2 } })
  expect(listLivePages(index.db)).toEqual(['a.html', 'extra.html'])
  site.files.set(`${GUIDE}toc-extra.json`, makeTocJson(['extra', 'more']))
  site.files.set(toPath('more'), makePageHtml('More', 'text'))
  expect(await crawlOne()).toMatchObject({ counts: { unchanged: 2, new: 1 } })
  expect(loadToc(index.db, findGuide(index.db, GUIDE, 'en_us')?.id ?? 0).map((entry) => entry.title)).toEqual([
    'a',
    'extra',
    'more',
  ])
  expect(site.log.some((entry) => entry.path.includes('evil'))).toBe(false)
})

test('what the sitemap has besides the contents is harvested after them', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'z'])
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['z']))
  site.files.set(
    `${GUIDE}sitemap.xml`,
    makeSitemapXml([toPath('a'), toPath('z'), '/other/latest/dg/x.html', '/ja_jp/lamp/latest/dg/a.html']),
  )
  expect(await crawlOne()).toMatchObject({ counts: { new: 2 } })
  expect(listLivePages(index.db)).toEqual(['z.html', 'a.html'])
})

test.each([
  ['is missing', undefined],
  ['is an error page', '<html><body>Sorry</body></html>'],
  ['is empty', makeTocJson([])],
])('without contents (the file %s) the sitemap says what there is, nested ones included', async (_, toc) => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'b'])
  if (toc === undefined) site.files.delete(`${GUIDE}toc-contents.json`)
  else site.files.set(`${GUIDE}toc-contents.json`, toc)
  const nested = ['part.xml', 'sitemap.xml'].map(
    (name) => `<sitemap><loc>http://docs.aws.amazon.com${GUIDE}${name}</loc></sitemap>`,
  )
  site.files.set(
    `${GUIDE}sitemap.xml`,
    `<sitemapindex xmlns="https://www.sitemaps.org/schemas/sitemap/0.9">${nested.join('')}</sitemapindex>`,
  )
  site.files.set(`${GUIDE}part.xml`, makeSitemapXml([toPath('b'), toPath('a')]))
  expect(await crawlOne()).toMatchObject({ complete: true, counts: { new: 2 } })
  expect(listLivePages(index.db)).toEqual(['a.html', 'b.html'])
})

test('without contents and sitemap the landing page and its links lead on', async () => {
  const { site, index, crawlOne } = await setUp()
  site.files.set(GUIDE, { status: 302, headers: { location: `${GUIDE}welcome.html` } })
  site.files.set(toPath('welcome'), makePageHtml('Welcome', 'text', { links: ['a.html', './'] }))
  site.files.set(toPath('a'), makePageHtml('Page a', 'text', { links: ['b.html'] }))
  site.files.set(toPath('b'), makePageHtml('Page b', 'text', { links: ['a.html'] }))
  expect(await crawlOne()).toMatchObject({ complete: true, counts: { new: 3, skipped: 1 } })
  expect(listLivePages(index.db)).toEqual(['a.html', 'b.html', 'welcome.html'])
})

test('a landing page that is a stub leads to the start page', async () => {
  const { site, index, crawlOne } = await setUp()
  site.files.set(GUIDE, '<html><head><meta http-equiv="refresh" content="0;URL=what-is.html"></head></html>')
  site.files.set(toPath('what-is'), makePageHtml('What is it?', 'text'))
  expect(await crawlOne()).toMatchObject({ complete: true, counts: { new: 1, skipped: 1 } })
  expect(listLivePages(index.db)).toEqual(['what-is.html'])
})

test('a folder that is no guide is refused and leaves nothing in the index', async () => {
  const { index, crawl } = await setUp()
  expect(await crawl()).toMatchObject({ kind: 'refused', exitCode: 3, reason: expect.stringContaining('lamp-dg') })
  expect(findGuide(index.db, GUIDE, 'en_us')).toBeUndefined()
})
