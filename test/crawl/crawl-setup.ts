// A crawl in a test: a real index file, the real client, and a clock whose sleeps take no time.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/core/platform/clock.ts'
import { type Logger, silentLogger } from '../../src/core/platform/logger.ts'
import type { CrawlDeps } from '../../src/crawl/run/crawl-deps.ts'
import { type CrawlRequest, crawlGuides } from '../../src/crawl/run/crawl-guides.ts'
import { type RefreshRequest, refreshGuides } from '../../src/crawl/run/refresh-guides.ts'
import type { CrawlReport, GuideReport } from '../../src/crawl/run/report.ts'
import { tellTrouble } from '../../src/crawl/run/site-trouble.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { type IndexFile, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { listPagesOfGuide, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { type CrawlSite, GUIDE, startSite } from './crawl-site.ts'

/** Time passes only by sleeping, and sleeping is over at once. */
export interface TestClock extends Clock {
  time: number
  /** Longest sleep so far, in ms. */
  longest: number
}

export function createTestClock(time = Date.UTC(2026, 0, 1)): TestClock {
  return {
    time,
    longest: 0,
    now() {
      return this.time
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      this.longest = Math.max(this.longest, ms)
      this.time += ms
      await new Promise(setImmediate) // requests under way go on meanwhile
    },
  }
}

export interface Setup {
  readonly site: CrawlSite
  /** Longest wait of the runs to come for an answer. */
  timeoutMs: number
  readonly index: IndexFile
  readonly clock: TestClock
  /** Crawls the guide at GUIDE, or the guides of the request. */
  crawl(request?: Partial<CrawlRequest>, concurrency?: number): Promise<CrawlReport>
  /** The same, with the one guide's report. */
  crawlOne(request?: Partial<CrawlRequest>, concurrency?: number): Promise<GuideReport>
  /** Refreshes every indexed guide: by default what is older than a week. */
  refresh(request?: Partial<RefreshRequest>, concurrency?: number): Promise<CrawlReport>
  /** The same, with the one guide's report. */
  refreshOne(request?: Partial<RefreshRequest>, concurrency?: number): Promise<GuideReport>
}

const WEEK_MS = 7 * 24 * 3_600_000

export const LAMP = {
  catalogId: 'lamp-dg',
  base: GUIDE,
  locale: 'en_us',
  product: 'Lamp',
  title: 'Lamp guide',
} as const
export const LAMP_JA = { ...LAMP, locale: 'ja_jp' } as const

export function makeTemporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crawl-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, name)
}

export interface SetupOptions {
  readonly indexFile?: string
  /** Longest wait for an answer. Default: longer than any machine needs for one. */
  readonly timeoutMs?: number
  readonly learn?: CrawlDeps['learn']
  /** Default: nobody hears it. */
  readonly logger?: Logger
  /** Where images are kept. Default: nowhere. */
  readonly images?: CrawlDeps['images']
}

export async function setUp({
  indexFile = makeTemporaryFile('index.sqlite'),
  timeoutMs = 60_000,
  learn = () => undefined,
  logger = silentLogger,
  images,
}: SetupOptions = {}): Promise<Setup> {
  const site = await startSite()
  const index = await openIndexForWriting(indexFile)
  const clock = createTestClock()
  onTestFinished(async () => {
    index.close()
    await site.close()
  })
  const visiting = async (concurrency: number, visit: (deps: CrawlDeps) => Promise<CrawlReport>) => {
    const client = createHttpClient({ clock, origin: site.origin, timeoutMs: setup.timeoutMs })
    const onTrouble = tellTrouble({ logger, db: index.db })
    const host = createHostScheduler({ clock, tolerance: CRAWLING, concurrency, onTrouble, random: () => 0.5 })
    const fetcher = createPoliteFetcher({ fetcher: client, host, clock, logger: silentLogger })
    try {
      const deps = { db: index.db, fetcher, clock, logger, learn }
      return await visit({ ...deps, ...(images && { images }) })
    } finally {
      await client.close()
    }
  }
  const crawl: Setup['crawl'] = (request = {}, concurrency = 4) =>
    visiting(concurrency, (deps) => crawlGuides(deps, { guides: [LAMP], ...request }))
  const refresh: Setup['refresh'] = (request = {}, concurrency = 4) =>
    visiting(concurrency, (deps) =>
      refreshGuides(deps, { guides: listGuides(index.db), maxAgeMs: WEEK_MS, ...request }),
    )
  const setup: Setup = {
    site,
    timeoutMs,
    index,
    clock,
    crawl,
    crawlOne: async (...args) => requireOnly(await crawl(...args)),
    refresh,
    refreshOne: async (...args) => requireOnly(await refresh(...args)),
  }
  return setup
}

function requireOnly({ guides: [guide], reason }: CrawlReport): GuideReport {
  if (!guide) throw new Error(`no guide was reached: ${reason}`)
  return guide
}

/** What the index holds of every page, by path: comparable between indexes. */
export function summarizeContent(db: SqlDatabase): Record<string, string> {
  const entries = listGuides(db).flatMap((guide) =>
    listPagesOfGuide(db, guide.id).map((page) => [
      page.path,
      `${page.status} ${page.contentHash} ${page.tocOrder} ${loadMarkdown(db, page.id)?.length}`,
    ]),
  )
  return Object.fromEntries(entries)
}

/** Names of the live pages of the lamp guide, in reading order. */
export function listLivePages(db: SqlDatabase): string[] {
  return listGuides(db)
    .flatMap((guide) => listPagesOfGuide(db, guide.id))
    .filter((page) => page.status === 'live')
    .map((page) => page.name)
}

/** Sum of a guide's counts: as many as there were URLs. */
export function sumCounts(guide: GuideReport): number {
  return Object.values(guide.counts).reduce((sum, count) => sum + count, 0)
}
