// A token bucket for each client address. Small on purpose: its memory is bounded whoever asks, and it knows nothing of
// proxies (behind one, all clients are one address: limit there instead).

import { isIPv6 } from 'node:net'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../core/platform/clock.ts'

/** Undefined when the request may pass, else seconds to wait. */
export type RateLimit = (address: string) => number | undefined | Promise<number | undefined>

interface Bucket {
  tokens: number
  filledAt: number
}

const MOST_BUCKETS = 10_000

/** `perSecond` requests on average and twice as many at once; 0 lets everything pass. */
export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  if (perSecond <= 0) return () => undefined
  const size = perSecond * 2
  // Who has not asked for longest is forgotten first.
  const buckets = new LRUCache<string, Bucket>({ max: MOST_BUCKETS })
  return (address) => {
    const key = toKey(address)
    const now = clock.now()
    const bucket = buckets.get(key) ?? { tokens: size, filledAt: now }
    buckets.set(key, bucket)
    bucket.tokens = Math.min(size, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond)
    bucket.filledAt = now
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond)
    bucket.tokens -= 1
    return undefined
  }
}

// Who has one IPv6 address usually has the whole /64.
function toKey(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const groups = address.replace(/%.*$/, '').split('::')
  const head = (groups[0] ?? '').split(':').filter(Boolean)
  const tail = groups.length > 1 ? (groups[1] ?? '').split(':').filter(Boolean) : []
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return [...head, ...zeros, ...tail].slice(0, 4).join(':')
}
