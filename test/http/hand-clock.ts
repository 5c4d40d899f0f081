// A clock that a test moves by hand: sleepers wake in order of their time, and nothing waits in earnest.

import type { Clock } from '../../src/core/platform/clock.ts'

export interface HandClock extends Clock {
  /** Moves the time by `ms`, waking who is due on the way and letting them go as far as they can. */
  advance(ms: number): Promise<void>
  /** How many sleep now. */
  readonly sleeping: number
}

export function createHandClock(start = 1_000_000): HandClock {
  let now = start
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const abort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const wake = () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        const sleeper = { at: now + ms, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    async advance(ms) {
      const until = now + ms
      for (;;) {
        await settle()
        const next = [...sleepers].sort((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        sleepers.delete(next)
        now = next.at
        next.wake()
      }
      now = until
    },
    get sleeping() {
      return sleepers.size
    },
  }
}
