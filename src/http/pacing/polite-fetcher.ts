// The one way from a use case to the site: robots.txt first, then pacing, then one GET, and the same for every
// redirect. Sidecar files (contents, sitemaps) may be asked for with retries here; pages are retried by the crawl,
// whose frontier outlives the process.

import type { Fetcher, FetchOptions, FetchOutcome } from '../../core/model/fetch-outcome.ts'
import { type Partition, siteOfUrl } from '../../core/model/partition.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { createPoliteness } from './politeness.ts'
import { decideRetry } from './retry.ts'
import { LONGEST_CRAWL_DELAY_MS, type Robots, type RobotsPolicy, robotsFrom, robotsUrl } from './robots.ts'

export type PoliteOutcome = FetchOutcome | { readonly kind: 'disallowed'; readonly reason: string }

export interface PoliteFetcherOptions {
  readonly fetcher: Fetcher
  readonly clock: Clock
  readonly logger: Logger
  /** The one site that it is for: rules and pacing are a host's own. Default `aws`. */
  readonly partition?: Partition
  /** Set by hand: overrides what robots.txt asks for. */
  readonly crawlDelayMs?: number
  /** Requests under way at once. Default 8. */
  readonly concurrency?: number
  readonly random?: () => number
}

export interface GetOptions extends FetchOptions {
  /** Called when the turn has come and the request begins. */
  readonly onStart?: () => void
}

export interface PoliteFetcher {
  /** One attempt. A throttled answer backs the whole host off before it is returned. */
  get(url: string, options?: GetOptions): Promise<PoliteOutcome>
  /** Attempts until the outcome is final or the tries are used up. */
  getWithRetry(url: string, options?: GetOptions): Promise<PoliteOutcome>
  /** robots.txt, fetched once a day, and sooner when it could not be had. */
  robots(signal?: AbortSignal): Promise<Robots>
  /** So far, robots.txt included. */
  readonly counts: { readonly requests: number; readonly bytes: number }
  /**
   * Whether requests wait for one another, as robots.txt asks: one that did not begin in time is no sign of a site in
   * trouble.
   */
  readonly isPacing: boolean
  /** Between the starts of two requests, as robots.txt or the caller asks. */
  readonly delayMs: number
}

/** Throttled answers to one sidecar before it is given up for this run. */
const MAX_THROTTLED = 5
/**
 * RFC 9309, 2.4: rules older than a day are asked for again. A server that runs for weeks must also outlive an hour
 * without a network.
 */
const KEEP_RULES_MS = 24 * 60 * 60 * 1000
const KEEP_UNREACHABLE_MS = 60 * 1000

