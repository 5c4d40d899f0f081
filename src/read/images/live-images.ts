// One image from the live site, under the same rules and pace as a page, checked, and kept in memory for a while.
// Somebody looks at the page meanwhile: one GET, no retries, and where many wait already, none.

import { LRUCache } from 'lru-cache'
import { type CheckedImage, getImageUrl, MAX_IMAGE_BYTES, readClaimedType } from '../../core/model/image.ts'
import { checkImage } from '../../core/model/image-header.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { PoliteFetcher, PoliteOutcome } from '../../http/pacing/polite-fetcher.ts'

export type LiveImage =
  | { readonly kind: 'image'; readonly image: CheckedImage }
  /** `isFinal`: the site was asked, and another question would bring nothing else. */
  | { readonly kind: 'none'; readonly reason: string; readonly isFinal: boolean }

/** `path` as core/model/image.ts has it. Never throws. */
export type ReadLiveImage = (path: string, signal?: AbortSignal) => Promise<LiveImage>

export interface LiveImageSource {
  readonly fetcher: PoliteFetcher
  readonly clock: Clock
  /** robots.txt and waiting for the turn included. Default 15 s. */
  readonly timeoutMs?: number
}

const MAX_CACHE_BYTES = 32 * 1024 * 1024
const KEEP_MS = 24 * 3_600_000
const KEEP_FAILURE_MS = 5 * 60_000
const MOST_WAITING = 32
/** Where the site wants pauses, each delays the pages that others ask for. */
const MOST_WAITING_PACED = 4

export function createLiveImages({ fetcher, clock, timeoutMs = 15_000 }: LiveImageSource): ReadLiveImage {
  const cache = new LRUCache<string, { readonly live: LiveImage; readonly at: number }>({
    maxSize: MAX_CACHE_BYTES,
    sizeCalculation: ({ live }) => 500 + (live.kind === 'image' ? live.image.bytes.length : 0),
  })
  let waiting = 0
  return async (path, signal) => {
    const found = cache.get(path)
    const now = clock.now()
    if (found && Math.abs(now - found.at) < (found.live.kind === 'image' ? KEEP_MS : KEEP_FAILURE_MS)) return found.live
    const refused = fetcher.host.findRefusal()
    if (refused) return makeNone(refused.reason)
    if (waiting >= (fetcher.host.delayMs > 0 ? MOST_WAITING_PACED : MOST_WAITING))
      return makeNone('other images are being asked for')
    waiting += 1
    try {
      const options = { withinMs: timeoutMs, maxBytes: MAX_IMAGE_BYTES, ...(signal && { signal }) }
      const live = getImage(path, await fetcher.get(getImageUrl(path), options))
      if (live.kind === 'image' || live.isFinal) cache.set(path, { live, at: clock.now() })
      return live
    } catch (error) {
      if (!signal?.aborted) throw error
      return makeNone('the request was cancelled')
    } finally {
      waiting -= 1
    }
  }
}

function getImage(path: string, outcome: PoliteOutcome): LiveImage {
  if (outcome.kind === 'fresh') {
    const checked = checkImage(outcome.body, readClaimedType(outcome.contentType, path))
    return checked.kind === 'image' ? checked : makeNone(checked.reason, true)
  }
  if (outcome.kind === 'gone') return makeNone(`the site answered ${outcome.status}`, true)
  if ('reason' in outcome) return makeNone(outcome.reason, outcome.kind !== 'failed' && outcome.kind !== 'not-asked')
  return makeNone(`the site answered ${outcome.kind === 'throttled' ? outcome.status : 304}`)
}

function makeNone(reason: string, isFinal = false): LiveImage {
  return { kind: 'none', reason, isFinal }
}
