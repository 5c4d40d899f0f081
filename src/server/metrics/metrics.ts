// What the server counts, in Prometheus' format. Labels hold only words of our own: what clients send would make series
// without end.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CountGuides, GuideCount } from '../routes/operator-routes.ts'

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
  recordStart(): void
  recordEnd(facts: RequestFacts): void
  recordRefusal(reason: string): void
  /** Everything, with the index as it is now. */
  render(): Promise<string>
  /** The same as values, to be added to those of other processes. */
  readValues(): Promise<MetricValues>
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

/** As prom-client gives them: a list of metrics that can be sent to another process. */
export type MetricValues = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export function createMetrics(guides: CountGuides): Metrics {
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
  const gauge = (name: string, help: string, of: (guide: GuideCount) => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ['guide', 'locale'] as const,
      registers,
      // Every process looks at the same index.
      aggregator: 'first',
      async collect() {
        this.reset()
        for (const guide of await guides().catch(() => [])) {
          const value = of(guide)
          if (value !== undefined) this.set({ guide: guide.catalogId, locale: guide.locale }, value)
        }
      },
    })
  gauge('aws_docs_index_pages', 'Pages in the index, by guide and locale.', ({ pages }) => pages)
  gauge(
    'aws_docs_index_oldest_check_timestamp_seconds',
    'When the page that was checked least recently was last checked against the site, by guide and locale.',
    ({ oldest }) => oldest && oldest / 1000,
  )
  return {
    contentType: registry.contentType,
    recordStart: () => inFlight.inc(),
    recordEnd({ route, method, status, seconds: duration, rpc }) {
      inFlight.dec()
      requests.inc({ route, method: HTTP_METHODS.has(method) ? method : 'other', status })
      seconds.observe({ route }, duration)
      if (rpc !== undefined) calls.inc({ rpc: RPC_METHODS.has(rpc) ? rpc : 'other' })
    },
    recordRefusal: (reason) => refusals.inc({ reason }),
    render: () => registry.metrics(),
    readValues: () => registry.getMetricsAsJSON(),
  }
}
