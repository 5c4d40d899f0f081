// What an answer of the site means, through both who ask: the crawl and live reading, each without a copy of the page
// and with one.

import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import type { GuideReport } from '../../src/crawl/run/report.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { createLiveDocumentation } from '../../src/read/fetch-live-page.ts'
import type { LiveDocumentation, LiveReading } from '../../src/read/live-documentation.ts'
import { readPage } from '../../src/read/read-page.ts'
import { openPageCache } from '../../src/store/page-cache/page-cache.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { LAMP_JA, type Setup, setUp } from '../crawl/crawl-setup.ts'
import { type Answer, type CrawlSite, GUIDE, makePageHtml, putGuide, STUB } from '../crawl/crawl-site.ts'

const SITE = 'https://docs.aws.amazon.com'
const A = `${GUIDE}a.html`
const OTHER = '/torch/latest/dg/beam.html'
const PAGE = '<div id="main-col-body"><h1>Na\u00efve mill</h1><p>Text.</p></div>'
const html = { 'content-type': 'text/html' }
const encodeLatin1 = (text: string) => Buffer.from(text, 'latin1')
const leadsTo = (location: string): Answer => ({ status: 302, headers: { location } })

/** Crawl without a copy and with one, live reading without a copy and with one. */
type Ends = readonly [string, string, string, string]
const GOOD: Ends = ['new', 'changed', 'page', 'page']
/** Nobody has a page of it; who has a copy keeps it. */
const NO_PAGE: Ends = ['skipped', 'failed', 'missing', 'cache']
/** It says nothing about the page. */
const FAILED: Ends = ['failed', 'failed', 'failed', 'cache']
/** The site's word that the page is not there. */
const GONE: Ends = ['skipped', 'gone', 'missing', 'missing']

test.each<[string, Answer, Ends]>([
  ['a page', { headers: html, body: Buffer.from(`\u{feff}${PAGE}`) }, GOOD],
  ['a page of no type', { body: Buffer.from(`\u{feff}${PAGE}`) }, GOOD],
  [
    'the charset in the header',
    { headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body: encodeLatin1(PAGE) },
    GOOD,
  ],
  ['the charset in the page', { headers: html, body: encodeLatin1(`<meta charset="iso-8859-1">${PAGE}`) }, GOOD],
  ['a page that is stored packed', { headers: html, body: gzipSync(PAGE) }, GOOD],
  ['a page that says it is a PDF', { headers: { 'content-type': 'application/pdf' }, body: PAGE }, NO_PAGE],
  ['a PDF of no type', { body: '%PDF-1.7' }, NO_PAGE],
  ['JavaScript is disabled', { headers: html, body: '<noscript>JavaScript is disabled</noscript>' }, NO_PAGE],
  ['an empty body', { headers: html, body: '' }, NO_PAGE],
  ['no title', { headers: html, body: '<div id="main-col-body"><p>Text.</p></div>' }, NO_PAGE],
  ['an error page', { headers: html, body: '<meta name="page-type" content="errorPage"><h1>Oops</h1>' }, FAILED],
  ['a rejection', { status: 403, headers: html, body: PAGE }, FAILED],
  ['a stub that leads elsewhere', { headers: html, body: STUB }, GONE],
  ['404', { status: 404, headers: html, body: PAGE }, GONE],
  ['a redirect to what is no page of a guide', leadsTo('/robots.txt'), GONE],
  ['a redirect within the guide', leadsTo('b.html'), ['skipped', 'moved', 'page', 'page']],
  ['a redirect to another guide', leadsTo(OTHER), ['skipped', 'moved', 'page', 'page']],
  ['a redirect off the site', leadsTo('https://elsewhere.example/'), ['skipped', 'failed', 'failed', 'cache']],
  [
    'more than is taken',
    { headers: html, body: Buffer.alloc(21 * 1024 * 1024, ' ') },
    ['skipped', 'failed', 'failed', 'cache'],
  ],
])('%s means the same to the crawl and to a reader', async (_, answer, ends) => {
  expect([...(await crawlEnds(answer)), ...(await readEnds(answer))]).toEqual(ends)
})

