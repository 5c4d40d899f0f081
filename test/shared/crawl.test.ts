import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Fault, startFaultySite } from '../../scripts/drills/fault-proxy.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { crawlGuides } from '../../src/crawl/run/crawl-guides.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { makeTemporaryFile, sumCounts, summarizeContent } from '../crawl/crawl-setup.ts'

const SHARED = resolve(import.meta.dirname, '../..', process.env.AWS_DOCS_SHARED ?? '../shared')
const REPLICA = join(SHARED, 'replica')

interface Replica {
  readonly origin: string
  readonly pages: ReadonlyMap<string, unknown>
  readonly stats: { log: { path: string; status: number; conditional: boolean }[] }
  close(): Promise<void>
}

/** Each with every so many-th request. */
const FAULTS: readonly (readonly [nth: number, fault: Fault])[] = [
  [19, { status: 503 }],
  [23, { instead: 'reset' }],
  [29, { instead: 'cut' }],
  [41, { status: 429, headers: { 'retry-after': '1' } }],
]
const EVENTBRIDGE = makeGuide('eventbridge', '/amazon-eventbridge-user-guide/latest/guide/')
const ECR = makeGuide('ecr-userguide', '/AmazonECR/latest/userguide/')

function makeGuide(catalogId: string, base: string) {
  return { catalogId, base, locale: 'en_us', product: '', title: '' } as const
}

describe.skipIf(!existsSync(REPLICA))('a crawl of the replica', () => {
  let replica: Replica
  beforeAll(async () => {
    const { startReplica } = (await import(pathToFileURL(join(REPLICA, 'serve.mjs')).href)) as {
      startReplica: (options: { sites: string[] }) => Promise<Replica>
    }
    const sites = ['amazon-ecr-user-guide', 'amazon-eventbridge-user-guide'].map((name) =>
      join(REPLICA, 'site', `${name}.jsonl.gz`),
    )
    replica = await startReplica({ sites })
  })
  afterAll(() => replica?.close())

  async function newIndex() {
    const index = await openIndexForWriting(makeTemporaryFile('index.sqlite'))
    onTestFinished(() => index.close())
    return index.db
  }

  async function crawl(db: Awaited<ReturnType<typeof newIndex>>, origin = replica.origin) {
    const client = createHttpClient({ clock: systemClock, origin })
    const host = createHostScheduler({ clock: systemClock, tolerance: CRAWLING })
    const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
    const report = await crawlGuides(
      { db, fetcher, clock: systemClock, logger: silentLogger },
      { guides: [ECR, EVENTBRIDGE] },
    )
    await client.close()
    return report
  }

  test('takes every page of the guides, and a second one is told 304 for each', async () => {
    const db = await newIndex()
    const report = await crawl(db)
    expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
    expect(Object.keys(summarizeContent(db)).toSorted()).toEqual([...replica.pages.keys()].toSorted())
    for (const one of report.guides) expect(sumCounts(one)).toBe(one.counts.new + one.counts.skipped)
    replica.stats.log = []
    const again = await crawl(db)
    expect(again.guides.map((one) => one.counts.unchanged)).toEqual(report.guides.map((one) => one.counts.new))
    const pages = replica.stats.log.filter((entry) => replica.pages.has(entry.path))
    expect(pages).toHaveLength(replica.pages.size)
    expect(pages.every((entry) => entry.status === 304)).toBe(true)
  })

  test('ends complete with the same index when the site fails, breaks off and throttles', async () => {
    const whole = await newIndex()
    await crawl(whole)
    const site = await startFaultySite(replica.origin)
    onTestFinished(() => site.close())
    // By the number of the request: a limit by the second is not reached where the machine is slow.
    const given: Fault[] = []
    site.rule = (_, n) => {
      const fault = FAULTS.find(([nth]) => n % nth === nth - 1)?.[1]
      if (fault) given.push(fault)
      return fault
    }
    const db = await newIndex()
    const report = await crawl(db, site.origin)
    expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
    expect(summarizeContent(db)).toEqual(summarizeContent(whole))
    for (const [, fault] of FAULTS) expect(given.filter((one) => one === fault).length).toBeGreaterThan(2)
  })
})
