import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/core/clock.ts'
import { parseDocUrl } from '../../src/core/doc-url.ts'
import { silentLogger } from '../../src/core/logger.ts'
import { createCircuitBreaker } from '../../src/http/circuit-breaker.ts'
import { createHttpClient } from '../../src/http/client.ts'
import { createPoliteFetcher } from '../../src/http/polite-fetcher.ts'
import { createLiveDocumentation } from '../../src/read/fetch-live-page.ts'
import { openPageCache } from '../../src/store/page-cache.ts'
import { type CrawlSite, GUIDE, putGuide, startSite } from '../crawl/crawl-site.ts'

const A = `${GUIDE}a.html`
const B = `${GUIDE}b.html`

const TIMEOUT_MS = 1000

async function documentation(site: CrawlSite) {
  const client = createHttpClient({ clock: systemClock, origin: site.origin })
  const cache = await openPageCache(':memory:')
  onTestFinished(() => client.close())
  const fetcher = createPoliteFetcher({ fetcher: client, clock: systemClock, logger: silentLogger, concurrency: 2 })
  const circuit = createCircuitBreaker()
  const live = createLiveDocumentation({ fetcher, cache, circuit, clock: systemClock, timeoutMs: TIMEOUT_MS })
  return { circuit, read: (path: string) => live.read(parseDocUrl(path) ?? never(), { fresh: false }) }
}

test('a question ends with the time, when a server takes the question and never answers', async () => {
  const site = await siteOfTwo()
  site.misbehave = (path) => (path.endsWith('.html') ? 'handled' : undefined)
  const { read } = await documentation(site)
  await expect(read(B)).resolves.toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/within 1 s|within 1000 ms/),
  })
  await expect(read(A)).resolves.toMatchObject({
    kind: 'not-asked',
    reason: expect.stringContaining('it will be asked again after'),
  })
  expect(site.log.filter(({ path }) => path.endsWith('.html'))).toHaveLength(1)
})

test('waiting for the pause that robots.txt asks for is no fault of the site', async () => {
  const site = await siteOfTwo()
  site.files.set('/robots.txt', 'User-agent: *\nCrawl-delay: 600\n')
  const { read, circuit } = await documentation(site)
  await expect(read(A)).resolves.toMatchObject({ kind: 'page' })
  await expect(read(B)).resolves.toMatchObject({
    kind: 'not-asked',
    reason: expect.stringContaining('its turn did not come'),
  })
  expect(circuit.state(Date.now())).toEqual({ kind: 'closed' })
})

async function siteOfTwo(): Promise<CrawlSite> {
  const site = await startSite()
  onTestFinished(() => site.close())
  putGuide(site, ['a', 'b'])
  return site
}

function never(): never {
  throw new Error('the address of a test is no address')
}
