// Bad days of a refresh. Whatever happens, the index has as many good pages afterwards as before, and the refresh after
// it fixes what was missed.

import { randomBytes } from 'node:crypto'
import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { holdTimers } from '../held-timers.ts'
import { canMount, mountSmallDisk } from '../volumes.ts'
import { listLivePages, makeTemporaryFile, type Setup, setUp, summarizeContent } from './crawl-setup.ts'
import {
  type CrawlSite,
  GUIDE,
  type Misbehave,
  makePageHtml,
  makeSitemapXml,
  makeTocJson,
  putGuide,
} from './crawl-site.ts'

const DAY = 86_400_000
const NAMES = Array.from({ length: 20 }, (_, n) => `page-${n}`)
const toPath = (name: string) => `${GUIDE}${name}.html`
const isPage = (path: string) => path.endsWith('.html')

/** A site of twenty pages that was harvested ten days ago, so that all of them are due. */
async function setUpHarvested(options: Parameters<typeof setUp>[0] = {}): Promise<Setup> {
  const setup = await setUp(options)
  putGuide(setup.site, NAMES)
  await setup.crawl()
  setup.clock.time += 10 * DAY
  setup.site.log.length = 0
  return setup
}

/** Breaks every request after the first `n`. */
function breakAfter(n: number, fault: Misbehave): Misbehave {
  let asked = 0
  return (...request) => (++asked > n ? fault(...request) : undefined)
}

const breakDown: Misbehave = (_, __, response) => {
  response.destroy()
  return 'handled'
}
const cut: Misbehave = (_, __, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' })
  response.write('<div id="main-col-body"><h1>Cut</h1><p>off', () => response.socket?.end())
  return 'handled'
}
const redirectTo =
  (location: string): Misbehave =>
  (path) =>
    isPage(path) ? { status: 302, headers: { location } } : undefined
const answerPortal: Misbehave = () => ({
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>Sign in</h1></body></html>',
})

