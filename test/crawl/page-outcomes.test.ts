import { expect, test } from 'vitest'
import { findPage, findTranslations } from '../../src/store/pages/page-rows.ts'
import { LAMP, LAMP_JA, listLivePages, setUp, sumCounts } from './crawl-setup.ts'
import { GUIDE, makePageHtml, makeTocJson, putGuide, STUB } from './crawl-site.ts'

const SITE = 'https://docs.aws.amazon.com'

test('a guide is harvested page by page, named by its pages, in the order of its contents', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, ['b', 'a', 'c'])
  const report = await crawl()
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0, reason: undefined })
  expect(report.guides[0]).toMatchObject({
    id: 'lamp-dg',
    pages: 3,
    complete: true,
    counts: { new: 3, left: 0, failed: 0 },
  })
  expect(listLivePages(index.db)).toEqual(['b.html', 'a.html', 'c.html'])
  const page = findPage(index.db, `${GUIDE}a.html`)
  expect(page).toMatchObject({ title: 'Page a', product: 'Made-up Lamp', guideTitle: 'Developer Guide', tocOrder: 1 })
  expect(page?.validators.etag).toMatch(/^"/)
  expect(site.log.map((entry) => entry.path)).toContain('/robots.txt')
})

test('pages that only links or the sitemap know of are harvested too, dead links are accounted for', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'b'])
  const links = ['./hidden.html#more', 'dead.html', `${SITE}/other/latest/dg/x.html`, './', 'a.html']
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'text', { links }))
  site.files.set(`${GUIDE}hidden.html`, makePageHtml('Hidden', 'text', { links: ['deeper.html'] }))
  site.files.set(`${GUIDE}deeper.html`, makePageHtml('Deeper', 'text'))
  const guide = await crawlOne()
  expect(listLivePages(index.db)).toEqual(['a.html', 'b.html', 'deeper.html', 'hidden.html'])
  expect(guide.skipped).toEqual([{ url: `${SITE}${GUIDE}dead.html`, reason: 'answers 404' }])
  expect(guide).toMatchObject({ complete: true, counts: { new: 4, skipped: 1 } })
  expect(sumCounts(guide)).toBe(5)
  expect(site.count(GUIDE) + site.count('/other/latest/dg/x.html')).toBe(0)
})

test('a page found elsewhere in the guide is stored there, once', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['old', 'new'])
  site.files.set(`${GUIDE}old.html`, { status: 301, headers: { location: 'new.html' } })
  const guide = await crawlOne({}, 1)
  expect(listLivePages(index.db)).toEqual(['new.html'])
  expect(guide.skipped).toEqual([{ url: `${SITE}${GUIDE}old.html`, reason: `redirects to ${GUIDE}new.html` }])
  expect(site.count(`${GUIDE}new.html`)).toBe(1)
  expect(guide.counts).toMatchObject({ new: 1, skipped: 1, left: 0 })
})

test('redirects out of the guide, off the site or round in circles store nothing', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'out', 'off', 'loop', 'local'])
  site.files.set(`${GUIDE}out.html`, { status: 302, headers: { location: '/other/latest/dg/x.html' } })
  site.files.set('/other/latest/dg/x.html', makePageHtml('Other', 'text'))
  site.files.set(`${GUIDE}off.html`, { status: 302, headers: { location: 'https://elsewhere.example/x.html' } })
  site.files.set(`${GUIDE}loop.html`, { status: 302, headers: { location: 'loop.html' } })
  site.files.set(`${GUIDE}local.html`, {
    status: 302,
    headers: { location: 'http://169.254.169.254/latest/dg/x.html' },
  })
  const guide = await crawlOne()
  expect(listLivePages(index.db)).toEqual(['a.html'])
  expect(Object.fromEntries(guide.skipped.map(({ url, reason }) => [url.slice(-9), reason]))).toEqual({
    '/out.html': 'redirects to /other/latest/dg/x.html, which is outside the guide',
    '/off.html': 'redirects to https://elsewhere.example/x.html, which is not on the documentation site',
    'loop.html': 'redirects more than 5 times',
    'ocal.html': 'redirects to http://169.254.169.254/latest/dg/x.html, which is not on the documentation site',
  })
})

