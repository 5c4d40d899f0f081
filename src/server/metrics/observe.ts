// Every request is counted and logged once, when its answer has ended or its client has gone.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { EventLog } from './event-log.ts'
import type { Metrics } from './metrics.ts'

/** What becomes known of a request while it is answered. */
export interface RequestNotes {
  route: string
  rpc?: string
  name?: string
  query?: string
}

export function observe(
  request: IncomingMessage,
  response: ServerResponse,
  { metrics, log }: { readonly metrics: Metrics; readonly log: EventLog },
): RequestNotes {
  const began = performance.now()
  const notes: RequestNotes = { route: 'none' }
  metrics.recordStart()
  response.once('close', () => {
    const { method = '', socket } = request
    const status = response.writableEnded ? response.statusCode : 499
    const seconds = (performance.now() - began) / 1000
    metrics.recordEnd({ route: notes.route, method, status, seconds, rpc: notes.rpc })
    const ms = Math.round(seconds * 10_000) / 10
    log.write('request', { method, ...notes, status, ms, client: socket.remoteAddress })
  })
  return notes
}
