// serve --http --workers: the process that keeps the workers, each of which is this program once more.

import { systemClock } from '../../core/platform/clock.ts'
import { createRateLimit } from '../../server/limits/rate-limit.ts'
import { createEventLog } from '../../server/metrics/event-log.ts'
import { type Primary, startPrimary } from '../../server/workers/primary.ts'
import { abortOnInterrupt } from '../command-context.ts'
import type { ServeHttpOptions } from './serve-http.ts'

/** Less than the ten seconds that container engines wait. */
export const GRACE_MS = 8000
/** What a worker needs besides to close its files. */
const CLOSING_MS = 1000

export async function keepWorkers(options: ServeHttpOptions, workers: number, hasToken: boolean): Promise<void> {
  const signal = abortOnInterrupt('')
  const log = createEventLog(process.stderr, systemClock)
  let primary: Primary | undefined
  process.on('SIGHUP', () => void primary?.restart())
  primary = await startPrimary({
    workers,
    rateLimit: createRateLimit(options.rateLimit, systemClock),
    clock: systemClock,
    log,
    endsWithinMs: GRACE_MS + CLOSING_MS,
    onListening: (url) => log.write('listening', { ...toListeningFields(url, hasToken), workers }),
  })
  await waitForAbort(signal)
  log.write('stopping', {})
  await primary.stop()
  log.write('stopped', {})
}

export function toListeningFields(url: string, hasToken: boolean) {
  return { url: `${url}/`, mcp: `${url}/mcp`, token: hasToken }
}

export async function waitForAbort(signal: AbortSignal): Promise<void> {
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
