// The live search over a pool of sockets.

import type { Clock } from '../core/clock.ts'
import type { Dispatcher } from '../http/dispatcher.ts'
import type { LiveSearch } from '../search/live-search.ts'

/** A search is a help beside local hits: nobody waits long for it. */
const SEARCH_TIMEOUT_MS = 5000

export async function connectSearch(
  dispatcher: Dispatcher,
  searchUrl: string | undefined,
  clock: Clock,
): Promise<LiveSearch> {
  const [{ createLiveSearch, LIVE_SEARCH_URL }, { createCircuitBreaker }, { postJson }, { userAgent }] =
    await Promise.all([
      import('../search/live-search.ts'),
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
  return createLiveSearch({ post, circuit: createCircuitBreaker(), clock })
}
