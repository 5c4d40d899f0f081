// What reading needs of the live site. Two implementations: fetch-live-page.ts asks it, `createOfflineDocumentation`
// never opens a socket.

import type { DocUrl } from '../core/model/doc-url.ts'
import type { ExtractedPage } from '../core/model/page.ts'
import type { CachedPage, PageCache } from '../store/page-cache/page-cache.ts'

export interface NotAsked {
  readonly kind: 'not-asked'
  readonly reason: string
  /** The settings of this program are in the way, and not the site. */
  readonly isMisconfigured?: boolean
}

export type LiveReading =
  /** `url` is where the page was found, after redirects. `fetchedAt` is milliseconds since the epoch. */
  | {
      readonly kind: 'page'
      readonly source: 'live' | 'cache'
      readonly url: DocUrl
      readonly page: ExtractedPage
      readonly fetchedAt: number
      /** Why the site was not asked or did not help, when this copy is older than it should be. */
      readonly staleBecause?: string
    }
  /** The site answered that there is no such page. */
  | { readonly kind: 'missing'; readonly reason: string /** It leads on to another page. */; readonly leadsOn?: true }
  /** Nobody was asked: offline, an open circuit, robots.txt. */
  | NotAsked
  | { readonly kind: 'failed'; readonly reason: string }

export interface LiveDocumentation {
  /**
   * One page from the cache or the site. `fresh` asks the site even when the cache holds a recent copy. Never throws.
   */
  read(url: DocUrl, options: { readonly fresh: boolean; readonly signal?: AbortSignal }): Promise<LiveReading>
  close(): void
}

/** What was read live before is still there to read; nobody is asked. */
export function createOfflineDocumentation(
  cache: Pick<PageCache, 'get' | 'close'>,
  reason: string,
  isMisconfigured = false,
): LiveDocumentation {
  return {
    async read(url) {
      const cached = cache.get(url.path)
      return cached ? toCachedReading(url, cached, reason) : { kind: 'not-asked', reason, isMisconfigured }
    },
    close: () => cache.close(),
  }
}

export function toCachedReading(url: DocUrl, { page, fetchedAt }: CachedPage, staleBecause?: string): LiveReading {
  return { kind: 'page', source: 'cache', url, page, fetchedAt, ...(staleBecause !== undefined && { staleBecause }) }
}
