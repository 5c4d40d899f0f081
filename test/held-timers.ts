// Time that passes when a test says so: a deadline of the product that is to run out while a server keeps silent must
// not run out before that server was asked, however slow the machine is.

import { onTestFinished, vi } from 'vitest'

export interface HeldTimers {
  /** The time of all that wait now is up. */
  pass(): void
}

/**
 * From now until the end of the test, timers of exactly `ms`, or of at least that, wait for `pass`; all others run as
 * ever. Not Vitest's fake
 * timers: those would stay behind in the HTTP client, which keeps one timer for the life of the process.
 */
export function holdTimers(ms: number | { readonly atLeast: number }): HeldTimers {
  const isHeld = (wait: number) => (typeof ms === 'number' ? wait === ms : wait >= ms.atLeast)
  const [start, clear] = [globalThis.setTimeout, globalThis.clearTimeout]
  const held = new Map<unknown, () => void>()
  const starting = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
    work: () => void,
    wait: number,
    ...more: []
  ) => {
    if (!isHeld(wait)) return start(work, wait, ...more)
    const timer = start(() => {}, 0)
    held.set(timer, () => work(...more))
    return timer
  }) as typeof setTimeout)
  const clearing = vi.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    held.delete(timer)
    clear(timer)
  })
  onTestFinished(() => {
    starting.mockRestore()
    clearing.mockRestore()
  })
  return {
    pass() {
      const due = [...held.values()]
      held.clear()
      for (const work of due) work()
    },
  }
}
