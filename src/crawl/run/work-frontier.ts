// The loop of a run: guides in turn, a page of each, while there are slots; waits for what is due, and stops when told,
// when the host is given up or when nothing is left. What is done with a page is the caller's.

import type { Clock } from '../../core/platform/clock.ts'
import type { HostScheduler } from '../../http/pacing/host-scheduler.ts'
import { findNextDueAt, type Lease, leaseNext } from '../../store/frontier/frontier.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

/** What all guides of a run share. */
export interface RunWork {
  readonly db: SqlDatabase
  readonly clock: Clock
  readonly host: Pick<HostScheduler, 'getState' | 'slots'>
  readonly signal: AbortSignal
}

export type WorkEnd = 'empty' | 'max-pages' | 'aborted' | 'exhausted'

/** A guide whose frontier is there to be worked through. */
export interface GuideTurns {
  readonly guideId: number
  /** Pages to be finished at most. */
  readonly maxPages: number
  /** Only pages of a smaller priority; all when undefined. */
  readonly below?: number
  /**
   * Says whether the page is finished: false when it was handed back for another try. `signal` aborts when the run
   * stops, for whatever reason.
   */
  handle(lease: Lease, signal: AbortSignal): Promise<boolean>
  /** Called once, when no page of it is under way any more; not when something broke. */
  end?(end: WorkEnd): void
}

/** A guide that is opened when its first turn comes: what it is made of is asked of the site too. */
export interface UnopenedGuide {
  /** Undefined when there is nothing to be asked for. */
  open(signal: AbortSignal): Promise<GuideTurns | undefined>
}

export type FrontierWork = RunWork & GuideTurns

/** One guide alone. Throws what `handle` or the frontier throws, after the pages under way have ended. */
export async function workFrontier(work: FrontierWork): Promise<WorkEnd> {
  let end: WorkEnd = 'aborted'
  const finish = (how: WorkEnd) => {
    end = how
  }
  await workInTurn(work, [{ open: async () => ({ ...work, end: finish }) }])
  return end
}

interface Place {
  readonly guide: UnopenedGuide
  state: 'unopened' | 'opening' | 'open' | 'ended'
  turns: GuideTurns | undefined
  running: number
  finished: number
}

type Step = { readonly place: Place; readonly lease: Lease | undefined } | { readonly sleepUntil: number } | 'wait'

/** Throws what opening, `handle` or the frontier throws, after what is under way has ended. */
export async function workInTurn(work: RunWork, guides: readonly UnopenedGuide[]): Promise<void> {
  const { db, clock, host } = work
  // Pages under way may be waiting for their turn for long; nothing is worth waiting for once the run is to end.
  const stop = new AbortController()
  const signal = AbortSignal.any([work.signal, stop.signal])
  const places = guides.map((guide): Place => ({ guide, state: 'unopened', turns: undefined, running: 0, finished: 0 }))
  const running = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  let turn = 0

  const end = (place: Place, how: WorkEnd) => {
    place.state = 'ended'
    place.turns?.end?.(how)
  }

  async function open(place: Place): Promise<void> {
    place.state = 'opening'
    try {
      place.turns = await place.guide.open(signal)
      place.state = place.turns ? 'open' : 'ended'
    } catch (error) {
      place.state = 'ended'
      if (!signal.aborted) failure ??= { error }
    }
  }

  async function ask(place: Place, lease: Lease): Promise<void> {
    place.running += 1
    try {
      if (await place.turns?.handle(lease, signal)) place.finished += 1
    } catch (error) {
      failure ??= { error }
    } finally {
      place.running -= 1
    }
  }

  // A page of this guide, when it is due, or what to wait for; undefined when nothing but pages under way can bring
  // more.
  function takeTurn(place: Place): Lease | { readonly sleepUntil: number } | undefined {
    const { turns } = place
    if (!turns) return undefined
    if (place.finished + place.running < turns.maxPages) {
      const lease = leaseNext(db, turns.guideId, clock.now(), turns.below)
      if (lease) return lease
    }
    if (place.running > 0) return undefined
    if (place.finished >= turns.maxPages) {
      end(place, 'max-pages')
      return undefined
    }
    const due = findNextDueAt(db, turns.guideId, turns.below)
    if (due === undefined) end(place, 'empty')
    return due === undefined ? undefined : { sleepUntil: due }
  }

  function next(): Step | undefined {
    const circuit = host.getState()
    if (circuit.kind === 'open') return running.size > 0 ? 'wait' : { sleepUntil: circuit.retryAt }
    if (running.size >= host.slots) return 'wait'
    let sleepUntil = Number.POSITIVE_INFINITY
    for (let tried = 0; tried < places.length; tried++) {
      const at = (turn + tried) % places.length
      const place = places[at]
      if (!place || place.state === 'ended' || place.state === 'opening') continue
      // One at a time: each takes requests of its own, and the guides that are open have pages to ask for meanwhile.
      const mayOpen = place.state === 'unopened' && !places.some(({ state }) => state === 'opening')
      const found = place.state === 'open' ? takeTurn(place) : undefined
      if (found && 'sleepUntil' in found) sleepUntil = Math.min(sleepUntil, found.sleepUntil)
      else if (found || mayOpen) {
        turn = at + 1
        return { place, lease: found }
      }
    }
    if (running.size > 0) return 'wait'
    return sleepUntil < Number.POSITIVE_INFINITY ? { sleepUntil } : undefined
  }

  const explainStop = (): WorkEnd | undefined =>
    work.signal.aborted ? 'aborted' : host.getState().kind === 'given-up' ? 'exhausted' : undefined

  // The frontier is on a disk that may be full or busy; that too must not leave pages running.
  for (;;) {
    let step: Step | undefined
    try {
      step = failure || explainStop() ? undefined : next()
    } catch (error) {
      failure = { error }
    }
    if (step === undefined) break
    if (step === 'wait') await Promise.race(running)
    else if ('sleepUntil' in step) await sleepUntil(clock, step.sleepUntil, signal)
    else {
      const job = step.lease ? ask(step.place, step.lease) : open(step.place)
      const task: Promise<void> = job.finally(() => running.delete(task))
      running.add(task)
    }
  }
  stop.abort()
  await Promise.all(running)
  if (failure) throw failure.error
  const why = explainStop()
  for (const place of places) if (place.state === 'open' && why) end(place, why)
}

async function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(Math.max(1, at - clock.now()), signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
