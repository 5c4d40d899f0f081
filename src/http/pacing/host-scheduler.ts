// When a host is asked, and whether it is asked again. One object a host, made by the composition root; whoever fetches
// goes through it. It owns the slots and the line (p-queue), the crawl-delay (time between the starts of requests), the
// back-off (a time before which the host wants no request at all) and the circuit breaker. What a single page has of it
// (its attempts, its next try) is kept by whoever has the page, as it was decided here.

import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import type { FetchOutcome } from '../../core/model/fetch-outcome.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { ANSWERING, type CircuitState, createCircuitBreaker, type Tolerance, type Trouble } from './circuit-breaker.ts'
import { decideRetry, type RetryDecision } from './retry.ts'

/** Nobody was asked. `reason` is for people. */
export interface NotAsked {
  readonly kind: 'not-asked'
  readonly reason: string
}

/** Any real answer, good or bad. */
export interface Answered {
  readonly kind: 'answered' | 'disallowed' | Exclude<FetchOutcome, Trouble>['kind']
}

export interface HostScheduler {
  /**
   * Runs `task` when its turn has come. Rejects with the signal's reason when aborted while waiting. Where nobody waits
   * for a host in trouble (Tolerance.waits), or it is given up, nothing is run.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T | NotAsked>
  /** For a task under way that makes a further request: waits as long as `run` would, without standing in line. */
  waitForTurn(signal?: AbortSignal): Promise<void>
  /** Why a question would not be asked now; undefined when it would. */
  findRefusal(): NotAsked | undefined
  /** What a question came to, its further tries included. `hasAnswered`: an answer had begun to come. */
  record(outcome: Answered | Trouble, options?: { readonly hasAnswered?: boolean }): void
  /**
   * Whether to try again after an attempt that came to `trouble`, and when; throttling backs the whole host off.
   * `attempt` as in decideRetry.
   */
  decide(trouble: Trouble, attempt: number): RetryDecision
  /** Whether another try of a question is worth waiting for: not where the site asks to stay away for long. */
  waitsFor(trouble: Trouble): boolean
  getState(): CircuitState
  /** Questions that may be under way: one, while a crawl waits for a host in trouble. */
  readonly slots: number
  setDelay(delayMs: number): void
  readonly delayMs: number
}

export interface HostOptions {
  readonly clock: Clock
  /** Default: that of somebody who waits for an answer. */
  readonly tolerance?: Tolerance
  /** Between the starts of two requests, until robots.txt is known. Default 0. */
  readonly delayMs?: number
  /** Requests under way at once. With a delay, starts are still that far apart. Default 8. */
  readonly concurrency?: number
  /** Jitter: a number in [0, 1). */
  readonly random?: () => number
  readonly onTrouble?: HearTrouble
}

/**
 * Called when the circuit opens after it was closed, and with undefined when the host answers again. `since`: when the
 * first question came to trouble of those in a row that opened it.
 */
export type HearTrouble = (trouble: Trouble | undefined, since: number) => void

export const DEFAULT_CONCURRENCY = 8

