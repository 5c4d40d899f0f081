// One request from beginning to end: who asks, how often, how much; then MCP, the web page, or the addresses for operators. Every request is counted and
// logged once, when its answer has ended or its client has gone.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { WebRoutes } from '../../web/web-routes.ts'
import type { WebSource } from '../../web/web-source.ts'
import type { AccessCheck } from '../auth/access.ts'
import { readJsonBody } from '../limits/json-body.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import { refuse } from '../limits/refusal.ts'
import type { RequestQueue } from '../limits/request-queue.ts'
import type { EventLog } from '../metrics/event-log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { answerHealth, answerMetrics } from './operator-routes.ts'
import { sendReply, textReply } from './reply.ts'

/** The MCP side, as the composition gives it. */
export interface McpHandler {
  answer(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void>
  describe(body: unknown): {
    readonly method: string | undefined
    readonly name: string | undefined
    readonly input: unknown
  }
}

export interface RequestHandlerOptions {
  readonly access: AccessCheck
  readonly rateLimit: RateLimit
  readonly turn: RequestQueue
  readonly routes: WebRoutes
  readonly mcp: McpHandler
  readonly open: () => Promise<WebSource>
  readonly metrics: Metrics
  readonly log: EventLog
  readonly logQueries: boolean
  readonly maxBodyBytes: number
  /** Whether the server is about to end. */
  readonly isStopping: () => boolean
}

interface Facts {
  route: string
  rpc?: string
  name?: string
  query?: string
}

/** A list of messages is one request to the rate limit: it may not hold a thousand searches. */
const MOST_MESSAGES = 20

export function createRequestHandler(options: RequestHandlerOptions) {
  const { metrics, log, routes, isStopping } = options
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now()
    const facts: Facts = { route: 'none' }
    metrics.started()
    response.once('close', () => {
      const { method = '', socket } = request
      const status = response.writableEnded ? response.statusCode : 499
      const seconds = (performance.now() - began) / 1000
      metrics.finished({ route: facts.route, method, status, seconds, rpc: facts.rpc })
      const ms = Math.round(seconds * 10_000) / 10
      log.event('request', { method, ...facts, status, ms, client: socket.remoteAddress })
    })
    if (isStopping()) response.setHeader('Connection', 'close')
    const url = toUrl(request.url ?? '/')
    if (!url) return sendReply(request, response, textReply('This is not an address.\n', 400))
    facts.route = routeOf(url.pathname, routes)
    try {
      await answer(options, request, response, url, facts)
    } catch (error) {
      log.warn(error instanceof Error && error.stack ? error.stack : String(error))
      if (response.headersSent) response.destroy()
      else await sendReply(request, response, routes.failure(request, url))
    }
  }
}

async function answer(
  options: RequestHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  facts: Facts,
): Promise<void> {
  const { access, rateLimit, metrics, open, isStopping } = options
  const { route } = facts
  // Balancers and container engines ask by address and without a token; the answer says nothing but whether to send requests here.
  if (route === 'healthz') return sendReply(request, response, await answerHealth(open, isStopping()))
  const wait = rateLimit(request.socket.remoteAddress ?? '')
  const refusal = wait === undefined ? access(request, route === 'mcp' ? 'bearer' : 'bearer-or-basic') : 'rate'
  if (refusal !== undefined) {
    metrics.refused(refusal)
    return refuse(request, response, { refusal, wait, isMcp: route === 'mcp' })
  }
  if (route !== 'metrics' && route !== 'assets' && !(await options.turn())) {
    metrics.refused('busy')
    return refuse(request, response, { refusal: 'busy', isMcp: route === 'mcp' })
  }
  // Whoever has gone meanwhile needs no answer.
  if (request.socket.destroyed) return
  if (route === 'mcp') return answerMcp(options, request, response, facts)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Connection', 'close')
    return sendReply(request, response, textReply('Only GET and HEAD.\n', 405, { Allow: 'GET, HEAD' }))
  }
  if (route === 'metrics') return sendReply(request, response, await answerMetrics(metrics, open))
  const query = url.searchParams.get('q')
  if (options.logQueries && query) facts.query = query
  return sendReply(request, response, await options.routes.answer(request, url))
}

async function answerMcp(
  { mcp, maxBodyBytes, metrics, logQueries }: RequestHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  facts: Facts,
): Promise<void> {
  const isWaiting = /^100-continue$/i.test(request.headers.expect ?? '')
  const body = await readJsonBody(request, maxBodyBytes, () => isWaiting && response.writeContinue())
  if (body.kind === 'aborted') return
  if (body.kind === 'too-large') {
    metrics.refused('size')
    return refuse(request, response, { refusal: 'size', isMcp: true, maxBodyBytes })
  }
  if (body.kind === 'malformed') return refuse(request, response, { refusal: 'malformed', isMcp: true })
  if (body.kind === 'json' && Array.isArray(body.value) && body.value.length > MOST_MESSAGES)
    return refuse(request, response, { refusal: 'batch', isMcp: true, mostMessages: MOST_MESSAGES })
  const value = body.kind === 'json' ? body.value : undefined
  const call = mcp.describe(value)
  if (call.method !== undefined) facts.rpc = call.method.slice(0, 60)
  if (call.method === 'tools/call' && call.name !== undefined) facts.name = call.name.slice(0, 60)
  if (logQueries && call.input !== undefined) facts.query = JSON.stringify(call.input).slice(0, 2000)
  await mcp.answer(request, response, value)
}

function routeOf(pathname: string, routes: WebRoutes): string {
  if (pathname === '/mcp' || pathname === '/healthz' || pathname === '/metrics') return pathname.slice(1)
  return routes.routeOf(pathname)
}

// Only the path and the query count: a request line may hold a whole URL of any host.
function toUrl(target: string): URL | undefined {
  try {
    const url = new URL(target.startsWith('/') ? `http://server${target.replace(/^\/+/, '/')}` : target)
    // Taking "." and ".." away may leave slashes at the front, which a browser would read as another host.
    return new URL(url.pathname.replace(/\/{2,}/g, '/') + url.search, 'http://server')
  } catch {
    return undefined
  }
}
