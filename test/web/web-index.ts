// An index file as a server finds it: the sample guide in both languages and a hostile guide, crawled from a site on
// the loopback interface.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { crawlGuides } from '../../src/crawl/run/crawl-guides.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { createTestClock } from '../crawl/crawl-setup.ts'
import { startSite } from '../crawl/crawl-site.ts'
import { copyMade } from '../made-once.ts'
import { HOSTILE, putHostileGuide } from './hostile-pages.ts'

const SAMPLE = fileURLToPath(new URL('../../data/sample', import.meta.url))
const GUIDE = '/aws-docs-offline/latest/guide/'

/** When every page of the index was checked. */
export const CHECKED_AT = Date.UTC(2026, 0, 1)

/** Writes the index: the site is crawled once for all test files. Throws when the crawl left anything out. */
export function writeWebIndex(file: string): Promise<void> {
  return copyMade('web-index.sqlite', file, crawlSite)
}

async function crawlSite(file: string): Promise<void> {
  const site = await startSite()
  for (const folder of [GUIDE, `/ja_jp${GUIDE}`])
    for (const name of readdirSync(SAMPLE + folder))
      site.files.set(folder + name, readFileSync(SAMPLE + folder + name, 'utf8'))
  putHostileGuide(site)
  const clock = createTestClock(CHECKED_AT)
  const client = createHttpClient({ clock, origin: site.origin })
  const index = await openIndexForWriting(file)
  try {
    const host = createHostScheduler({ clock, tolerance: CRAWLING, concurrency: 4 })
    const fetcher = createPoliteFetcher({ fetcher: client, host, clock, logger: silentLogger })
    const guide = { base: GUIDE, product: 'aws-docs-offline', title: 'User Guide' }
    const guides = [
      { ...guide, catalogId: 'sample', locale: 'en_us' },
      { ...guide, catalogId: 'sample', locale: 'ja_jp' },
      { catalogId: 'hostile-dg', base: HOSTILE, locale: 'en_us', product: 'Made-up Lamp', title: 'Developer Guide' },
    ] as const
    const report = await crawlGuides({ db: index.db, fetcher, clock, logger: silentLogger }, { guides })
    if (report.kind !== 'complete') throw new Error(`the crawl was not complete: ${report.reason}`)
    learnFromIndex(index.db)
  } finally {
    index.close()
    await client.close()
    await site.close()
  }
}
