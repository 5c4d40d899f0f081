// One worker process as its primary sees it: whether it takes requests, and when it ends.

import cluster from 'node:cluster'
import { DocsError } from '../../core/model/errors.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import type { MetricValues } from '../metrics/metrics.ts'
import { openChannel } from './channel.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
}

export type WorkerStart =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: DocsError }

export interface Launched {
  readonly id: number
  readonly pid: number
  readonly launchedAt: number
  readonly start: Promise<WorkerStart>
  readonly ended: Promise<Exit>
  readValues(): Promise<MetricValues>
  /** Asks it to answer what is under way and end. */
  stop(): void
  kill(): void
}

export interface Shared {
  readonly rateLimit: RateLimit
  /** Of all workers together. */
  renderMetrics(): Promise<string>
  recordLastValues(worker: number, values: MetricValues): void
}

export function launchWorker(shared: Shared, now: number): Launched {
  const worker = cluster.fork()
  const ended = new Promise<Exit>((resolve) => {
    worker.once('exit', (code: number | null, signal: string | null) => resolve({ code, signal }))
  })
  // A process that cannot be started, or a message to one that has just ended: the exit says it.
  worker.on('error', () => {})
  let begin = (_start: WorkerStart) => {}
  const start = new Promise<WorkerStart>((resolve) => {
    begin = resolve
  })
  void ended.then(({ code, signal }) => begin({ kind: 'failed', error: makeEndedEarlyError(signal ?? code) }))
  const channel = openChannel(
    {
      send: (message) => void (worker.isConnected() && worker.send(message)),
      listen: (take) => void worker.on('message', take),
    },
    {
      ready: (url) => begin({ kind: 'listening', url: String(url) }),
      failed: (told) => {
        const { code, message, hint } = told as Pick<DocsError, 'code' | 'message' | 'hint'>
        begin({ kind: 'failed', error: new DocsError(code, message, hint === undefined ? {} : { hint }) })
      },
      rate: (address) => shared.rateLimit(String(address)),
      metrics: () => shared.renderMetrics(),
      last: (values) => shared.recordLastValues(worker.id, values as MetricValues),
    },
  )
  return {
    id: worker.id,
    pid: worker.process.pid ?? 0,
    launchedAt: now,
    start,
    ended,
    readValues: async () => (await channel.ask('values')) as MetricValues,
    stop: () => void channel.ask('stop'),
    kill: () => worker.process.kill('SIGKILL'),
  }
}

function makeEndedEarlyError(how: string | number | null): DocsError {
  return new DocsError('BAD_CONFIG', `A worker process ended (${how}) before it could answer.`, {
    hint: 'Start the server without --workers to see why.',
  })
}