export function createHostScheduler(options: HostOptions): HostScheduler {
  const { clock, tolerance = ANSWERING, concurrency = DEFAULT_CONCURRENCY, onTrouble } = options
  const { random = Math.random } = options
  const queue = new PQueue({ concurrency })
  const breaker = createCircuitBreaker(tolerance)
  let delayMs = options.delayMs ?? 0
  let nextStart = 0
  let backOffUntil = 0
  let backedOffBy: Trouble | undefined
  let bookings = 0
  let isProbing = false
  let troubleSince: number | undefined

  // A clock set back would hold everything for as long as it was: both times move with it.
  let seen = 0
  function readClock(): number {
    const now = clock.now()
    const setBack = Math.max(0, seen - now)
    nextStart -= setBack
    backOffUntil -= setBack
    seen = now
    return now
  }

  // While there is trouble the back-off is part of the pause; where nobody waits it is one by itself, even if an answer
  // that was under way has closed the circuit since.
  function getState(): CircuitState {
    const now = readClock()
    const found = breaker.getState(now)
    if (found.kind === 'open') return { ...found, retryAt: Math.max(backOffUntil, found.retryAt) }
    if (!backedOffBy || backOffUntil <= now || found.kind === 'given-up') return found
    const isPause = found.kind === 'half-open' || !tolerance.waits
    return isPause ? { kind: 'open', trouble: backedOffBy, retryAt: backOffUntil } : found
  }

  function holdUntil(): number {
    const circuit = tolerance.waits ? getState() : undefined
    return circuit?.kind === 'open' ? circuit.retryAt : backOffUntil
  }

  function findRefusal(): NotAsked | undefined {
    const circuit = getState()
    if (circuit.kind === 'given-up') return makeNotAsked(`${describe(circuit.trouble)}; it is asked nothing more`)
    if (tolerance.waits || circuit.kind === 'closed') return undefined
    const trouble = describe(circuit.trouble)
    if (circuit.kind === 'open') {
      return makeNotAsked(`${trouble}; it will be asked again after ${new Date(circuit.retryAt).toISOString()}`)
    }
    return isProbing ? makeNotAsked(`${trouble}; it is being tried again now`) : undefined
  }

  // Each task books its start before it waits, so that two tasks never wait for the same moment. After the wait the
  // back-off may have grown.
  async function waitForTurn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const now = readClock()
      const start = Math.max(now, nextStart, holdUntil())
      const delayed = start + delayMs - nextStart
      nextStart = start + delayMs
      const booking = ++bookings
      try {
        if (start > now) await clock.sleep(start - now, signal)
      } catch (error) {
        // Whoever booked later waits for a time counted from this one; the last one gives its time back.
        if (booking === bookings) {
          bookings--
          nextStart -= delayed
        }
        throw error
      }
      if (readClock() >= holdUntil()) return
    }
  }

  // One question shows whether the trouble is over; meanwhile nobody else waits for it.
  async function runTask<T>(task: () => Promise<T>): Promise<T | NotAsked> {
    const refused = findRefusal()
    if (refused) return refused
    const isProbe = getState().kind === 'half-open'
    if (isProbe) isProbing = true
    try {
      return await task()
    } finally {
      if (isProbe) isProbing = false
    }
  }

  const countSlots = () => (tolerance.waits && breaker.getState(clock.now()).kind !== 'closed' ? 1 : concurrency)

  return {
    async run(task, signal) {
      signal?.throwIfAborted()
      const refused = findRefusal()
      if (refused) return refused
      // Every request of a crawl hangs on the same signal and lets go of it when it is done: many listeners are no
      // leak.
      if (signal) setMaxListeners(0, signal)
      const turn = async () => {
        await waitForTurn(signal)
        signal?.throwIfAborted()
        return runTask(task)
      }
      // The queue lets go of what was aborted while it stood in line.
      return queue.add(turn, signal ? { signal } : {})
    },
    waitForTurn: waitForTurn,
    findRefusal,
    record(outcome, { hasAnswered = false } = {}) {
      const wasClosed = breaker.getState(clock.now()).kind === 'closed'
      if (!isTrouble(outcome)) breaker.recordAnswer()
      else if (hasAnswered && outcome.kind === 'failed' && !tolerance.countsBadAnswers) return
      else breaker.recordTrouble(outcome, readClock())
      queue.concurrency = countSlots()
      const { kind } = breaker.getState(clock.now())
      troubleSince = isTrouble(outcome) ? (troubleSince ?? clock.now()) : undefined
      if (wasClosed && kind === 'open' && isTrouble(outcome)) onTrouble?.(outcome, troubleSince ?? clock.now())
      if (!wasClosed && kind === 'closed') onTrouble?.(undefined, clock.now())
    },
    decide(trouble, attempt) {
      const isHostInTrouble = breaker.getState(readClock()).kind !== 'closed'
      const decision = decideRetry({ outcome: trouble, attempt, isHostInTrouble, random: random() })
      if (trouble.kind === 'throttled' && decision.kind === 'retry') {
        backOffUntil = Math.max(backOffUntil, clock.now() + decision.afterMs)
        backedOffBy = trouble
      }
      return decision
    },
    waitsFor: (trouble) => trouble.kind === 'failed' || (trouble.retryAfterMs ?? 0) <= tolerance.longestRetryAfterMs,
    getState,
    get slots() {
      return countSlots()
    },
    setDelay(ms) {
      delayMs = ms
    },
    get delayMs() {
      return delayMs
    },
  }
}

export function isTrouble(outcome: { readonly kind: string }): outcome is Trouble {
  return outcome.kind === 'throttled' || outcome.kind === 'failed'
}

function makeNotAsked(reason: string): NotAsked {
  return { kind: 'not-asked', reason }
}

function describe(trouble: Trouble): string {
  return trouble.kind === 'throttled' ? 'the site asked to slow down' : trouble.reason
}