test('the title that both read is decoded alike', async () => {
  const answer = { headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body: encodeLatin1(PAGE) }
  const { site, index, crawlOne } = await startSiteWith(answer)
  await crawlOne()
  expect(findPage(index.db, A)?.title).toBe('Na\u00efve mill')
  expect(await (await openLive(site)).read(requireUrl(A), { fresh: true })).toMatchObject({
    page: { title: 'Na\u00efve mill' },
  })
})

test.each<[string, (site: CrawlSite) => void]>([
  ['in its place', (site) => site.files.set(`/ja_jp${A}`, makePageHtml('Page a', 'text of a.'))],
  ['by a redirect', (site) => site.files.set(`/ja_jp${A}`, leadsTo(A))],
])('English for a page that was asked for in Japanese, %s, is told as such', async (_, answerInEnglish) => {
  const { site, index, crawl } = await setUp()
  putGuide(site, ['a', 'b'])
  putGuide(site, ['a', 'b'], `/ja_jp${GUIDE}`, { locale: 'ja_jp' })
  answerInEnglish(site)
  const report = await crawl({ guides: [LAMP_JA] })
  expect(report.guides[0]?.counts).toMatchObject({ new: 1, untranslated: 1 })
  expect(findPage(index.db, `/ja_jp${A}`)?.status).toBe('untranslated')
  const deps = { db: undefined, live: await openLive(site) }
  expect(await readPage(deps, { url: `${SITE}/ja_jp${A}`, startIndex: 0, maxLength: 1000 })).toMatchObject({
    locale: 'en_us',
    notice: 'The page is not translated into Japanese (ja_jp); this is the text in English (en_us).',
  })
})

async function startSiteWith(answer: Answer): Promise<Setup> {
  const made = await setUp()
  putGuide(made.site, ['a', 'b'])
  made.site.files.set(OTHER, makePageHtml('Beam', 'of a torch.'))
  made.site.files.set(A, answer)
  return made
}

async function crawlEnds(answer: Answer): Promise<string[]> {
  const { site, crawlOne } = await startSiteWith(answer)
  const first = findEnd(await crawlOne(), 'new')
  const again = await startSiteWith(answer)
  putGuide(again.site, ['a', 'b'])
  await again.crawlOne()
  again.site.files.set(A, answer)
  expect(site.count(A)).toBeGreaterThan(0)
  return [first, findEnd(await again.crawlOne({ force: true }), 'unchanged')]
}

// What became of page a; page b came to `other`.
function findEnd({ counts }: GuideReport, other: string): string {
  const ends = Object.entries(counts).flatMap(([end, count]) => Array.from({ length: count }, () => end))
  ends.splice(ends.indexOf(other), 1)
  return ends.join()
}

async function readEnds(answer: Answer): Promise<string[]> {
  const { site } = await startSiteWith(answer)
  const without = await (await openLive(site)).read(requireUrl(A), { fresh: false })
  putGuide(site, ['a', 'b'])
  const live = await openLive(site)
  await live.read(requireUrl(A), { fresh: false })
  site.files.set(A, answer)
  return [without, await live.read(requireUrl(A), { fresh: true })].map(nameEnd)
}

function nameEnd(reading: LiveReading): string {
  return reading.kind === 'page' && reading.source === 'cache' ? 'cache' : reading.kind
}

async function openLive(site: CrawlSite): Promise<LiveDocumentation> {
  const client = createHttpClient({ clock: systemClock, origin: site.origin })
  onTestFinished(() => client.close())
  const host = createHostScheduler({ clock: systemClock, concurrency: 2 })
  const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
  return createLiveDocumentation({ fetcher, cache: await openPageCache(':memory:'), clock: systemClock })
}

function requireUrl(path: string) {
  const url = parseDocUrl(path)
  if (!url) throw new Error(`${path} is no address of a page`)
  return url
}