export function createPoliteFetcher(options: PoliteFetcherOptions): PoliteFetcher {
  const { fetcher, clock, logger, partition = 'aws', crawlDelayMs, concurrency = 8, random = Math.random } = options
  const robotsAt = robotsUrl(partition)
  const politeness = createPoliteness({ clock, delayMs: crawlDelayMs ?? 0, concurrency })
  const counts = { requests: 0, bytes: 0 }
  let robots: { readonly read: Promise<Robots>; until: number; readonly signal: AbortSignal | undefined } | undefined

  // A redirect is a request like any other: the rules that let the first one through are asked about it, and it waits
  // for its turn.
  async function getOnce(
    url: string,
    { onStart, ...options }: GetOptions,
    policy: RobotsPolicy | undefined,
  ): Promise<PoliteOutcome> {
    let disallowed: PoliteOutcome | undefined
    const beforeHop = async (next: string): Promise<string | undefined> => {
      if (policy && !policy.allows(next)) {
        disallowed = { kind: 'disallowed', reason: `redirects to ${next}, which robots.txt does not allow` }
        return disallowed.reason
      }
      await politeness.nextTurn(options.signal)
      counts.requests += 1
      return undefined
    }
    const outcome = await politeness.run(async () => {
      counts.requests += 1
      onStart?.()
      return fetcher.get(url, { ...options, beforeHop })
    }, options.signal)
    if (disallowed) return disallowed
    if (outcome.kind === 'fresh') counts.bytes += outcome.body.byteLength
    if (outcome.kind === 'throttled') {
      const decision = decideRetry({ outcome, attempt: 1, random: random() })
      if (decision.kind === 'retry') politeness.backOff(clock.now() + decision.afterMs)
    }
    return outcome
  }

  async function retrying(url: string, options: GetOptions, policy?: RobotsPolicy): Promise<PoliteOutcome> {
    let attempt = 1
    for (let throttled = 0; ; ) {
      const outcome = await getOnce(url, options, policy)
      if (outcome.kind === 'disallowed') return outcome
      const decision = decideRetry({ outcome, attempt, random: random() })
      if (decision.kind === 'give-up') return outcome
      if (decision.countsAttempt) attempt += 1
      else if (++throttled >= MAX_THROTTLED) return outcome
      await clock.sleep(decision.afterMs, options.signal)
    }
  }

  async function readRobots(signal: AbortSignal | undefined): Promise<Robots> {
    // Its own redirects are bound by no rules: they are not known yet.
    const outcome = await retrying(robotsAt, signal ? { signal } : {})
    const read: Robots =
      outcome.kind === 'disallowed' ? { kind: 'unreachable', reason: outcome.reason } : robotsFrom(outcome, robotsAt)
    if (crawlDelayMs !== undefined) return read
    const asked = read.kind === 'rules' ? (read.policy.crawlDelayMs ?? 0) : politeness.delayMs
    if (asked > LONGEST_CRAWL_DELAY_MS) {
      const longest = LONGEST_CRAWL_DELAY_MS / 1000
      const reason = `robots.txt asks for ${asked / 1000} s between requests: more than ${longest} s is taken for a no`
      return { kind: 'refusing', reason }
    }
    if (asked !== politeness.delayMs) {
      politeness.setDelay(asked)
      logger.info(`robots.txt asks for ${asked / 1000} s between requests`)
    }
    return read
  }

  // One reading for all callers. It is stopped by the caller who began it; the others then begin anew.
  async function rules(signal: AbortSignal | undefined): Promise<Robots> {
    for (;;) {
      if (!robots || clock.now() >= robots.until) {
        robots = { read: readRobots(signal), until: Number.POSITIVE_INFINITY, signal }
      }
      const current = robots
      try {
        const read = await current.read
        const keptMs = read.kind === 'unreachable' ? KEEP_UNREACHABLE_MS : KEEP_RULES_MS
        if (current.until === Number.POSITIVE_INFINITY) current.until = clock.now() + keptMs
        return read
      } catch (error) {
        if (robots === current) robots = undefined
        if (signal?.aborted || !current.signal?.aborted) throw error
      }
    }
  }

  async function underRules(
    url: string,
    options: GetOptions,
    get: (url: string, options: GetOptions, policy: RobotsPolicy) => Promise<PoliteOutcome>,
  ): Promise<PoliteOutcome> {
    if (siteOfUrl(url).partition !== partition) {
      return { kind: 'refused', reason: `${url} is on another site`, status: undefined }
    }
    const found = await rules(options.signal)
    if (found.kind === 'unreachable') return { kind: 'failed', reason: found.reason, status: undefined }
    if (found.kind === 'refusing') return { kind: 'disallowed', reason: found.reason }
    return found.policy.allows(url) ? get(url, options, found.policy) : { kind: 'disallowed', reason: 'robots.txt' }
  }

  return {
    get: (url, options = {}) => underRules(url, options, getOnce),
    getWithRetry: (url, options = {}) => underRules(url, options, retrying),
    robots: rules,
    counts,
    get isPacing() {
      return politeness.delayMs > 0
    },
    get delayMs() {
      return politeness.delayMs
    },
  }
}
