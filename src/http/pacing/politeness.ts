// Pacing of requests to one host, on p-queue. Two clocks: the crawl-delay (time between the starts of requests) and the
// back-off (a time before which the host wants no request at all). A request starts when both have run out.

import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import type { Clock } from '../../core/platform/clock.ts'

export interface Politeness {
  /** Runs `task` when its turn has come. Rejects with the signal's reason when aborted while waiting. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** For a task under way that makes a further request: waits as long as `run` would, without standing in line. */
  nextTurn(signal?: AbortSignal): Promise<void>
  /** Nothing starts before `until` (milliseconds since the epoch); never shortens an earlier back-off. */
  backOff(until: number): void
  setDelay(delayMs: number): void
  readonly delayMs: number
}

export interface PolitenessOptions {
  readonly clock: Clock
  readonly delayMs: number
  /** Requests under way at once. With a delay, starts are still that far apart. */
  readonly concurrency: number
}

export function createPoliteness({ clock, concurrency, ...options }: PolitenessOptions): Politeness {
  const queue = new PQueue({ concurrency })
  let delayMs = options.delayMs
  let nextStart = 0
  let backOffUntil = 0
  let bookings = 0

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

  // Each task books its start before it waits, so that two tasks never wait for the same moment. After the wait the
  // back-off may have grown.
  async function waitForTurn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const now = readClock()
      const start = Math.max(now, nextStart, backOffUntil)
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
      if (readClock() >= backOffUntil) return
    }
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted()
      // Every request of a crawl hangs on the same signal and lets go of it when it is done: many listeners are no
      // leak.
      if (signal) setMaxListeners(0, signal)
      const turn = async () => {
        await waitForTurn(signal)
        signal?.throwIfAborted()
        return task()
      }
      // The queue lets go of what was aborted while it stood in line.
      return queue.add(turn, signal ? { signal } : {})
    },
    nextTurn: waitForTurn,
    backOff(until) {
      readClock()
      backOffUntil = Math.max(backOffUntil, until)
    },
    setDelay(ms) {
      delayMs = ms
    },
    get delayMs() {
      return delayMs
    },
  }
}
