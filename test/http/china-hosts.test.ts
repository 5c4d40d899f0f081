// Two sites, each with hosts, rules and pacing of its own: nothing that is asked of one ever goes to the other.

import { expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { createTestClock } from '../crawl/crawl-setup.ts'
import { startSite } from '../crawl/crawl-site.ts'

const AWS = 'https://docs.aws.amazon.com'
const CHINA = 'https://docs.amazonaws.cn'
const PAGE = '/lamp/latest/dg/a.html'

async function setUp() {
  const [site, china] = [await startSite(), await startSite()]
  const clock = createTestClock()
  const client = createHttpClient({ clock, origin: site.origin, chinaOrigin: china.origin })
  onTestFinished(async () => {
    await client.close()
    await site.close()
    await china.close()
  })
  site.files.set(PAGE, 'of the one')
  china.files.set(`/en_us${PAGE}`, 'of the other')
  return { site, china, client, clock }
}

const readText = (outcome: { kind: string; body?: Uint8Array }) => outcome.body && Buffer.from(outcome.body).toString()

test('the same page of each site comes from its own mirror, and keeps its own address', async () => {
  const { client } = await setUp()
  const here = await client.get(AWS + PAGE)
  const there = await client.get(`${CHINA}/en_us${PAGE}`)
  expect([readText(here), readText(there)]).toEqual(['of the one', 'of the other'])
  expect(there).toMatchObject({ url: `${CHINA}/en_us${PAGE}` })
})

test.each([
  ['the China site', 'china', `${CHINA}/en_us/lamp/latest/dg/moved.html`, `${AWS}${PAGE}`],
  ['the other site', 'site', `${AWS}/lamp/latest/dg/moved.html`, `${CHINA}/en_us${PAGE}`],
] as const)(
  'a page of %s may not lead to the host of the other, nor to its mirror',
  async (_, which, moved, target) => {
    const { site, china, client } = await setUp()
    const [from, to] = which === 'china' ? [china, site] : [site, china]
    for (const location of [
      target,
      target.replace('https:', 'http:'),
      `${to.origin}${PAGE}`,
      `//${new URL(target).host}/`,
    ]) {
      from.files.set(new URL(moved).pathname, { status: 302, headers: { location } })
      expect(await client.get(moved)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('redirects to'),
      })
    }
    expect(to.log).toEqual([])
  },
)

test('a redirect inside the China site is followed', async () => {
  const { china, client } = await setUp()
  china.files.set('/en_us/lamp/latest/dg/', {
    status: 301,
    headers: { location: `http://docs.amazonaws.cn/en_us${PAGE}` },
  })
  expect(await client.get(`${CHINA}/en_us/lamp/latest/dg/`)).toMatchObject({
    kind: 'fresh',
    url: `${CHINA}/en_us${PAGE}`,
  })
})

test('where a mirror stands in for one site, the other is not asked on the internet', async () => {
  const { site, clock } = await setUp()
  const client = createHttpClient({ clock, origin: site.origin })
  onTestFinished(() => client.close())
  expect(await client.get(`${CHINA}/en_us${PAGE}`)).toMatchObject({
    kind: 'refused',
    reason: 'cannot be had: AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_CN_ORIGIN none of docs.amazonaws.cn',
  })
})

test('each site has its own robots.txt: rules and pause are those of the host', async () => {
  const { site, china, client, clock } = await setUp()
  site.files.set('/robots.txt', 'User-agent: *\nDisallow: /en_us/\nCrawl-delay: 5\n')
  china.files.set('/robots.txt', 'User-agent: *\nDisallow: /en_us/private/\nCrawl-delay: 2\n')
  const fetcherOf = (partition: 'aws' | 'aws-cn') =>
    createPoliteFetcher({
      fetcher: client,
      host: createHostScheduler({ clock }),
      clock,
      logger: silentLogger,
      partition,
    })
  const there = fetcherOf('aws-cn')
  expect(await there.get(`${CHINA}/en_us${PAGE}`)).toMatchObject({ kind: 'fresh' })
  expect(await there.get(`${CHINA}/en_us/private/a.html`)).toMatchObject({ kind: 'disallowed' })
  expect(there.host.delayMs).toBe(2000)
  expect(site.log).toEqual([])
  const here = fetcherOf('aws')
  expect(await here.get(AWS + PAGE)).toMatchObject({ kind: 'fresh' })
  expect(here.host.delayMs).toBe(5000)
  expect(await here.get(`${CHINA}/en_us${PAGE}`)).toMatchObject({ kind: 'refused' })
})
