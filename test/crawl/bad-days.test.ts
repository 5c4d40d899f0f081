import { expect, test } from 'vitest'
import { listLivePages, setUp, sumCounts, summarizeContent } from './crawl-setup.ts'
import { type Answer, GUIDE, type Misbehave, putGuide } from './crawl-site.ts'

const HOUR = 3_600_000
const NAMES = Array.from({ length: 20 }, (_, n) => `page-${n}`)
const isPage = (path: string) => path.endsWith('.html')
const makeTooMany = (retryAfter: string): Answer => ({ status: 429, headers: { 'retry-after': retryAfter } })

test('errors, resets and cut-off bodies are tried again, and nothing half-read is stored', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  site.misbehave = (path, n, response) => {
    if (n > 2 || path === '/robots.txt') return undefined
    const kind = (path.length + n) % 3
    if (kind === 0) return { status: 503 }
    if (kind === 1) response.destroy()
    else {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' })
      response.write('<div id="main-col-body"><h1>Cut</h1><p>off', () => response.socket?.end())
    }
    return 'handled'
  }
  const report = await crawl()
  expect(report).toMatchObject({
    kind: 'complete',
    exitCode: 0,
    guides: [{ pages: 20, counts: { new: 20, failed: 0 } }],
  })
  site.misbehave = undefined
  const whole = await setUp()
  putGuide(whole.site, NAMES)
  await whole.crawl()
  expect(summarizeContent(index.db)).toEqual(summarizeContent(whole.index.db))
})

test('a page that keeps failing is named with the reason, after five attempts', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, NAMES)
  site.misbehave = (path) => (path === `${GUIDE}page-3.html` ? { status: 500 } : undefined)
  const report = await crawl()
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, guides: [{ pages: 19, complete: false }] })
  expect(report.guides[0]?.failed).toEqual([
    { url: `https://docs.aws.amazon.com${GUIDE}page-3.html`, reason: 'answered 500, 5 times' },
  ])
  expect(site.count(`${GUIDE}page-3.html`)).toBe(5)
})

test('a site that answers six of ten requests with 503 is crawled to the end', async () => {
  const { site, crawlOne } = await setUp()
  putGuide(site, NAMES)
  let dice = 1
  site.misbehave = (path) => {
    dice = (dice * 48271) % 2147483647
    return isPage(path) && dice / 2147483647 < 0.6 ? { status: 503 } : undefined
  }
  const guide = await crawlOne()
  expect(guide.counts.left).toBe(0)
  expect(guide.pages).toBeGreaterThan(10)
  site.misbehave = undefined
  expect(await crawlOne()).toMatchObject({ complete: true, pages: 20 })
})

test('a throttled page costs no attempt, and the time that the site asks for is waited', async () => {
  const { site, clock, crawl } = await setUp()
  putGuide(site, NAMES)
  site.misbehave = (path, n) => (isPage(path) && n <= 8 ? makeTooMany('30') : undefined)
  const report = await crawl({}, 1)
  expect(report).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
  expect(clock.longest).toBeGreaterThanOrEqual(30_000)
})

test('a site that throttles for an hour ends the run, resumable, with everything so far kept', async () => {
  const { site, index, clock, crawl } = await setUp()
  putGuide(site, NAMES)
  let answered = 0
  site.misbehave = (path) => (isPage(path) && ++answered > 7 ? makeTooMany('1') : undefined)
  const began = clock.time
  const report = await crawl()
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: 'the site keeps asking to slow down (429)' })
  expect(report.guides[0]).toMatchObject({ pages: 7, complete: false, counts: { new: 7, left: 13, failed: 0 } })
  expect(clock.time - began).toBeLessThan(HOUR)
  expect(answered).toBeLessThan(60)
  site.misbehave = undefined
  site.log.length = 0
  expect(await crawl()).toMatchObject({ kind: 'complete', guides: [{ pages: 20, counts: { new: 20 } }] })
  expect(site.log.filter((entry) => isPage(entry.path))).toHaveLength(13)
  expect(listLivePages(index.db)).toHaveLength(20)
})

