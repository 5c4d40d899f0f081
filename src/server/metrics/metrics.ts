// What the server counts, in Prometheus' format. Labels hold only words of our own: what clients send would make series without end.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { WebGuide } from '../../web/web-source.ts'

export interface RequestFacts {
  readonly route: string
  readonly method: string
  readonly status: number
  readonly seconds: number
  /** JSON-RPC method of an MCP request. */
  readonly rpc: string | undefined
}

export interface Metrics {
  readonly contentType: string
  started(): void
  finished(facts: RequestFacts): void
  refused(reason: string): void
  /** Everything, with the index as it is now. */
  render(guides: readonly WebGuide[]): Promise<string>
}

const HTTP_METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH'])
const RPC_METHODS = new Set([
  'initialize',
  'server/discover',
  'ping',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'subscriptions/listen',
  'notifications/initialized',
  'notifications/cancelled',
  'batch',
])

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'aws_docs_http_requests_total',
    help: 'Requests answered, by route.',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'aws_docs_http_request_duration_seconds',
    help: 'Time from request to the end of the answer.',
    labelNames: ['route'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const calls = new Counter({
    name: 'aws_docs_mcp_requests_total',
    help: 'MCP requests, by JSON-RPC method.',
    labelNames: ['rpc'] as const,
    registers,
  })
  const refusals = new Counter({
    name: 'aws_docs_http_refused_total',
    help: 'Requests refused, by reason: host, origin, token, rate, busy, size.',
    labelNames: ['reason'] as const,
    registers,
  })
  const inFlight = new Gauge({ name: 'aws_docs_http_in_flight', help: 'Requests under way.', registers })
  const pages = new Gauge({
    name: 'aws_docs_index_pages',
    help: 'Pages in the index, by guide and locale.',
    labelNames: ['guide', 'locale'] as const,
    registers,
  })
  const oldest = new Gauge({
    name: 'aws_docs_index_oldest_check_timestamp_seconds',
    help: 'When the page that was checked least recently was last checked against the site, by guide and locale.',
    labelNames: ['guide', 'locale'] as const,
    registers,
  })
  return {
    contentType: registry.contentType,
    started: () => inFlight.inc(),
    finished({ route, method, status, seconds: duration, rpc }) {
      inFlight.dec()
      requests.inc({ route, method: HTTP_METHODS.has(method) ? method : 'other', status })
      seconds.observe({ route }, duration)
      if (rpc !== undefined) calls.inc({ rpc: RPC_METHODS.has(rpc) ? rpc : 'other' })
    },
    refused: (reason) => refusals.inc({ reason }),
    async render(guides) {
      pages.reset()
      oldest.reset()
      for (const { catalogId: guide, locale, pages: count, oldest: at } of guides) {
        pages.set({ guide, locale }, count)
        if (at !== undefined) oldest.set({ guide, locale }, at / 1000)
      }
      return registry.metrics()
    },
  }
}
