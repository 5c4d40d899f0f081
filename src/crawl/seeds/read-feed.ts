// A guide's feed: which pages its writers call new or changed, and when. A help for choosing what to ask first, so
// whatever is wrong with it costs nothing.

import { formatDocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import { decodeBody } from '../../extract/page/decode-body.ts'
import { parseFeed } from '../../extract/sidecar/feed.ts'
import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import { type GuideScope, isInScope } from './guide-scope.ts'

/** A plain name beside the guide's pages; anything else (another folder, another host) is not followed. */
export function isFeedName(name: string): boolean {
  return /^[\w-][\w.-]*\.(?:rss|xml)$/.test(name)
}

export interface FeedDates {
  /** The latest date of each page of the guide, by path; milliseconds since the epoch. */
  readonly dates: ReadonlyMap<string, number>
  /** Parts of the feed that were left out. */
  readonly malformed: number
}

export const NO_FEED: FeedDates = { dates: new Map(), malformed: 0 }

/** NO_FEED when the feed cannot be had. */
export async function readFeedDates(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  name: string,
  signal: AbortSignal,
): Promise<FeedDates> {
  const dates = new Map<string, number>()
  const outcome = await fetcher.get(formatDocUrl(toPath(scope.base, name, scope.locale)), { signal })
  if (outcome.kind !== 'fresh') return NO_FEED
  const { items, malformed } = parseFeed(decodeBody(outcome.body, outcome.contentType))
  for (const { link, published } of items) {
    const path = parseDocUrl(link)?.path
    if (path === undefined || published === undefined || !isInScope(path, scope)) continue
    dates.set(path, Math.max(dates.get(path) ?? 0, Date.parse(published)))
  }
  return { dates, malformed }
}
