// A crawl of the lamp guide, or a refresh of all of it, in a process of its own, to be killed:
//   node --import tsx crawl-child.ts ORIGIN INDEX [refresh]

import { systemClock } from '../../src/core/clock.ts'
import { silentLogger } from '../../src/core/logger.ts'
import { crawlGuides } from '../../src/crawl/crawl-guides.ts'
import { refreshGuides } from '../../src/crawl/refresh-guides.ts'
import { createHttpClient } from '../../src/http/client.ts'
import { createPoliteFetcher } from '../../src/http/polite-fetcher.ts'
import { openIndexForWriting } from '../../src/store/open-index.ts'
import { LAMP } from './crawl-setup.ts'

const [origin = '', file = '', mode = 'crawl'] = process.argv.slice(2)
const index = await openIndexForWriting(file)
const client = createHttpClient({ clock: systemClock, origin })
const fetcher = createPoliteFetcher({ fetcher: client, clock: systemClock, logger: silentLogger })
const deps = { db: index.db, fetcher, clock: systemClock, logger: silentLogger }
const report =
  mode === 'refresh'
    ? await refreshGuides(deps, { guides: [LAMP], maxAgeMs: 0 })
    : await crawlGuides(deps, { guides: [LAMP] })
index.close()
await client.close()
process.stdout.write(JSON.stringify(report))
