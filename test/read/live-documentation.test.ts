import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { createLiveDocumentation } from '../../src/read/fetch-live-page.ts'
import { openPageCache } from '../../src/store/page-cache/page-cache.ts'
import { type CrawlSite, GUIDE, putGuide, startSite } from '../crawl/crawl-site.ts'
import { holdTimers } from '../held-timers.ts'

const A = `${GUIDE}a.html`
const B = `${GUIDE}b.html`

/** For a server that never answers: over when the test says so. */
const HELD_MS = 1234
const PATIENT_MS = 60_000

async function openDocumentation(site: CrawlSite, extract = extractPage) {
  const client = createHttpClient({ clock: systemClock, origin: site.origin })
  const cache = await openPageCache(':memory:')
  onTestFinished(() => client.close())
  const host = createHostScheduler({ clock: systemClock, concurrency: 2 })
  const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
  const timers = holdTimers(HELD_MS)
  const within = (timeoutMs: number) => {
    const live = createLiveDocumentation({ fetcher, cache, clock: systemClock, timeoutMs, extract })
    return (path: string) => live.read(parseDocUrl(path) ?? fail(), { fresh: false })
  }
  await fetcher.getRobots()
  return { host, read: within(PATIENT_MS), readHeld: within(HELD_MS), passTime: timers.pass }
}

test('a question ends with the time, when a server takes the question and never answers', async () => {
  const site = await startSiteOfTwo()
  const { read, readHeld, passTime } = await openDocumentation(site)
  site.misbehave = (path) => {
    if (!path.endsWith('.html')) return undefined
    setImmediate(passTime)
    return 'handled'
  }
  await expect(readHeld(B)).resolves.toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/within 1\.234 s|within 1234 ms/),
  })
  await expect(read(A)).resolves.toMatchObject({
    kind: 'not-asked',
    reason: expect.stringContaining('it will be asked again after'),
  })
  expect(site.log.filter(({ path }) => path.endsWith('.html'))).toHaveLength(1)
})

test('waiting for the pause that robots.txt asks for is no fault of the site', async () => {
  const site = await startSiteOfTwo()
  site.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 600\n')
  const { read, readHeld, passTime, host } = await openDocumentation(site)
  await expect(read(A)).resolves.toMatchObject({ kind: 'page' })
  const held = readHeld(B)
  setImmediate(passTime)
  await expect(held).resolves.toMatchObject({
    kind: 'not-asked',
    reason: expect.stringContaining('its turn did not come'),
  })
  expect(host.getState()).toEqual({ kind: 'closed' })
})

test('a page that the extractor cannot read is no fault of the site, and other pages are asked for', async () => {
  const site = await startSiteOfTwo()
  const extract: typeof extractPage = (html, url) => {
    if (url.path === A) throw new Error('a table without end')
    return extractPage(html, url)
  }
  const { read, host } = await openDocumentation(site, extract)
  await expect(read(A)).resolves.toMatchObject({
    kind: 'failed',
    reason: 'the page could not be read: a table without end',
  })
  expect(host.getState()).toEqual({ kind: 'closed' })
  await expect(read(B)).resolves.toMatchObject({ kind: 'page' })
})

const NEVER_ENDS = 'a body that never ends'
const answerRaw = (text: string) => (response: ServerResponse) => void response.socket?.end(text)
test.each<[string, (response: ServerResponse) => void]>([
  ['a control character in a header', answerRaw('HTTP/1.1 200 OK\r\nX-Note: a\u0001b\r\nContent-Length: 1\r\n\r\nx')],
  ['a header line that is none', answerRaw('HTTP/1.1 200 OK\r\nno colon here\r\n\r\nx')],
  ['what is not HTTP', answerRaw('SSH-2.0-mill\r\n')],
  ['headers without end', (response) => void response.writeHead(200, { 'x-note': 'x'.repeat(200_000) }).end()],
  [
    'a body that is cut',
    (response) => {
      response.writeHead(200, { 'content-length': 900 })
      response.write('<html>', () => response.socket?.end())
    },
  ],
  ['a body that is not packed as it says', (response) => void answerUnpacked(response, 'gzip')],
  ['a body packed in a way that nobody asked for', (response) => void answerUnpacked(response, 'zstd')],
  [NEVER_ENDS, (response) => void response.writeHead(200).write('<html>')],
])('%s is no fault of the site, and other pages are asked for', async (what, answer) => {
  const site = await startSiteOfTwo()
  site.misbehave = (path, _n, response) => {
    if (path !== A) return undefined
    answer(response)
    return 'handled'
  }
  const { read, readHeld, passTime, host } = await openDocumentation(site)
  if (what === NEVER_ENDS) whenHeadIsRead(passTime)
  await expect((what === NEVER_ENDS ? readHeld : read)(A)).resolves.toMatchObject({ kind: 'failed' })
  expect(host.getState()).toEqual({ kind: 'closed' })
  await expect(read(B)).resolves.toMatchObject({ kind: 'page' })
})

/** Once the client has the head of an answer of 200: it says so itself. */
function whenHeadIsRead(heard: () => void): void {
  const hear = () => setImmediate(heard)
  subscribe('undici:request:headers', hear)
  onTestFinished(() => void unsubscribe('undici:request:headers', hear))
}

function answerUnpacked(response: ServerResponse, encoding: string): void {
  response.writeHead(200, { 'content-encoding': encoding }).end('not packed at all')
}

test('what is no HTML is no page there', async () => {
  const site = await startSiteOfTwo()
  const page = '<div id="main-col-body"><h1>T</h1><p>Text.</p></div>'
  site.files.set(A, { headers: { 'content-type': 'application/pdf' }, body: page })
  const { read } = await openDocumentation(site)
  await expect(read(A)).resolves.toEqual({
    kind: 'missing',
    reason: 'the site has no page there: it is application/pdf, not HTML',
  })
})

test('a page is decoded by the charset that its answer names', async () => {
  const site = await startSiteOfTwo()
  const html = Buffer.from('<div id="main-col-body"><h1>Na\u00efve mill</h1><p>Text.</p></div>', 'latin1')
  site.misbehave = (path, _, response) => {
    if (path !== A) return undefined
    response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(html)
    return 'handled'
  }
  const { read } = await openDocumentation(site)
  await expect(read(A)).resolves.toMatchObject({ kind: 'page', page: { title: 'Na\u00efve mill' } })
})

async function startSiteOfTwo(): Promise<CrawlSite> {
  const site = await startSite()
  onTestFinished(() => site.close())
  putGuide(site, ['a', 'b'])
  return site
}

function fail(): never {
  throw new Error('the address of a test is no address')
}
