// The live site, made when somebody first needs it: HTTP, extraction and pacing cost time and memory that a server
// which finds everything in its index never spends. Offline, nothing here is loaded and no socket is opened.

import { existsSync } from 'node:fs'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { isForOperator } from '../../core/model/explain-to-asker.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { startDeadline } from '../../core/platform/deadline.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { GuideScope } from '../../crawl/seeds/guide-scope.ts'
import type { TocReading } from '../../crawl/seeds/read-toc.ts'
import type { ReadLiveImage } from '../../read/images/live-images.ts'
import { createOfflineDocumentation, type LiveDocumentation } from '../../read/live-documentation.ts'
import { createNoLiveSearch, type LiveSearch, type LiveSearchOutcome } from '../../search/live/live-search.ts'
import type { PageCache } from '../../store/page-cache/page-cache.ts'
import { connectSearch } from './connect-search.ts'

export interface LiveSite {
  readonly documentation: LiveDocumentation
  readonly search: LiveSearch
  readonly image: ReadLiveImage
  /** A guide's table of contents as the site has it. Never throws. */
  readContents(guide: GuideScope, signal?: AbortSignal): Promise<TocReading>
  close(): Promise<void>
}

export interface LiveSiteOptions {
  readonly offline: boolean
  readonly origin: string | undefined
  readonly chinaOrigin?: string | undefined
  readonly searchUrl: string | undefined
  readonly cacheFile: string
  readonly setting: CommandSetting
  readonly clock: Clock
  readonly logger: Logger
}

export function createLiveSite(options: LiveSiteOptions): LiveSite {
  let parts: Promise<LiveSite> | undefined
  const load = () => {
    parts ??= options.offline ? openWithoutSite(options, OFFLINE) : connect(options).catch(makeConfigFallback(options))
    return parts
  }
  return {
    documentation: {
      read: async (url, how) => (await load()).documentation.read(url, how),
      close: () => {},
    },
    search: {
      search: async (query, signal) =>
        query.partition === 'aws-cn' ? refuseSearchOfChina() : (await load()).search.search(query, signal),
    },
    image: async (path, signal) => (await load()).image(path, signal),
    readContents: async (guide, signal) => (await load()).readContents(guide, signal),
    close: async () => (await parts)?.close(),
  }
}

// The live search has docs.aws.amazon.com alone, and its pages are no answer about the China Regions.
function refuseSearchOfChina(): LiveSearchOutcome {
  return { kind: 'not-asked', reason: 'it does not cover docs.amazonaws.cn, so only what is indexed was searched' }
}

/** Somebody is waiting. */
const CONTENTS_TIMEOUT_MS = 15_000

const OFFLINE = 'this is offline mode'
const NO_WAY_OUT = 'the network settings of this server do not work'

// Opens no socket. The cache is looked into when there is one, and not made.
async function openWithoutSite(
  { cacheFile }: LiveSiteOptions,
  reason: string,
  isMisconfigured = false,
): Promise<LiveSite> {
  const none = { get: () => undefined, close: () => {} }
  const cache = existsSync(cacheFile) ? await openCache(cacheFile) : none
  const documentation = createOfflineDocumentation(cache, reason, isMisconfigured)
  return {
    documentation,
    search: createNoLiveSearch(reason),
    image: async () => ({ kind: 'none', reason, isFinal: false }),
    readContents: async () => ({ kind: 'unreachable', reason }),
    close: async () => documentation.close(),
  }
}

// A proxy setting that cannot work costs the live site and nothing that is here; whoever needed the site is told, with
// what to do.
function makeConfigFallback(options: LiveSiteOptions): (error: unknown) => Promise<LiveSite> {
  return async (error) => {
    if (!(error instanceof DocsError) || error.code !== 'BAD_CONFIG') throw error
    const { setting, logger } = options
    if (!isForOperator(error, setting)) return openWithoutSite(options, error.advice.replace(/\.$/, ''), true)
    logger.warn(`The site is not asked: ${error.advice}`)
    return openWithoutSite(options, NO_WAY_OUT)
  }
}

async function openCache(file: string): Promise<PageCache> {
  const [{ openPageCache }, { EXTRACTION_VERSION }] = await Promise.all([
    import('../../store/page-cache/page-cache.ts'),
    import('../../extract/page/extraction-version.ts'),
  ])
  return openPageCache(file, { contentVersion: EXTRACTION_VERSION })
}

async function connect({
  origin,
  chinaOrigin,
  searchUrl,
  cacheFile,
  clock,
  logger,
}: LiveSiteOptions): Promise<LiveSite> {
  const [client, polite, scheduler, dispatch, page, image, thread, pages] = await Promise.all([
    import('../../http/client/http-client.ts'),
    import('../../http/pacing/polite-fetcher.ts'),
    import('../../http/pacing/host-scheduler.ts'),
    import('../../http/client/dispatcher.ts'),
    import('../../read/fetch-live-page.ts'),
    import('../../read/images/live-images.ts'),
    import('../../extract/worker/extract-in-thread.ts'),
    openCache(cacheFile),
  ])
  const dispatcher = dispatch.createDispatcher()
  const http = client.createHttpClient({ clock, dispatcher, origin, chinaOrigin })
  const extraction = thread.createExtractionThread()
  // Each site with rules and a scheduler of its own; the cache is one.
  const openSite = (partition: Partition) => {
    const host = scheduler.createHostScheduler({ clock, concurrency: 2 })
    const fetcher = polite.createPoliteFetcher({ fetcher: http, host, clock, logger, partition })
    const { extract } = extraction
    return {
      fetcher,
      reader: page.createLiveDocumentation({ fetcher, cache: pages, clock, extract }),
      image: image.createLiveImages({ fetcher, clock }),
    }
  }
  const sites = { aws: openSite('aws'), 'aws-cn': openSite('aws-cn') }
  const documentation: LiveDocumentation = {
    read: (url, how) => sites[findPartition(url.path)].reader.read(url, how),
    close: () => pages.close(),
  }
  return {
    documentation,
    search: await connectSearch(dispatcher, { origin, searchUrl }, clock, logger),
    image: (path, signal) => sites[findPartition(path)].image(path, signal),
    async readContents(guide, signal) {
      const { readToc } = await import('../../crawl/seeds/read-toc.ts')
      const deadline = startDeadline(CONTENTS_TIMEOUT_MS, signal)
      try {
        const { fetcher } = sites[findPartition(guide.base)]
        return await readToc(fetcher, guide, deadline.signal)
      } catch (error) {
        return { kind: 'unreachable', reason: deadline.hasPassed ? 'it did not come in time' : toMessage(error) }
      } finally {
        deadline.release()
      }
    },
    async close() {
      documentation.close()
      await extraction.close()
      await http.close()
    },
  }
}
