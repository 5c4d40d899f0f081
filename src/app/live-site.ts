// The live site, made when somebody first needs it: HTTP, extraction and pacing cost time and memory that a server which finds everything in its index
// never spends. Offline, nothing here is loaded and no socket is opened.

import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/logger.ts'
import { type LiveDocumentation, offlineDocumentation } from '../read/live-documentation.ts'
import { type LiveSearch, offlineSearch } from '../search/live-search.ts'
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

export const OFFLINE_SITE: LiveSite = {
  documentation: offlineDocumentation,
  search: offlineSearch,
  close: async () => {},
}

export function createLiveSite(options: LiveSiteOptions): LiveSite {
  if (options.offline) return OFFLINE_SITE
  let parts: Promise<LiveSite> | undefined
  const load = () => {
    parts ??= connect(options)
    return parts
  }
  return {
    documentation: { read: async (url, how) => (await load()).documentation.read(url, how), close: () => {} },
    search: { search: async (query, signal) => (await load()).search.search(query, signal) },
    close: async () => (await parts)?.close(),
  }
}

async function connect({ origin, searchUrl, cacheFile, clock, logger }: LiveSiteOptions): Promise<LiveSite> {
  const [client, polite, breaker, dispatch, page, cache] = await Promise.all([
    import('../http/client.ts'),
    import('../http/polite-fetcher.ts'),
    import('../http/circuit-breaker.ts'),
    import('../http/dispatcher.ts'),
    import('../read/fetch-live-page.ts'),
    import('../store/page-cache.ts'),
  ])
  const dispatcher = dispatch.createDispatcher()
  const http = client.createHttpClient({ clock, dispatcher, ...(origin !== undefined && { origin }) })
  const fetcher = polite.createPoliteFetcher({ fetcher: http, clock, logger, concurrency: 2 })
  const pages = await cache.openPageCache(cacheFile)
  const documentation = page.createLiveDocumentation({
    fetcher,
    cache: pages,
    circuit: breaker.createCircuitBreaker(),
    clock,
  })
  return {
    documentation,
    search: await connectSearch(dispatcher, searchUrl, clock),
    async close() {
      documentation.close()
      await http.close()
    },
  }
}
