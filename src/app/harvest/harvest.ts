// A crawl or a refresh, put together: the one writer of the index, the site, and what search learns from the result.

import type { GuideChoice } from '../../core/model/catalog.ts'
import type { Fetcher } from '../../core/model/fetch-outcome.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { Partition } from '../../core/model/partition.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { startDeadline } from '../../core/platform/deadline.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { CrawlDeps } from '../../crawl/run/crawl-deps.ts'
import type { CrawlProgress } from '../../crawl/run/progress.ts'
import type { CrawlReport } from '../../crawl/run/report.ts'
import type { HearTrouble } from '../../http/pacing/host-scheduler.ts'
import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import type { ImageWriter } from '../../store/images/image-writer.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { runEachSite } from '../site/run-each-site.ts'

/** What both take. */
interface VisitRequest {
  /** Requests under way at once. Default 8; with a crawl-delay their starts are still that far apart. */
  readonly concurrency?: number | undefined
  /** By hand, against what robots.txt asks for. */
  readonly crawlDelayMs?: number | undefined
  /** Let pages go that left the site, however many. */
  readonly force?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CrawlProgress) => void
  /** Called when the run begins to wait for a site that does not answer, and with false when it answers again. */
  readonly onWaiting?: (isWaiting: boolean) => void
}

export interface HarvestRequest extends VisitRequest {
  readonly guides: readonly GuideChoice[]
  readonly maxPages?: number
  /** Keep the images of these guides' pages too, from now on. */
  readonly images?: boolean
  /** One after another in the order given, not in turn. */
  readonly oneByOne?: boolean
  /** The run ends after this time, and the next one goes on. */
  readonly budgetMs?: number
}

export interface RefreshOrder extends VisitRequest {
  /** Of those that the index has. */
  readonly guides: readonly { readonly base: string; readonly locale: Locale }[]
  readonly maxAgeMs: number
  /** The run ends after this time, and the next one goes on. */
  readonly budgetMs?: number
}

export interface HarvestSettings {
  readonly indexFile: string
  readonly origin: string | undefined
  readonly chinaOrigin?: string | undefined
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Opens the index for writing (creating it), crawls, learns, closes. Throws DocsError when the file cannot be opened.
 */
export function harvest(settings: HarvestSettings, request: HarvestRequest) {
  const { concurrency, crawlDelayMs, budgetMs, guides, onWaiting, ...rest } = request
  const { images } = rest
  const budgetFor = makeBudget(budgetMs)
  return runEachSite(guides, rest.signal, (ofSite, partition, share) => {
    const budget = budgetFor(share)
    const visited = visitSite(settings, { concurrency, crawlDelayMs, partition, images, onWaiting }, async (deps) => {
      const { crawlGuides } = await import('../../crawl/run/crawl-guides.ts')
      return crawlGuides(deps, { ...rest, ...(budget && { budget: budget.signal }), guides: ofSite })
    })
    return visited.finally(() => budget?.release())
  })
}

/** The same for what is due of guides that the index has. */
export function refresh(settings: HarvestSettings, order: RefreshOrder) {
  const { concurrency, crawlDelayMs, budgetMs, guides, onWaiting, ...rest } = order
  const budgetFor = makeBudget(budgetMs)
  return runEachSite(guides, rest.signal, (ofSite, partition, share) => {
    const budget = budgetFor(share)
    const visited = visitSite(settings, { concurrency, crawlDelayMs, partition, onWaiting }, async (deps) => {
      const { refreshGuides } = await import('../../crawl/run/refresh-guides.ts')
      return refreshGuides(deps, { ...rest, ...(budget && { budget: budget.signal }), guides: ofSite })
    })
    return visited.finally(() => budget?.release())
  })
}

// The one site may not use up the time of the other.
function makeBudget(budgetMs: number | undefined) {
  const startedAt = performance.now()
  return (share: number) =>
    budgetMs === undefined ? undefined : startDeadline((budgetMs - (performance.now() - startedAt)) * share)
}

interface SiteChoice {
  readonly partition: Partition
  readonly images?: boolean | undefined
  readonly onWaiting: VisitRequest['onWaiting'] | undefined
}

async function visitSite(
  { indexFile, origin, chinaOrigin, clock, logger }: HarvestSettings,
  {
    concurrency,
    crawlDelayMs,
    partition,
    images: wantsImages,
    onWaiting,
  }: Pick<VisitRequest, 'concurrency' | 'crawlDelayMs'> & SiteChoice,
  visit: (deps: CrawlDeps) => Promise<CrawlReport>,
): Promise<CrawlReport> {
  const [{ openIndexForWriting }, { createHttpClient }, { learnFromIndex }, { writeImages }] = await Promise.all([
    import('../../store/index/open-index.ts'),
    import('../../http/client/http-client.ts'),
    import('../../search/learn-from-index.ts'),
    import('../images/write-images.ts'),
  ])
  // First, since it may find that nothing can be asked: no index is made then.
  const client = createHttpClient({ clock, origin, chinaOrigin })
  const index = await openIndexForWriting(indexFile).catch(async (error: unknown) => {
    await client.close()
    throw error
  })
  let images: ImageWriter | undefined
  try {
    images = await writeImages(indexFile, { isWanted: wantsImages === true, logger })
    const fetcher = await scheduleSite(client, {
      db: index.db,
      clock,
      logger,
      partition,
      concurrency,
      crawlDelayMs,
      onWaiting,
    })
    return await visit({
      db: index.db,
      fetcher,
      clock,
      logger,
      learn: learnFromIndex,
      ...(images && { images }),
    })
  } finally {
    // Given up, it is waited for no more; the next one may answer.
    onWaiting?.(false)
    try {
      await client.close()
    } finally {
      images?.close()
      index.close()
    }
  }
}

// The host of a run: how it is paced, and how long the run bears with its trouble.
async function scheduleSite(
  fetcher: Fetcher,
  {
    db,
    clock,
    logger,
    partition,
    concurrency,
    crawlDelayMs,
    onWaiting,
  }: { readonly db: SqlDatabase } & Pick<HarvestSettings, 'clock' | 'logger'> &
    Pick<VisitRequest, 'concurrency' | 'crawlDelayMs'> &
    SiteChoice,
): Promise<PoliteFetcher> {
  const [{ createHostScheduler }, { CRAWLING }, { createPoliteFetcher }, { tellTrouble }] = await Promise.all([
    import('../../http/pacing/host-scheduler.ts'),
    import('../../http/pacing/circuit-breaker.ts'),
    import('../../http/pacing/polite-fetcher.ts'),
    import('../../crawl/run/site-trouble.ts'),
  ])
  const slots = concurrency === undefined ? {} : { concurrency }
  const tell = tellTrouble({ logger, db })
  const onTrouble: HearTrouble = (trouble, since) => {
    tell(trouble, since)
    onWaiting?.(trouble !== undefined)
  }
  const host = createHostScheduler({ clock, tolerance: CRAWLING, onTrouble, ...slots })
  const delay = crawlDelayMs === undefined ? {} : { crawlDelayMs }
  return createPoliteFetcher({ fetcher, host, clock, logger, partition, ...delay })
}
