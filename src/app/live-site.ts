// The live site, made when somebody first needs it: HTTP, extraction and pacing cost time and memory that a server which finds everything in its index
// never spends. Offline, nothing here is loaded and no socket is opened.

import { existsSync } from 'node:fs'
import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/logger.ts'
import { type LiveDocumentation, offlineDocumentation } from '../read/live-documentation.ts'
import { type LiveSearch, noLiveSearch } from '../search/live-search.ts'
import type { PageCache } from '../store/page-cache.ts'
import { connectSearch } from './connect-search.ts'

export interface LiveSite {
  readonly documentation: LiveDocumentation
  readonly search: LiveSearch
  close(): Promise<void>
}

export interface LiveSiteOptions {
  readonly offline: boolean
  readonly origin: string | undefined
  readonly searchUrl: string | undefined
  readonly cacheFile: string
  readonly clock: Clock
  readonly logger: Logger
}

export function createLiveSite(options: LiveSiteOptions): LiveSite {
  let parts: Promise<LiveSite> | undefined
  const load = () => {
    parts ??= options.offline ? stayOffline(options) : connect(options)
    return parts
  }
  return {
    documentation: { read: async (url, how) => (await load()).documentation.read(url, how), close: () => {} },
    search: { search: async (query, signal) => (await load()).search.search(query, signal) },
    close: async () => (await parts)?.close(),
  }
}

const OFFLINE = 'this is offline mode'

// Opens no socket. The cache is looked into when there is one, and not made.
async function stayOffline({ cacheFile }: LiveSiteOptions): Promise<LiveSite> {
  const none = { get: () => undefined, close: () => {} }
  const documentation = offlineDocumentation(existsSync(cacheFile) ? await openCache(cacheFile) : none, OFFLINE)
  return { documentation, search: noLiveSearch(OFFLINE), close: async () => documentation.close() }
}

async function openCache(file: string): Promise<PageCache> {
  const [{ openPageCache }, { EXTRACTION_VERSION }] = await Promise.all([
    import('../store/page-cache.ts'),
    import('../extract/extraction-version.ts'),
  ])
  return openPageCache(file, { contentVersion: EXTRACTION_VERSION })
}

async function connect({ origin, searchUrl, cacheFile, clock, logger }: LiveSiteOptions): Promise<LiveSite> {
  const [client, polite, breaker, dispatch, page, thread, pages] = await Promise.all([
    import('../http/client.ts'),
    import('../http/polite-fetcher.ts'),
    import('../http/circuit-breaker.ts'),
    import('../http/dispatcher.ts'),
    import('../read/fetch-live-page.ts'),
    import('../extract/worker/extract-in-thread.ts'),
    openCache(cacheFile),
  ])
  const dispatcher = dispatch.createDispatcher()
  const http = client.createHttpClient({ clock, dispatcher, ...(origin !== undefined && { origin }) })
  const fetcher = polite.createPoliteFetcher({ fetcher: http, clock, logger, concurrency: 2 })
  const extraction = thread.extractionThread({ clock })
  const documentation = page.createLiveDocumentation({
    fetcher,
    cache: pages,
    circuit: breaker.createCircuitBreaker(),
    clock,
    extract: extraction.extract,
  })
  return {
    documentation,
    search: await connectSearch(dispatcher, { origin, searchUrl }, clock),
    async close() {
      documentation.close()
      await extraction.close()
      await http.close()
    },
  }
}
