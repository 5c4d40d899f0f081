// The one way from a use case to the site: robots.txt first, then the scheduler of the host, then one GET, and the same
// for every redirect. Sidecar files (contents, sitemaps) may be asked for with retries here; pages are retried by the
// crawl, whose frontier outlives the process. Whether to try again is decided by the scheduler for both.

import type { Fetcher, FetchOptions, FetchOutcome } from '../../core/model/fetch-outcome.ts'
import { getSiteByUrl, type Partition } from '../../core/model/partition.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { startDeadline } from '../../core/platform/deadline.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { Trouble } from './circuit-breaker.ts'
import { type HostScheduler, isTrouble, type NotAsked } from './host-scheduler.ts'
import type { RetryDecision } from './retry.ts'
import { getRobotsUrl, LONGEST_CRAWL_DELAY_MS, type Robots, type RobotsPolicy, toRobots } from './robots.ts'

export type PoliteOutcome =
  | Exclude<FetchOutcome, Trouble>
  /** `retry`: whether another try is worth it, and when. */
  | (Trouble & { readonly retry: RetryDecision })
  | { readonly kind: 'disallowed'; readonly reason: string }
  | NotAsked

export interface PoliteFetcherOptions {
  readonly fetcher: Fetcher
  readonly host: HostScheduler
  readonly clock: Clock
  readonly logger: Logger
  /** The one site that it is for: rules and pacing are a host's own. Default `aws`. */
  readonly partition?: Partition
  /** Set by hand: overrides what robots.txt asks for. */
  readonly crawlDelayMs?: number
}

export interface GetOptions extends FetchOptions {
  /** Attempts at this URL that counted so far, this one included. Default 1. */
  readonly attempt?: number
  /** For the whole question, robots.txt and waiting for the turn included; what does not come in time is an outcome. */
  readonly withinMs?: number
}

export interface PoliteFetcher {
  /** One attempt. Rejects only with the signal's reason. */
  get(url: string, options?: GetOptions): Promise<PoliteOutcome>
  /** Attempts until the outcome is final or the tries are used up. */
  getWithRetry(url: string, options?: GetOptions): Promise<PoliteOutcome>
  /** robots.txt, fetched once a day, and sooner when it could not be had. */
  getRobots(signal?: AbortSignal): Promise<Robots>
  readonly host: HostScheduler
  /** So far, robots.txt included. */
  readonly counts: { readonly requests: number; readonly bytes: number }
}

/** Tries of one sidecar that did not count (it was throttled, say) before it is given up for this run. */
const MAX_UNCOUNTED = 5
/**
 * RFC 9309, 2.4: rules older than a day are asked for again. A server that runs for weeks must also outlive an hour
 * without a network.
 */
const KEEP_RULES_MS = 24 * 60 * 60 * 1000
const KEEP_UNREACHABLE_MS = 60 * 1000

/** What is asked, and how far it has come. */
interface Question {
  readonly url: string
  readonly options: FetchOptions
  readonly attempt: number
  hasBegun: boolean
  hasAnswered: boolean
}