test('what is no page of the documentation is never indexed', async () => {
  const { site, index, crawlOne } = await setUp()
  putGuide(site, ['a', 'stub', 'error', 'empty', 'binary', 'forbidden'])
  site.files.set(`${GUIDE}stub.html`, STUB)
  site.files.set(
    `${GUIDE}error.html`,
    '<html><head><meta name="page-type" content="errorPage"/></head><body><h1>Oops</h1></body></html>',
  )
  site.files.set(`${GUIDE}empty.html`, '<html><body><noscript>JavaScript is disabled</noscript></body></html>')
  site.files.set(`${GUIDE}binary.html`, { headers: { 'content-type': 'application/pdf' }, body: '%PDF' })
  site.files.set(`${GUIDE}forbidden.html`, { status: 403, body: '<h1>403</h1>' })
  const guide = await crawlOne()
  expect(listLivePages(index.db)).toEqual(['a.html'])
  expect(guide.counts).toMatchObject({ new: 1, skipped: 3, failed: 2 })
  expect(guide.failed.map(({ reason }) => reason)).toEqual(['answers an error page', 'answered 403'])
  expect(guide.skipped.map(({ reason }) => reason)).toEqual([
    'is application/pdf, not HTML',
    'has no main content',
    `answers a stub that leads to ${GUIDE}a.html`,
  ])
})

test('what robots.txt forbids is not asked for', async () => {
  const { site, crawlOne } = await setUp()
  putGuide(site, ['a'])
  site.files.set(`${GUIDE}toc-contents.json`, makeTocJson(['a', 'private/b']))
  const guide = await crawlOne()
  expect(guide.skipped).toEqual([{ url: `${SITE}${GUIDE}private/b.html`, reason: 'robots.txt' }])
  expect(site.count(`${GUIDE}private/b.html`)).toBe(0)
})

test('a page that the site answers in English is recorded as untranslated and indexed once', async () => {
  const { site, index, crawl } = await setUp()
  const folder = `/ja_jp${GUIDE}`
  putGuide(site, ['a', 'b'])
  putGuide(site, ['a', 'b'], folder, { locale: 'ja_jp' })
  site.files.set(`${folder}b.html`, makePageHtml('Page b', 'text of b.'))
  const report = await crawl({ guides: [LAMP, LAMP_JA] })
  expect(report.guides.map((guide) => [guide.pages, guide.counts.new, guide.counts.untranslated])).toEqual([
    [2, 2, 0],
    [1, 1, 1],
  ])
  expect(findPage(index.db, `${folder}b.html`)).toMatchObject({ status: 'untranslated', locale: 'ja_jp' })
  expect(findTranslations(index.db, GUIDE, 'b.html').map((page) => page.locale)).toEqual(['en_us'])
  const again = await crawl({ guides: [LAMP_JA] })
  expect(again.guides[0]?.counts).toMatchObject({ unchanged: 1, untranslated: 1 })
  expect(site.log.filter((entry) => entry.status === 304)).toHaveLength(2)
})

test('a command reference with pages in folders below is one guide', async () => {
  const { site, index, crawl } = await setUp()
  const folder = '/cli/latest/reference/'
  const sphinx = (title: string, links: string[]) =>
    `<html><head><title>${title} — CLI</title></head><body><div class="body"><section id="${title}"><h1>${title}</h1><p>Does ${title}.</p>${links.map((href) => `<a class="reference internal" href="${href}">x</a>`).join('')}</section></div></body></html>`
  site.files.set(`${folder}index.html`, sphinx('reference', ['s3/index.html']))
  site.files.set(folder, sphinx('reference', ['s3/index.html']))
  site.files.set(`${folder}s3/index.html`, sphinx('s3', ['cp.html', '../index.html']))
  site.files.set(`${folder}s3/cp.html`, sphinx('cp', ['../../../userguide/x.html']))
  await crawl({ guides: [{ catalogId: 'cli-reference', base: folder, locale: 'en_us', product: '', title: '' }] })
  expect(listLivePages(index.db)).toEqual(['', 's3/cp.html', 's3/index.html'])
})
