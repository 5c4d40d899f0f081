// Every hop of a redirect passes what the first request passed: robots.txt and the pace. On real servers, through the
// CLI too.

import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { LAMP, setUpProgram } from '../cli/run-program.ts'
import { makePageHtml } from '../crawl/crawl-site.ts'
import { createHandClock } from './hand-clock.ts'
import { type Answer, startLoopback } from './loopback.ts'

const SITE = 'https://docs.aws.amazon.com'
const RULES = 'User-agent: *\nCrawl-delay: 40\nDisallow: /mill/private/\n'

/** `redirects` by path; everything else but robots.txt is a page. */
async function startMill(redirects: Readonly<Record<string, string>>, robots = RULES) {
  const clock = createHandClock()
  const start = clock.now()
  const log: string[] = []
  const answer: Answer = ({ url = '' }, response) => {
    log.push(`${clock.now() - start} ${url}`)
    const location = redirects[url]
    if (location !== undefined) response.writeHead(302, { location }).end()
    else response.end(url.startsWith('/robots') ? robots : 'page')
  }
  const server = await startLoopback(answer)
  const client = createHttpClient({ clock, origin: server.origin })
  onTestFinished(() => client.close())
  const host = createHostScheduler({ clock, tolerance: CRAWLING, concurrency: 1 })
  const fetcher = createPoliteFetcher({ fetcher: client, host, clock, logger: silentLogger })
  const get = async (path: string, how: 'get' | 'getWithRetry' = 'get') => {
    let isDone = false
    const done = fetcher[how](SITE + path).finally(() => {
      isDone = true
    })
    while (!isDone) await clock.advance(clock.sleeping > 0 ? 1000 : 0)
    return done
  }
  return { get, log, fetcher }
}

describe('a redirect', () => {
  it.each(['get', 'getWithRetry'] as const)('to what robots.txt disallows is not followed (%s)', async (how) => {
    const { get, log, fetcher } = await startMill({ '/mill/a': '/mill/b', '/mill/b': '/mill/%70rivate/c' })
    expect(await get('/mill/a', how)).toEqual({
      kind: 'disallowed',
      reason: `redirects to ${SITE}/mill/%70rivate/c, which robots.txt does not allow`,
    })
    expect(log.map((line) => line.split(' ')[1])).toEqual(['/robots.txt', '/mill/a', '/mill/b'])
    expect(fetcher.counts.requests).toBe(3)
  })

  it('waits for its turn like any request, however long that is, and is counted', async () => {
    const { get, log, fetcher } = await startMill({ '/mill/a': '/mill/b', '/mill/b': '/mill/c' })
    expect(await get('/mill/a')).toMatchObject({ kind: 'fresh', url: `${SITE}/mill/c`, redirected: true })
    const times = log.map((line) => Number(line.split(' ')[0]))
    const [first = 0, second = 0, third = 0] = times.slice(1)
    expect([second - first, third - second]).toEqual([40_000, 40_000])
    expect(fetcher.counts.requests).toBe(4)
  })

  it('of robots.txt itself is followed: there are no rules before it is read', async () => {
    const { get, log } = await startMill(
      { '/robots.txt': '/robots-2.txt' },
      'User-agent: *\nDisallow: /mill/private/\n',
    )
    expect(await get('/mill/private/c')).toMatchObject({ kind: 'disallowed' })
    expect(log.map((line) => line.split(' ')[1])).toEqual(['/robots.txt', '/robots-2.txt'])
  })
})

it('a page that redirects to what robots.txt disallows is neither printed nor indexed', async () => {
  const { site, run } = await setUpProgram()
  const secret = '/lamp/latest/dg/private/x.html'
  site.files.set(secret, makePageHtml('Secret', 'A secret text.'))
  site.files.set('/lamp/latest/dg/b.html', { status: 302, headers: { location: secret } })
  site.files.set('/torch/latest/dg/beam.html', { status: 301, headers: { location: secret } })

  const crawled = await run('crawl', LAMP)
  expect(crawled.stdout).toContain(`skipped  ${SITE}/lamp/latest/dg/b.html: redirects to ${SITE}${secret}, which`)
  const read = await run('read', `${SITE}/torch/latest/dg/beam.html`)
  expect(read).toMatchObject({ code: 3, stdout: '' })
  expect(read.stderr).toContain(`the page redirects to ${SITE}${secret}, which robots.txt does not allow`)
  expect(site.count(secret)).toBe(0)
})
