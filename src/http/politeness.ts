// Pacing of requests to one host, on p-queue. Two clocks: the crawl-delay (time between the starts of requests) and the back-off (a time before which
// the host wants no request at all). A request starts when both have run out.

import PQueue from 'p-queue'
import type { Clock } from '../core/clock.ts'

export interface Politeness {
  /** Runs `task` when its turn has come. Rejects with the signal's reason when aborted while waiting. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
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

  // Each task books its start before it waits, so that two tasks never wait for the same moment. After the wait the back-off may have grown.
  async function waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const now = clock.now()
      const start = Math.max(now, Math.min(nextStart, now + delayMs * concurrency), backOffUntil)
      if (delayMs > 0) nextStart = start + delayMs
      if (start > now) await clock.sleep(start - now, signal)
      if (clock.now() >= backOffUntil) return
    }
  }

  return {
    async run(task, signal) {
      return queue.add(async () => {
        signal?.throwIfAborted()
        await waitForTurn(signal)
        signal?.throwIfAborted()
        return task()
      })
    },
    backOff(until) {
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
