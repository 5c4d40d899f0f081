// The one way to the site, over a real server: robots.txt first, then pacing, then one GET.

import type { ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Fetcher } from '../../src/core/model/fetch-outcome.ts'
import type { Logger } from '../../src/core/platform/logger.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { ANSWERING, CRAWLING, type Tolerance } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import {
  createPoliteFetcher,
  type PoliteFetcher,
  type PoliteFetcherOptions,
} from '../../src/http/pacing/polite-fetcher.ts'
import { createHandClock, type HandClock } from './hand-clock.ts'
import { startLoopback } from './loopback.ts'

const SITE = 'https://docs.aws.amazon.com'
const PAGE = `${SITE}/mill/latest/dg/belts.html`
const HOUR = 60 * 60 * 1000

type Reply = number | string | { readonly status: number; readonly headers: Record<string, string> }

interface Site {
  readonly clock: HandClock
  readonly fetcher: PoliteFetcher
  /** What the server answers by path; a list is used up to its last entry. */
  readonly replies: Map<string, Reply[]>
  /** Paths asked for, with the time at which. */
  readonly log: string[]
  readonly said: string[]
}

async function startSite(
  robots: Reply[],
  { tolerance = CRAWLING, ...options }: Partial<PoliteFetcherOptions> & { readonly tolerance?: Tolerance } = {},
): Promise<Site> {
  const clock = createHandClock()
  const start = clock.now()
  const replies = new Map<string, Reply[]>([['/robots.txt', robots]])
  const log: string[] = []
  const said: string[] = []
  const server = await startLoopback((request, response) => {
    const queue = replies.get(request.url ?? '') ?? ['page']
    send(response, (queue.length > 1 ? queue.shift() : queue[0]) ?? 404)
  })
  const client = createHttpClient({ clock, origin: server.origin })
  onTestFinished(() => client.close())
  // The time of leaving, not of arriving: on the way the test's clock may move on.
  const fetcherWithLog: Fetcher = {
    get(url, how) {
      log.push(`${clock.now() - start} ${new URL(url).pathname}`)
      return client.get(url, how)
    },
  }
  const logger: Logger = { info: (line) => said.push(line), warn: (line) => said.push(line) }
  const host = createHostScheduler({ clock, tolerance, random: () => 0 })
  const fetcher = createPoliteFetcher({ fetcher: fetcherWithLog, host, clock, logger, ...options })
  return { clock, fetcher, replies, log, said }
}

function send(response: ServerResponse, reply: Reply): void {
  if (typeof reply === 'string') response.end(reply)
  else if (typeof reply === 'number') response.writeHead(reply).end()
  else response.writeHead(reply.status, reply.headers).end()
}

// Time passes whenever somebody sleeps, until the answer is there.
async function outlast<T>(clock: HandClock, running: Promise<T>): Promise<T> {
  let isDone = false
  const done = running.finally(() => {
    isDone = true
  })
  done.catch(() => {})
  while (!isDone) await clock.advance(clock.sleeping > 0 ? 250 : 0)
  return done
}