export function createPoliteFetcher(options: PoliteFetcherOptions): PoliteFetcher {
  const { fetcher, host, clock, logger, partition = 'aws', crawlDelayMs } = options
  const robotsAt = getRobotsUrl(partition)
  if (crawlDelayMs !== undefined) host.setDelay(crawlDelayMs)
  const counts = { requests: 0, bytes: 0 }
  let robots: { readonly read: Promise<Robots>; until: number; readonly signal: AbortSignal | undefined } | undefined

  // A redirect is a request like any other: the rules that let the first one through are asked about it, and it waits
  // for its turn.
  async function getOnce(
    question: Question,
    policy?: RobotsPolicy,
  ): Promise<FetchOutcome | Exclude<PoliteOutcome, Trouble>> {
    const { url, options } = question
    let disallowed: (PoliteOutcome & { kind: 'disallowed' }) | undefined
    const beforeHop = async (next: string): Promise<string | undefined> => {
      if (policy && !policy.allows(next)) {
        disallowed = { kind: 'disallowed', reason: `redirects to ${next}, which robots.txt does not allow` }
        return disallowed.reason
      }
      await host.waitForTurn(options.signal)
      counts.requests += 1
      return undefined
    }
    const onAnswer = () => {
      question.hasAnswered = true
      options.onAnswer?.()
    }
    const outcome = await host.run(async () => {
      counts.requests += 1
      question.hasBegun = true
      return fetcher.get(url, { ...options, onAnswer, beforeHop })
    }, options.signal)
    if (disallowed) return disallowed
    if (outcome.kind === 'fresh') counts.bytes += outcome.body.byteLength
    return outcome
  }

  async function getWithRetries(question: Question, policy?: RobotsPolicy): Promise<PoliteOutcome> {
    let { attempt } = question
    for (let uncounted = 0; ; ) {
      const outcome = await getOnce(question, policy)
      if (!isTrouble(outcome)) return outcome
      const retry = host.decide(outcome, attempt)
      if (retry.kind === 'give-up' || !host.waitsFor(outcome)) return { ...outcome, retry }
      if (retry.countsAttempt) attempt += 1
      else if (++uncounted >= MAX_UNCOUNTED) return { ...outcome, retry }
      await clock.sleep(retry.afterMs, question.options.signal)
    }
  }

  async function readRobots(signal: AbortSignal | undefined): Promise<Robots> {
    // Its own redirects are bound by no rules: they are not known yet.
    const outcome = await getWithRetries(ask(robotsAt, signal ? { signal } : {}))
    const read: Robots =
      outcome.kind === 'disallowed' || outcome.kind === 'not-asked'
        ? { kind: 'unreachable', reason: outcome.reason }
        : toRobots(outcome, robotsAt)
    if (crawlDelayMs !== undefined) return read
    const asked = read.kind === 'rules' ? (read.policy.crawlDelayMs ?? 0) : host.delayMs
    if (asked > LONGEST_CRAWL_DELAY_MS) {
      const longest = LONGEST_CRAWL_DELAY_MS / 1000
      const reason = `robots.txt asks for ${asked / 1000} s between requests: more than ${longest} s is taken for a no`
      return { kind: 'refusing', reason }
    }
    if (asked !== host.delayMs) {
      host.setDelay(asked)
      logger.info(`robots.txt asks for ${asked / 1000} s between requests`)
    }
    return read
  }

  // One reading for all callers. It is stopped by the caller who began it; the others then begin anew.
  async function getRules(signal: AbortSignal | undefined): Promise<Robots> {
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

  type Get = (question: Question, policy: RobotsPolicy) => Promise<FetchOutcome | PoliteOutcome>

  async function getUnderRules(question: Question, get: Get): Promise<FetchOutcome | PoliteOutcome> {
    const { url, options } = question
    const found = await getRules(options.signal)
    if (found.kind === 'unreachable') return { kind: 'failed', reason: found.reason, status: undefined }
    if (found.kind === 'refusing') return { kind: 'disallowed', reason: found.reason }
    return found.policy.allows(url) ? get(question, found.policy) : { kind: 'disallowed', reason: 'robots.txt' }
  }

  // The host is told once, what the question came to; and whoever asked, whether it is worth asking again.
  function settle(question: Question, outcome: FetchOutcome | PoliteOutcome): PoliteOutcome {
    const { hasAnswered } = question
    if (outcome.kind === 'not-asked' || (outcome.kind === 'disallowed' && !hasAnswered)) return outcome
    host.record(outcome, { hasAnswered })
    if (!isTrouble(outcome) || 'retry' in outcome) return outcome
    return { ...outcome, retry: host.decide(outcome, question.attempt) }
  }

  async function getSettled(
    url: string,
    { attempt, withinMs, ...asked }: GetOptions,
    get: Get,
  ): Promise<PoliteOutcome> {
    if (getSiteByUrl(url).partition !== partition) {
      return { kind: 'refused', reason: `${url} is on another site`, status: undefined }
    }
    const refused = host.findRefusal()
    if (refused) return refused
    const deadline = withinMs === undefined ? undefined : startDeadline(withinMs, asked.signal)
    const question = ask(url, { ...asked, ...(deadline && { signal: deadline.signal }) }, attempt)
    try {
      return settle(question, await getUnderRules(question, get))
    } catch (error) {
      if (withinMs === undefined || !deadline?.hasPassed || asked.signal?.aborted) throw error
      return settle(question, reportLate(question, withinMs))
    } finally {
      deadline?.release()
    }
  }

  function reportLate({ hasBegun, hasAnswered }: Question, withinMs: number): PoliteOutcome | FetchOutcome {
    const within = `within ${withinMs / 1000} s`
    // No sign of a site in trouble.
    if (!hasBegun && host.delayMs > 0) {
      const reason = `its turn did not come ${within}: robots.txt asks for a pause between requests`
      return { kind: 'not-asked', reason }
    }
    const reason = hasAnswered ? `the page did not come whole ${within}` : `the site did not answer ${within}`
    return { kind: 'failed', reason, status: undefined }
  }

  return {
    get: (url, options = {}) => getSettled(url, options, getOnce),
    getWithRetry: (url, options = {}) => getSettled(url, options, getWithRetries),
    getRobots: getRules,
    host,
    counts,
  }
}

function ask(url: string, options: FetchOptions, attempt = 1): Question {
  return { url, options, attempt, hasBegun: false, hasAnswered: false }
}
