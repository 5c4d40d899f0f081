// The loop of a pass: leases pages while there are slots, waits for what is due, and stops when told, when patience is out or when nothing is left.
// What is done with a page is the caller's.

import type { Clock } from '../core/clock.ts'
import { type Lease, leaseNext, nextDueAt } from '../store/frontier.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import type { Patience } from './patience.ts'

export interface FrontierWork {
  readonly db: SqlDatabase
  readonly clock: Clock
  readonly guideId: number
  readonly patience: Patience
  readonly signal: AbortSignal
  /** Pages to be finished at most. */
  readonly maxPages: number
  /** Only pages of a smaller priority; all when undefined. */
  readonly below?: number
  /** Says whether the page is finished: false when it was handed back for another try. `signal` aborts when the pass stops, for whatever reason. */
  handle(lease: Lease, signal: AbortSignal): Promise<boolean>
}

export type WorkEnd = 'empty' | 'max-pages' | 'aborted' | 'exhausted'

/** Throws what `handle` or the frontier throws, after the pages under way have ended. */
export async function workFrontier(work: FrontierWork): Promise<WorkEnd> {
  const { db, clock, guideId, patience, below } = work
  // Pages under way may be waiting for their turn for long; nothing is worth waiting for once the pass is to end.
  const stop = new AbortController()
  const signal = AbortSignal.any([work.signal, stop.signal])
  const running = new Set<Promise<void>>()
  let finished = 0
  let failure: { error: unknown } | undefined
  const run = async (lease: Lease) => {
    try {
      if (await work.handle(lease, signal)) finished += 1
    } catch (error) {
      failure ??= { error }
    }
  }
  // The next page, or what to do when there is none to lease now.
  const next = (): Lease | WorkEnd | 'wait' | { readonly sleepUntil: number } => {
    const now = clock.now()
    if (work.signal.aborted) return 'aborted'
    if (patience.exhausted !== undefined) return 'exhausted'
    if (finished >= work.maxPages) return 'max-pages'
    if (now < patience.pauseUntil) return running.size > 0 ? 'wait' : { sleepUntil: patience.pauseUntil }
    if (running.size >= patience.slots || finished + running.size >= work.maxPages) return 'wait'
    const lease = leaseNext(db, guideId, now, below)
    if (lease) return lease
    if (running.size > 0) return 'wait'
    const due = nextDueAt(db, guideId, below)
    return due === undefined ? 'empty' : { sleepUntil: due }
  }
  // The frontier is on a disk that may be full or busy; that too must not leave pages running.
  const tryNext = (): ReturnType<typeof next> => {
    try {
      return next()
    } catch (error) {
      failure = { error }
      return 'aborted'
    }
  }
  for (;;) {
    const step = failure ? 'aborted' : tryNext()
    if (step === 'wait') await Promise.race(running)
    else if (typeof step === 'string') {
      stop.abort()
      await Promise.all(running)
      if (failure) throw failure.error
      return step
    } else if ('sleepUntil' in step) await sleepUntil(clock, step.sleepUntil, signal)
    else {
      const task: Promise<void> = run(step).finally(() => running.delete(task))
      running.add(task)
    }
  }
}

async function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(Math.max(1, at - clock.now()), signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