describe('robots.txt', () => {
  it('is asked for before anything else, and once for all', async () => {
    const { fetcher, log } = await startSite(['User-agent: *\nDisallow: /mill/latest/dg/private/\n'])
    const outcomes = await Promise.all([
      fetcher.get(PAGE),
      fetcher.get(`${SITE}/mill/latest/dg/private/x.html`),
      fetcher.get(PAGE),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['fresh', 'disallowed', 'fresh'])
    expect(log.map((line) => line.split(' ')[1])).toEqual([
      '/robots.txt',
      '/mill/latest/dg/belts.html',
      '/mill/latest/dg/belts.html',
    ])
    expect(fetcher.counts).toEqual({ requests: 3, bytes: expect.any(Number) })
  })

  it('sets the pace with its crawl-delay, and says so', async () => {
    const { clock, fetcher, log, said } = await startSite(['User-agent: *\nCrawl-delay: 5\nDisallow: /x/\n'])
    await outlast(clock, Promise.all([fetcher.get(PAGE), fetcher.get(PAGE), fetcher.get(PAGE)]))
    const times = log.slice(1).map((line) => Number(line.split(' ')[0]))
    expect(times.slice(1).map((time, index) => time - (times[index] ?? 0))).toEqual([5000, 5000])
    expect(said).toEqual(['robots.txt asks for 5 s between requests'])
  })

  it('does not set it where one was given by hand', async () => {
    const { clock, fetcher, log, said } = await startSite(['User-agent: *\nCrawl-delay: 5\nDisallow: /x/\n'], {
      crawlDelayMs: 100,
    })
    await outlast(clock, Promise.all([fetcher.get(PAGE), fetcher.get(PAGE)]))
    const [first, second] = log.slice(1).map((line) => Number(line.split(' ')[0]))
    expect((second ?? 0) - (first ?? 0)).toBe(100)
    expect(said).toEqual([])
  })

  it.each(['3601', '2147483.648', '2147484', '1e12', '1e400'])('that asks for %s s says no', async (seconds) => {
    const robots = `User-agent: *\nCrawl-delay: ${seconds}\n`
    const { clock, fetcher, log } = await startSite([robots])
    const said = expect.stringMatching(
      /^robots\.txt asks for \S+ s between requests: more than 3600 s is taken for a no$/,
    )
    expect(await outlast(clock, fetcher.get(PAGE))).toEqual({ kind: 'disallowed', reason: said })
    expect(await fetcher.getRobots()).toEqual({ kind: 'refusing', reason: said })
    await clock.advance(23 * HOUR)
    expect(await fetcher.getWithRetry(PAGE)).toEqual({ kind: 'disallowed', reason: said })
    expect(log.map((line) => line.split(' ')[1])).toEqual(['/robots.txt'])
    const byHand = await startSite([robots], { crawlDelayMs: 0 })
    expect(await byHand.fetcher.get(PAGE)).toMatchObject({ kind: 'fresh' })
  })

  it('that asks for an hour gets it', async () => {
    const { clock, fetcher, log } = await startSite(['User-agent: *\nCrawl-delay: 3600\n'])
    await outlast(clock, fetcher.get(PAGE))
    await outlast(clock, fetcher.get(PAGE))
    const [first = 0, second = 0] = log.slice(1).map((line) => Number(line.split(' ')[0]))
    expect(second - first).toBe(HOUR)
  })

  it('that cannot be had forbids all pages, after five tries', async () => {
    const { clock, fetcher, log } = await startSite([500])
    expect(await outlast(clock, fetcher.get(PAGE))).toEqual({
      kind: 'failed',
      reason: 'robots.txt could not be read: answered 500',
      status: undefined,
      retry: { kind: 'retry', afterMs: 250, countsAttempt: true },
    })
    expect(log).toHaveLength(5)
  })

  it('that could not be had is asked for again a minute later, not with every page', async () => {
    const { clock, fetcher, log, replies } = await startSite([500])
    await outlast(clock, fetcher.get(PAGE))
    replies.set('/robots.txt', ['User-agent: *\nDisallow:\n'])
    await clock.advance(50_000)
    expect((await outlast(clock, fetcher.get(PAGE))).kind).toBe('failed')
    expect(log).toHaveLength(5)
    await clock.advance(10_000)
    expect((await outlast(clock, fetcher.get(PAGE))).kind).toBe('fresh')
  })

  it('is asked for again after a day, and new rules hold', async () => {
    const { clock, fetcher, log } = await startSite(['User-agent: *\nDisallow:\n', 'User-agent: *\nDisallow: /mill/\n'])
    expect((await fetcher.get(PAGE)).kind).toBe('fresh')
    await clock.advance(23 * HOUR)
    expect((await fetcher.get(PAGE)).kind).toBe('fresh')
    await clock.advance(HOUR)
    expect((await fetcher.get(PAGE)).kind).toBe('disallowed')
    expect(log.filter((line) => line.endsWith('/robots.txt'))).toHaveLength(2)
  })

  it('asked for by somebody who stops is asked for again by the others', async () => {
    const { clock, fetcher, log } = await startSite([500, 'User-agent: *\nDisallow:\n'])
    const stop = new AbortController()
    const first = fetcher.get(PAGE, { signal: stop.signal })
    const second = fetcher.get(PAGE)
    while (clock.sleeping === 0) await clock.advance(0)
    stop.abort('enough')
    await expect(first).rejects.toBe('enough')
    expect((await outlast(clock, second)).kind).toBe('fresh')
    expect(log.map((line) => line.split(' ')[1])).toEqual(['/robots.txt', '/robots.txt', '/mill/latest/dg/belts.html'])
  })
})

describe('throttling', () => {
  const slowDown = { status: 429, headers: { 'retry-after': '30' } }

  it('of one page backs the whole host off', async () => {
    const { clock, fetcher, log, replies } = await startSite([404])
    await fetcher.getRobots()
    replies.set('/mill/latest/dg/belts.html', [slowDown, 'page'])
    expect(await fetcher.get(PAGE)).toMatchObject({ kind: 'throttled', retryAfterMs: 30_000 })
    await outlast(clock, fetcher.get(`${SITE}/mill/latest/dg/straps.html`))
    expect(log.at(-1)).toBe('30000 /mill/latest/dg/straps.html')
  })

  it('of a sidecar is borne with, but not for ever', async () => {
    const { clock, fetcher, log, replies } = await startSite([404])
    replies.set('/mill/latest/dg/sitemap.xml', [slowDown, slowDown, 'sitemap'])
    expect((await outlast(clock, fetcher.getWithRetry(`${SITE}/mill/latest/dg/sitemap.xml`))).kind).toBe('fresh')
    replies.set('/mill/latest/dg/toc-contents.json', [slowDown])
    expect((await outlast(clock, fetcher.getWithRetry(`${SITE}/mill/latest/dg/toc-contents.json`))).kind).toBe(
      'throttled',
    )
    expect(log.filter((line) => line.endsWith('toc-contents.json'))).toHaveLength(5)
  })
})

describe('tries', () => {
  it('of a page are one; the frontier decides about more', async () => {
    const { fetcher, log, replies } = await startSite([404])
    replies.set('/mill/latest/dg/belts.html', [500])
    expect(await fetcher.get(PAGE)).toMatchObject({ kind: 'failed', status: 500 })
    expect(log).toHaveLength(2)
  })

  it('of a sidecar go on until it answers, with growing waits', async () => {
    const { clock, fetcher, log, replies } = await startSite([404])
    replies.set('/mill/latest/dg/belts.html', [500, 502, 503, 'page'])
    expect((await outlast(clock, fetcher.getWithRetry(PAGE))).kind).toBe('fresh')
    expect(log.slice(1).map((line) => Number(line.split(' ')[0]))).toEqual([0, 250, 750, 1750])
  })

  it('end when the caller stops, in the midst of a wait', async () => {
    const { clock, fetcher, log, replies } = await startSite([404])
    replies.set('/mill/latest/dg/belts.html', [500])
    const stop = new AbortController()
    const running = fetcher.getWithRetry(PAGE, { signal: stop.signal })
    while (clock.sleeping === 0) await clock.advance(0)
    stop.abort('enough')
    await expect(running).rejects.toBe('enough')
    expect(log).toHaveLength(2)
  })
})

describe('where somebody waits', () => {
  it('nothing at all is asked of a host in trouble, contents and their rules neither', async () => {
    const { fetcher, log, replies } = await startSite([404], { tolerance: ANSWERING })
    await fetcher.getRobots()
    replies.set('/mill/latest/dg/belts.html', [{ status: 429, headers: { 'retry-after': '40' } }])
    expect((await fetcher.get(PAGE)).kind).toBe('throttled')
    const refused = { kind: 'not-asked', reason: expect.stringContaining('the site asked to slow down; it will be') }
    expect(await fetcher.get(PAGE)).toEqual(refused)
    expect(await fetcher.getWithRetry(`${SITE}/mill/latest/dg/toc-contents.json`)).toEqual(refused)
    expect(log).toHaveLength(2)
  })
})

it('a sidecar that may not be asked for soon ends the run, and is not waited for', async () => {
  const { clock, fetcher, log, replies } = await startSite([404])
  replies.set('/mill/latest/dg/toc-contents.json', [{ status: 429, headers: { 'retry-after': '1800' } }])
  const began = clock.now()
  const asked = outlast(clock, fetcher.getWithRetry(`${SITE}/mill/latest/dg/toc-contents.json`))
  expect((await asked).kind).toBe('throttled')
  expect(fetcher.host.getState().kind).toBe('given-up')
  expect([log.length, clock.now() - began]).toEqual([2, 0])
})