test.each<[string, Misbehave, number, RegExp]>([
  ['is down from the beginning', breakDown, 3, /robots\.txt could not be read/],
  ['goes down in the middle', breakAfter(12, breakDown), 2, /the site cannot be read/],
  ['throttles without end', breakAfter(8, () => ({ status: 429 })), 2, /keeps asking to slow down/],
  [
    'asks to stay away for an hour',
    breakAfter(8, () => ({ status: 429, headers: { 'retry-after': '3600' } })),
    2,
    /stay away for 60 minutes/,
  ],
  ['answers everything with 503', breakAfter(8, () => ({ status: 503 })), 2, /the site cannot be read: answered 503/],
  [
    'cuts every page off',
    (path, ...rest) => (isPage(path) ? cut(path, ...rest) : undefined),
    2,
    /the site cannot be read/,
  ],
  [
    'has robots.txt that answers 500',
    (path) => (path === '/robots.txt' ? { status: 500 } : undefined),
    3,
    /robots\.txt/,
  ],
  ['answers every page with 404', (path) => (isPage(path) ? { status: 404 } : undefined), 2, /20 pages failed/],
  ['answers everything with a page to sign in', answerPortal, 2, /20 pages failed/],
  ['refuses every page', (path) => (isPage(path) ? { status: 403 } : undefined), 2, /20 pages failed/],
])('when the site %s no page is lost, and the next refresh makes up for it', async (_, fault, exitCode, reason) => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  setup.site.misbehave = fault
  const report = await setup.refresh()
  expect(report).toMatchObject({ exitCode, reason: expect.stringMatching(reason) })
  expect(summarizeContent(setup.index.db)).toEqual(before)
  setup.site.misbehave = undefined
  expect(await setup.refresh()).toMatchObject({
    kind: 'complete',
    exitCode: 0,
    guides: [{ pages: 20, complete: true }],
  })
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test.each([
  ['another host', 'https://elsewhere.example/x.html'],
  ['this machine', 'http://127.0.0.1:9/x.html'],
  ['a link-local address', 'http://169.254.169.254/latest/meta-data/'],
])('pages that redirect to %s keep their copies, and nobody follows', async (_, location) => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  setup.site.misbehave = redirectTo(location)
  const report = await setup.refresh()
  expect(report).toMatchObject({ exitCode: 2, guides: [{ pages: 20, counts: { failed: 20 } }] })
  expect(report.guides[0]?.failed[0]?.reason).toBe(`redirects to ${location}, which is not on the documentation site`)
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test('six of ten answers are 503: the pass ends, and what failed is asked for by the next', async () => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  let dice = 7
  setup.site.misbehave = (path) => {
    dice = (dice * 48271) % 2147483647
    return isPage(path) && dice / 2147483647 < 0.6 ? { status: 503 } : undefined
  }
  expect((await setup.refresh()).guides[0]?.counts.left).toBe(0)
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test('a server that takes questions and never answers ends the run; one silent page costs only itself', async () => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  setup.timeoutMs = 45_678
  const timers = holdTimers(setup.timeoutMs)
  // Its time is up once the question is there; one at a time, so that it is the time of no other page.
  const keepSilent: Misbehave = () => {
    setImmediate(timers.pass)
    return 'handled'
  }
  setup.site.misbehave = (path, ...rest) => (path === toPath('page-3') ? keepSilent(path, ...rest) : undefined)
  const report = await setup.refresh({}, 1)
  expect(report.guides[0]?.failed).toEqual([
    { url: `https://docs.aws.amazon.com${toPath('page-3')}`, reason: 'no whole answer within 45678 ms, 5 times' },
  ])
  setup.clock.time += 10 * DAY
  setup.site.misbehave = (path, ...rest) => (isPage(path) ? keepSilent(path, ...rest) : undefined)
  expect(await setup.refresh({}, 1)).toMatchObject({
    exitCode: 2,
    reason: 'the site cannot be read: no whole answer within 45678 ms',
  })
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test('a page that has grown to 50 MB keeps its copy', async () => {
  const setup = await setUpHarvested({ timeoutMs: 30_000 })
  const before = summarizeContent(setup.index.db)
  setup.site.files.set(toPath('page-3'), makePageHtml('Page page-3', ' '.repeat(50 * 1024 * 1024)))
  const report = await setup.refresh()
  expect(report.guides[0]).toMatchObject({ pages: 20, failed: [{ reason: 'the body is larger than 20971520 bytes' }] })
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

test('a guide whose contents and sitemap are gone keeps its pages and their order', async () => {
  const setup = await setUpHarvested()
  const before = summarizeContent(setup.index.db)
  setup.site.files.delete(`${GUIDE}toc-contents.json`)
  expect(await setup.refreshOne()).toMatchObject({ complete: true, pages: 20, counts: { unchanged: 20 } })
  expect(summarizeContent(setup.index.db)).toEqual(before)
  setup.site.files.set(`${GUIDE}toc-contents.json`, makeTocJson([]))
  setup.site.files.set(`${GUIDE}sitemap.xml`, makeSitemapXml([]))
  expect(await setup.refreshOne({ maxAgeMs: 0 })).toMatchObject({ complete: true, pages: 20 })
  expect(summarizeContent(setup.index.db)).toEqual(before)
})

describe.skipIf(!canMount())('on a disk', () => {
  test.each([
    ['that is full', 0, 3],
    ['that fills up on the way', 300_000, 2],
  ])(
    '%s a refresh ends with the way out, keeps every page, and goes on when there is room',
    async (_, room, exitCode) => {
      const disk = mountSmallDisk(dirname(makeTemporaryFile('x')), '6m')
      const setup = await setUpHarvested({ indexFile: join(disk, 'index.sqlite') })
      growPages(setup.site)
      const ballast = join(disk, 'ballast')
      fill(ballast)
      truncateSync(ballast, statSync(ballast).size - room)
      const report = await setup.refresh()
      expect(report).toMatchObject({ exitCode, reason: expect.stringContaining('Free some disk space') })
      expect(listLivePages(setup.index.db)).toHaveLength(20)
      rmSync(ballast)
      expect(await setup.refresh()).toMatchObject({ kind: 'complete', guides: [{ pages: 20, counts: { failed: 0 } }] })
      expect(listLivePages(setup.index.db)).toHaveLength(20)
    },
  )
})

function growPages(site: CrawlSite): void {
  for (const name of NAMES)
    site.files.set(toPath(name), makePageHtml(`Page ${name}`, randomBytes(20_000).toString('hex')))
}

function fill(file: string): void {
  for (let size = 6 * 1024 * 1024; size >= 4096; size /= 2) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Full for pieces of this size.
    }
  }
}
