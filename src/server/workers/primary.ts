// The process that answers nothing itself: it keeps as many workers as were asked for, puts another in the place of one
// that died, changes them one by one for new ones, and holds what they share: the listening socket, the rate limit, the
// sums of their metrics.

import type { Clock } from '../../core/platform/clock.ts'
import { waitWithin } from '../../core/platform/deadline.ts'
import { startTimer, type Timer } from '../../core/platform/timer.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import type { EventLog } from '../metrics/event-log.ts'
import { createAddedMetrics } from './added-metrics.ts'
import { type Exit, type Launched, launchWorker } from './launch.ts'
import { computeRespawnDelayMs, countDeathsInARow } from './respawn-delay.ts'

export interface PrimaryOptions {
  readonly workers: number
  readonly rateLimit: RateLimit
  readonly clock: Clock
  readonly log: EventLog
  /** What a worker may take to end when it is asked to. */
  readonly endsWithinMs: number
  /** The address of the workers, as soon as all of them answer. */
  readonly onListening: (url: string) => void
}

export interface Primary {
  /** Starts new workers one by one, each in the place of an old one. While it does so, once more when it is through. */
  restart(): Promise<void>
  /** Lets every worker answer what is under way. */
  stop(): Promise<void>
}

interface Place {
  worker?: Launched | undefined
  deaths: number
  next?: Timer | undefined
}

/** A worker that is searching answers later; its numbers of before stand in. */
const METRICS_WAIT_MS = 1000

/** Throws the DocsError of a worker that cannot start. */
export async function startPrimary(options: PrimaryOptions): Promise<Primary> {
  const { clock, log, endsWithinMs } = options
  const metrics = createAddedMetrics()
  const places: Place[] = Array.from({ length: options.workers }, () => ({ deaths: 0 }))
  let isStopping = false
  let restarting: Promise<void> | undefined
  let isAskedAgain = false

  /** All processes, those that start or end too. */
  const alive = new Set<Launched>()
  const launch = (): Launched => {
    const worker = launchWorker(
      { rateLimit: options.rateLimit, renderMetrics: renderMetrics, recordLastValues: metrics.recordValues },
      clock.now(),
    )
    alive.add(worker)
    void worker.ended.then(() => {
      alive.delete(worker)
      metrics.recordEnd(worker.id)
    })
    return worker
  }
  const renderMetrics = async () => {
    const look = async (worker: Launched) => metrics.recordValues(worker.id, await worker.readValues())
    const answering = places.flatMap(({ worker }) => worker ?? [])
    await Promise.all(answering.map((worker) => isInTime(METRICS_WAIT_MS, Promise.race([look(worker), worker.ended]))))
    return metrics.render()
  }
  const settle = (place: Place, worker: Launched) => {
    place.worker = worker
    void worker.ended.then((exit) => {
      if (place.worker === worker) replace(place, worker, exit)
    })
  }
  const replace = (place: Place, { id, pid, launchedAt }: Launched, { code, signal }: Exit) => {
    place.worker = undefined
    if (isStopping) return
    place.deaths = countDeathsInARow(place.deaths, clock.now() - launchedAt)
    const waitMs = computeRespawnDelayMs(place.deaths)
    metrics.recordReplacement()
    log.write('worker-ended', {
      worker: id,
      pid,
      code: code ?? undefined,
      signal: signal ?? undefined,
      nextInMs: waitMs,
    })
    place.next = startTimer(waitMs, () => void fill(place))
  }
  const fill = async (place: Place) => {
    place.next?.stop()
    const worker = launch()
    settle(place, worker)
    const start = await worker.start
    if (start.kind === 'listening') log.write('worker-started', { worker: worker.id, pid: worker.pid })
    else log.warn(start.error.advice)
  }
  const retire = async (worker: Launched) => {
    worker.stop()
    if (!(await isInTime(endsWithinMs, worker.ended))) worker.kill()
    await worker.ended
  }
  const renew = async (place: Place): Promise<boolean> => {
    const old = place.worker
    if (!old) {
      await fill(place)
      return true
    }
    const worker = launch()
    const start = await worker.start
    if (start.kind === 'failed') {
      log.warn(`A new worker could not start, and the others go on as they are: ${start.error.advice}`)
      return false
    }
    if (isStopping) {
      await retire(worker)
      return true
    }
    settle(place, worker)
    place.deaths = 0
    log.write('worker-started', { worker: worker.id, pid: worker.pid, insteadOf: old.id })
    await retire(old)
    return true
  }
  const renewAll = async () => {
    log.write('restarting', { workers: places.length })
    for (const place of places) {
      if (isStopping) return
      if (!(await renew(place))) return
    }
    log.write('restarted', { workers: places.length })
  }

  const renewWhileAsked = async () => {
    while (isAskedAgain && !isStopping) {
      isAskedAgain = false
      await renewAll()
    }
  }

  const first = launch()
  const start = await first.start
  if (start.kind === 'failed') throw start.error
  const [place, ...rest] = places
  if (place) settle(place, first)
  log.write('worker-started', { worker: first.id, pid: first.pid })
  await Promise.all(rest.map(fill))
  options.onListening(start.url)
  return {
    restart() {
      isAskedAgain = true
      restarting ??= renewWhileAsked().finally(() => {
        restarting = undefined
      })
      return restarting
    },
    async stop() {
      isStopping = true
      for (const { next } of places) next?.stop()
      await Promise.all([restarting, ...[...alive].map(retire)])
    },
  }
}

/** Whether it came in time. */
function isInTime(ms: number, work: Promise<unknown>): Promise<boolean> {
  return waitWithin(
    ms,
    work.then(() => true),
    false,
  )
}
