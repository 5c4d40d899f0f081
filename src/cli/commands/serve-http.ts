// serve --http: MCP, the web page and the operators' addresses on one port, put together here.

import { openApp } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { systemClock } from '../../core/platform/clock.ts'
import { getProductVersion } from '../../core/platform/product-version.ts'
import type { ToolSet } from '../../mcp/tools/tool-sets.ts'
import { areHeadersLocal, createMcpEndpoint } from '../../mcp/transport/http.ts'
import { createAccessCheck, isLoopback } from '../../server/auth/access.ts'
import { readTokens } from '../../server/auth/token-file.ts'
import { createRateLimit } from '../../server/limits/rate-limit.ts'
import { createRequestQueue } from '../../server/limits/request-queue.ts'
import { startHttpServer } from '../../server/listen/http-server.ts'
import { createEventLog } from '../../server/metrics/event-log.ts'
import { createMetrics } from '../../server/metrics/metrics.ts'
import { createServerApp } from '../../server/routes/server-app.ts'
import { openWorkerSide, type WorkerSide } from '../../server/workers/worker.ts'
import { loadAssets } from '../../web/routes/assets.ts'
import { createWebRoutes } from '../../web/routes/web-routes.ts'
import { abortOnInterrupt } from '../command-context.ts'
import { type GlobalOptions, readAppOptions } from '../program-options.ts'
import { GRACE_MS, keepWorkers, toListeningFields, waitForAbort } from './serve-workers.ts'

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
  const side = openWorkerSide()
  if (!side) {
    const tokens = countTokens(options)
    if (options.workers !== undefined) return keepWorkers(options, options.workers, tokens.length > 0)
    return serve(globals, options, tokens)
  }
  try {
    await serve(globals, options, countTokens(options), side)
  } catch (error) {
    if (!(error instanceof DocsError)) throw error
    await side.reportFailure(error)
    process.exitCode = 1
  } finally {
    await side.end()
  }
}

function countTokens({ host, tokenFile }: ServeHttpOptions): string[] {
  const tokens = tokenFile === undefined ? [] : readTokens(tokenFile)
  if (tokens.length === 0 && !isLoopback(host)) throw makeTokenRequiredError(host)
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
  const interrupted = abortOnInterrupt('')
  const signal = side ? AbortSignal.any([interrupted, side.stopping]) : interrupted
  const log = createEventLog(process.stderr, systemClock, side ? { worker: side.id } : {})
  const app = openApp({ ...readAppOptions(globals), logger: log, isServer: true, isPublic: true })
  const mcp = createMcpEndpoint(app, getProductVersion(), log, { tools: options.tools })
  const open = () => app.index.openLocal({ isReader: true })
  const listGuides = async () => (await open()).listIndexedGuides()
  const metrics = createMetrics(listGuides)
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
          areHeadersLocal,
        }),
        rateLimit: side && rateLimit > 0 ? side.rateLimit : createRateLimit(rateLimit, systemClock),
        turn: createRequestQueue(MOST_WAITING),
        pages: createWebRoutes({
          open,
          clock: systemClock,
          assets: loadAssets({ keepsPages: tokens.length === 0 }),
          images: app.documentation.images,
          setting: app.setting,
          logger: log,
        }),
        mcp,
        guides: listGuides,
        metrics: side ? side.shareMetrics(metrics) : metrics,
        log,
        logQueries,
        maxBodyBytes: MAX_BODY_BYTES,
        isStopping: () => signal.aborted,
      }),
    })
    if (side) await side.reportReady(server.url)
    else log.write('listening', toListeningFields(server.url, tokens.length > 0))
    await waitForAbort(signal)
    const ended = server.stop(GRACE_MS)
    if (!side) log.write('stopping', {})
    await ended
    await mcp.close()
    if (!side) log.write('stopped', {})
  } finally {
    await app.close()
  }
}

function makeTokenRequiredError(host: string): DocsError {
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
