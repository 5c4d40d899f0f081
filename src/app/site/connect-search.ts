// The live search over a pool of sockets. That of the site is asked about the site, never where a mirror stands in for
// it.

import type { Clock } from '../../core/platform/clock.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { Dispatcher } from '../../http/client/dispatcher.ts'
import {
  createLiveSearch,
  createNoLiveSearch,
  LIVE_SEARCH_URL,
  type LiveSearch,
} from '../../search/live/live-search.ts'

/** A search is a help beside local hits: nobody waits long for it. */
const SEARCH_TIMEOUT_MS = 5000
/** As many as there are connections. */
const MOST_AT_ONCE = 16
const MIRROR = 'AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_SEARCH_URL no live search for it'

export async function connectSearch(
  dispatcher: Dispatcher,
  { origin, searchUrl }: { readonly origin: string | undefined; readonly searchUrl: string | undefined },
  clock: Clock,
  logger?: Logger,
): Promise<LiveSearch> {
  if (origin !== undefined && searchUrl === undefined) return createNoLiveSearch(MIRROR)
  const [{ createHostScheduler }, { postJson }, { makeUserAgent }] = await Promise.all([
    import('../../http/pacing/host-scheduler.ts'),
    import('../../http/client/post-json.ts'),
    import('../../http/client/user-agent.ts'),
  ])
  const post = (body: unknown, signal?: AbortSignal) =>
    postJson(searchUrl ?? LIVE_SEARCH_URL, body, {
      dispatcher,
      userAgent: makeUserAgent(),
      timeoutMs: SEARCH_TIMEOUT_MS,
      now: clock.now(),
      ...(signal && { signal }),
    })
  const host = createHostScheduler({ clock, concurrency: MOST_AT_ONCE })
  return createLiveSearch({ post, host, clock, ...(logger && { logger }) })
}
