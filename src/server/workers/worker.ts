// A worker's side of its primary process: what all workers share is kept there.

import cluster from 'node:cluster'
import type { DocsError } from '../../core/model/errors.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import type { Metrics, MetricValues } from '../metrics/metrics.ts'
import { openChannel } from './channel.ts'

export interface WorkerSide {
  /** Its number, for the log. */
  readonly id: number
  /** Aborts when the primary wants this worker to end. */
  readonly stopping: AbortSignal
  /** The limit that holds over all workers. */
  readonly rateLimit: RateLimit
  /** The same metrics, which show those of all workers added up. */
  shareMetrics(metrics: Metrics): Metrics
  /** Requests are taken from now on. */
  reportReady(url: string): Promise<void>
  /** It cannot answer, and the primary says why. */
  reportFailure(error: DocsError): Promise<void>
  /** Hands over what was counted and disconnects from the primary. */
  end(): Promise<void>
}

/** Undefined in a process that is no worker. */
export function openWorkerSide(): WorkerSide | undefined {
  const { worker } = cluster
  if (!worker) return undefined
  const controller = new AbortController()
  let readValues: () => Promise<MetricValues> = async () => []
  const channel = openChannel(
    {
      // A primary that is gone takes its workers with it.
      send: (message) => void (worker.isConnected() && worker.send(message)),
      listen: (take) => void process.on('message', take),
    },
    { stop: () => controller.abort(), values: () => readValues() },
  )
  return {
    id: worker.id,
    stopping: controller.signal,
    rateLimit: async (address) => ((await channel.ask('rate', address)) ?? undefined) as number | undefined,
    shareMetrics(metrics) {
      readValues = metrics.readValues
      return { ...metrics, render: async () => String(await channel.ask('metrics')) }
    },
    reportReady: async (url) => void (await channel.ask('ready', url)),
    reportFailure: async ({ code, message, hint }) => void (await channel.ask('failed', { code, message, hint })),
    async end() {
      await channel.ask('last', await readValues())
      worker.disconnect()
    },
  }
}
