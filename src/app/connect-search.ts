// The live search over a pool of sockets. That of the site is asked about the site, never where a mirror stands in for it.

import type { Clock } from '../core/clock.ts'
import type { Logger } from '../core/logger.ts'
import type { Dispatcher } from '../http/dispatcher.ts'
import { createLiveSearch, LIVE_SEARCH_URL, type LiveSearch, noLiveSearch } from '../search/live-search.ts'

/** A search is a help beside local hits: nobody waits long for it. */
const SEARCH_TIMEOUT_MS = 5000
const MIRROR = 'AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_SEARCH_URL no live search for it'

export async function connectSearch(
  dispatcher: Dispatcher,
  { origin, searchUrl }: { readonly origin: string | undefined; readonly searchUrl: string | undefined },
  clock: Clock,
  logger?: Logger,
): Promise<LiveSearch> {
  if (origin !== undefined && searchUrl === undefined) return noLiveSearch(MIRROR)
  const [{ createCircuitBreaker }, { postJson }, { userAgent }] = await Promise.all([
    import('../http/circuit-breaker.ts'),
    import('../http/post-json.ts'),
    import('../http/user-agent.ts'),
  ])
  const post = (body: unknown, signal?: AbortSignal) =>
    postJson(searchUrl ?? LIVE_SEARCH_URL, body, {
      dispatcher,
      userAgent: userAgent(),
      timeoutMs: SEARCH_TIMEOUT_MS,
      now: clock.now(),
      ...(signal && { signal }),
    })
  return createLiveSearch({ post, circuit: createCircuitBreaker(), clock, ...(logger && { logger }) })
}