test('a site that asks to stay away for long is left alone at once', async () => {
  const { site, clock, crawl } = await setUp()
  putGuide(site, NAMES)
  site.misbehave = (path) => (isPage(path) ? makeTooMany('1800') : undefined)
  const report = await crawl({}, 2)
  expect(report).toMatchObject({ exitCode: 3, reason: 'the site asks to stay away for 30 minutes' })
  expect(site.log.length).toBeLessThan(8)
  // The run after it asks at once: whether the half hour is over is the business of whoever starts it.
  site.misbehave = undefined
  clock.longest = 0
  expect(await crawl({}, 2)).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
  expect(clock.longest).toBe(0)
})

test('a site that goes down in the middle ends the run; the next one goes on', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, NAMES)
  let asked = 0
  site.misbehave = (_, __, response) => {
    if (++asked <= 12) return undefined
    response.destroy()
    return 'handled'
  }
  const report = await crawl({}, 2)
  expect(report).toMatchObject({
    kind: 'partial',
    exitCode: 2,
    reason: expect.stringContaining('the site cannot be read'),
  })
  expect(report.guides[0]?.pages).toBeGreaterThan(5)
  expect(report.guides[0] && sumCounts(report.guides[0])).toBe(20)
  site.misbehave = undefined
  expect(await crawl()).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
})

test('while a site does not answer that is said, once, and when it answers again', async () => {
  const said: string[] = []
  const logger = {
    info: (message: string) => void said.push(message),
    warn: (message: string) => void said.push(message),
  }
  const { site, crawl } = await setUp({ logger })
  putGuide(site, NAMES)
  let asked = 0
  // Down for longer than a single page is to blame, and back before breaker ends.
  site.misbehave = (_, __, response) => {
    asked += 1
    if (asked <= 8 || asked > 28) return undefined
    response.destroy()
    return 'handled'
  }
  expect(await crawl({}, 2)).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
  expect(said).toEqual([
    expect.stringMatching(/^the site cannot be read: .+; waiting for it, up to five minutes\. What is stored stays/),
    'The site answers again.',
  ])
})

const answerNobody: Misbehave = (_, __, response) => {
  response.destroy()
  return 'handled'
}

test.each<[string, Misbehave]>([
  ['nobody answers', answerNobody],
  ['robots.txt answers 500', (path) => (path === '/robots.txt' ? { status: 500 } : undefined)],
  [
    'robots.txt redirects to another host',
    (path) => (path === '/robots.txt' ? { status: 302, headers: { location: 'http://evil.example/' } } : undefined),
  ],
])('when %s nothing is asked, nothing is lost, and the run is refused', async (_, misbehave) => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES.slice(0, 5))
  await crawl()
  const before = summarizeContent(index.db)
  site.log.length = 0
  site.misbehave = misbehave
  const report = await crawl()
  expect(report).toMatchObject({ kind: 'refused', exitCode: 3, reason: expect.stringContaining('robots.txt') })
  expect(site.log.filter((entry) => entry.path !== '/robots.txt')).toEqual([])
  expect(summarizeContent(index.db)).toEqual(before)
})

test('contents and sitemap that cannot be had for a fault of the site begin no pass', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES.slice(0, 5))
  await crawl()
  const before = summarizeContent(index.db)
  site.misbehave = (path) => (path.endsWith('.json') || path.endsWith('.xml') ? { status: 500 } : undefined)
  expect(await crawl()).toMatchObject({ kind: 'partial', exitCode: 2, reason: 'answered 500', guides: [{ pages: 5 }] })
  expect(summarizeContent(index.db)).toEqual(before)
})

test('a page that is too large is skipped with the reason', async () => {
  const { site, crawlOne } = await setUp()
  putGuide(site, ['a', 'b'])
  site.files.set(`${GUIDE}b.html`, `<div id="main-col-body"><h1>B</h1>${' '.repeat(21 * 1024 * 1024)}</div>`)
  expect(await crawlOne()).toMatchObject({ pages: 1, skipped: [{ reason: 'the body is larger than 20971520 bytes' }] })
})
