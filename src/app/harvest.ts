// A crawl, put together: the one writer of the index, the site, and what search learns from the result.

import type { GuideChoice } from '../core/catalog.ts'
import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/logger.ts'
import type { CrawlProgress } from '../crawl/progress.ts'
import type { CrawlReport } from '../crawl/report.ts'

export interface HarvestRequest {
  readonly guides: readonly GuideChoice[]
  readonly maxPages?: number
  /** Requests under way at once. Default 8; with a crawl-delay their starts are still that far apart. */
  readonly concurrency?: number
  /** By hand, against what robots.txt asks for. */
  readonly crawlDelayMs?: number
  /** Let pages go that left the site, however many. */
  readonly force?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CrawlProgress) => void
}

export interface HarvestSettings {
  readonly indexFile: string
  readonly origin: string | undefined
  readonly clock: Clock
  readonly logger: Logger
}

/** Opens the index for writing (creating it), crawls, learns, closes. Throws DocsError when the file cannot be opened. */
export async function harvest(
  { indexFile, origin, clock, logger }: HarvestSettings,
  request: HarvestRequest,
): Promise<CrawlReport> {
  const [{ openIndexForWriting }, { crawlGuides }, { createHttpClient }, { createPoliteFetcher }, { learnFromIndex }] =
    await Promise.all([
      import('../store/open-index.ts'),
      import('../crawl/crawl-guides.ts'),
      import('../http/client.ts'),
      import('../http/polite-fetcher.ts'),
      import('../search/learn-from-index.ts'),
    ])
  const { concurrency = 8, crawlDelayMs, ...rest } = request
  const index = await openIndexForWriting(indexFile)
  const client = createHttpClient({ clock, ...(origin !== undefined && { origin }) })
  try {
    const fetcher = createPoliteFetcher({
      fetcher: client,
      clock,
      logger,
      concurrency,
      ...(crawlDelayMs !== undefined && { crawlDelayMs }),
    })
    const report = await crawlGuides({ db: index.db, fetcher, clock, logger, concurrency }, rest)
    if (report.guides.some(({ counts }) => counts.new + counts.changed + counts.moved + counts.gone > 0))
      learnFromIndex(index.db)
    return report
  } finally {
    await client.close()
    index.close()
  }
}
