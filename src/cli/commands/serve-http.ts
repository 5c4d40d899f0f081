// serve --http: MCP, the web page and the operators' addresses on one port, put together here.

import { openApp } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { systemClock } from '../../core/platform/clock.ts'
import { productVersion } from '../../core/platform/product-version.ts'
import type { ToolSet } from '../../mcp/tools/tool-sets.ts'
import { createMcpEndpoint, headersAreLocal } from '../../mcp/transport/http.ts'
import { createAccessCheck, isLoopback } from '../../server/auth/access.ts'
import { readTokens } from '../../server/auth/token-file.ts'
import { createRateLimit } from '../../server/limits/rate-limit.ts'
import { createRequestQueue } from '../../server/limits/request-queue.ts'
import { startHttpServer } from '../../server/listen/http-server.ts'
import { createEventLog } from '../../server/metrics/event-log.ts'
import { createMetrics } from '../../server/metrics/metrics.ts'
import { createServerApp } from '../../server/routes/server-app.ts'
import { type WorkerSide, workerSide } from '../../server/workers/worker.ts'
import { loadAssets } from '../../web/routes/assets.ts'
import { createWebRoutes } from '../../web/routes/web-routes.ts'
import { untilInterrupted } from '../command-context.ts'
import { appOptions, type GlobalOptions } from '../program-options.ts'
import { aborted, GRACE_MS, keepWorkers, listeningAt } from './serve-workers.ts'

export interface ServeHttpOptions {
  readonly port: number
  readonly host: string
  readonly tokenFile?: string
  readonly allowedHost: readonly string[]
  readonly allowedOrigin: readonly string[]
  /** Requests a second from one address; 0 for no limit. */
  readonly rateLimit: number
  readonly logQueries?: boolean
  /** Processes that answer; undefined for this one alone. */
  readonly workers?: number
  readonly tools: ToolSet
}

/** A pasted log or error is a few kilobytes; nothing that MCP clients send comes near this. */
const MAX_BODY_BYTES = 1024 * 1024
/** Ten seconds of searches: who waits longer than that has usually given up. */
const MOST_WAITING = 400
/** Of all workers together; from here on idle ones make way for new ones. */
const MOST_CONNECTIONS = 2000

export async function serveOverHttp(globals: GlobalOptions, options: ServeHttpOptions): Promise<void> {
  const side = workerSide()
  if (!side) {
    const tokens = countTokens(options)
    if (options.workers !== undefined) return keepWorkers(options, options.workers, tokens.length > 0)
    return serve(globals, options, tokens)
  }
  try {
    await serve(globals, options, countTokens(options), side)
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    await side.failed(error)
    process.exitCode = 1
  } finally {
    await side.end()
  }
}

function countTokens({ host, tokenFile }: ServeHttpOptions): string[] {
  const tokens = tokenFile === undefined ? [] : readTokens(tokenFile)
  if (tokens.length === 0 && !isLoopback(host)) throw tokenRequired(host)
  return tokens
}

// In a worker what is shared is asked of the primary, which also says when all are listening.
async function serve(
  globals: GlobalOptions,
  options: ServeHttpOptions,
  tokens: readonly string[],
  side?: WorkerSide,
): Promise<void> {
  const { host, port, allowedHost, allowedOrigin, rateLimit, logQueries = false } = options
  // Its log says so: talk on stderr would not be JSON.
  const interrupted = untilInterrupted('')
  const signal = side ? AbortSignal.any([interrupted, side.stopping]) : interrupted
  const log = createEventLog(process.stderr, systemClock, side ? { worker: side.id } : {})
  const app = openApp({ ...appOptions(globals), logger: log, isServer: true })
  const mcp = createMcpEndpoint(app, productVersion(), log, { tools: options.tools })
  const open = () => app.index.local({ isReader: true })
  const guides = async () => (await open()).indexedGuides()
  const metrics = createMetrics(guides)
  try {
    const server = await startHttpServer({
      host,
      port,
      mostConnections: Math.ceil(MOST_CONNECTIONS / (options.workers ?? 1)),
      handle: createServerApp({
        access: createAccessCheck({
          host,
          allowedHosts: allowedHost,
          allowedOrigins: allowedOrigin,
          tokens,
          headersAreLocal,
        }),
        rateLimit: side && rateLimit > 0 ? side.rateLimit : createRateLimit(rateLimit, systemClock),
        turn: createRequestQueue(MOST_WAITING),
        pages: createWebRoutes({
          open,
          clock: systemClock,
          assets: loadAssets({ keepsPages: tokens.length === 0 }),
          images: app.documentation.images,
        }),
        mcp,
        guides,
        metrics: side ? side.share(metrics) : metrics,
        log,
        logQueries,
        maxBodyBytes: MAX_BODY_BYTES,
        isStopping: () => signal.aborted,
      }),
    })
    if (side) await side.ready(server.url)
    else log.event('listening', listeningAt(server.url, tokens.length > 0))
    await aborted(signal)
    const ended = server.stop(GRACE_MS)
    if (!side) log.event('stopping', {})
    await ended
    await mcp.close()
    if (!side) log.event('stopped', {})
  } finally {
    await app.close()
  }
}

function tokenRequired(host: string): DocsError {
  return new DocsError(
    'BAD_CONFIG',
    `Bound to ${host}, this server can be reached from other machines, and without a token by anybody on them.`,
    {
      hint:
        'Name a file with a token in it: "openssl rand -hex 32 > token.txt", then --token-file token.txt. ' +
        'Or bind to 127.0.0.1.',
    },
  )
}
