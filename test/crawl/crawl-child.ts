// A crawl of the lamp guide, or a refresh of all of it, in a process of its own, to be killed:
//   crawl-child.ts ORIGIN INDEX [refresh]

import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { crawlGuides } from '../../src/crawl/run/crawl-guides.ts'
import { refreshGuides } from '../../src/crawl/run/refresh-guides.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { LAMP } from './crawl-setup.ts'

const [origin = '', file = '', mode = 'crawl'] = process.argv.slice(2)
const index = await openIndexForWriting(file)
const client = createHttpClient({ clock: systemClock, origin })
const host = createHostScheduler({ clock: systemClock, tolerance: CRAWLING })
const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
const deps = { db: index.db, fetcher, clock: systemClock, logger: silentLogger }
const report =
  mode === 'refresh'
    ? await refreshGuides(deps, { guides: [LAMP], maxAgeMs: 0 })
    : await crawlGuides(deps, { guides: [LAMP] })
index.close()
await client.close()
process.stdout.write(JSON.stringify(report))
