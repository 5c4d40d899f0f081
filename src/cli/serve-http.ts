// serve --http: MCP, the web page and the operators' addresses on one port, put together here.

import { openApp } from '../app.ts'
import { systemClock } from '../core/clock.ts'
import { DocsError } from '../core/errors.ts'
import { productVersion } from '../core/product-version.ts'
import { createMcpEndpoint, headersAreLocal } from '../mcp/http.ts'
import type { ToolSet } from '../mcp/tools/tool-sets.ts'
import { createAccessCheck, isLoopback } from '../web/access.ts'
import { loadAssets } from '../web/assets.ts'
import { createEventLog } from '../web/event-log.ts'
import { startHttpServer } from '../web/http-server.ts'
import { createMetrics } from '../web/metrics.ts'
import { createRateLimit } from '../web/rate-limit.ts'
import { createRequestHandler } from '../web/request-handler.ts'
import { readTokens } from '../web/token-file.ts'
import { createTurnstile } from '../web/turnstile.ts'
import { createWebRoutes } from '../web/web-routes.ts'
import { untilInterrupted } from './command-context.ts'
import { appOptions, type GlobalOptions } from './program-options.ts'

export interface ServeHttpOptions {
  readonly port: number
  readonly host: string
  readonly tokenFile?: string
  readonly allowedHost: readonly string[]
  /** Requests a second from one address; 0 for no limit. */
  readonly rateLimit: number
  readonly logQueries?: boolean
  readonly tools: ToolSet
}

/** A pasted log or error is a few kilobytes; nothing that MCP clients send comes near this. */
const MAX_BODY_BYTES = 1024 * 1024
/** Ten seconds of searches: who waits longer than that has usually given up. */
const MOST_WAITING = 400
/** Less than the ten seconds that container engines wait. */
const GRACE_MS = 8000

export async function serveOverHttp(globals: GlobalOptions, options: ServeHttpOptions): Promise<void> {
  const { host, port, allowedHost, rateLimit, logQueries = false } = options
  const tokens = options.tokenFile === undefined ? [] : readTokens(options.tokenFile)
  if (tokens.length === 0 && !isLoopback(host)) throw tokenRequired(host)
  // Its log says so: talk on stderr would not be JSON.
  const signal = untilInterrupted('')
  const log = createEventLog(process.stderr, systemClock)
  const app = openApp({ ...appOptions(globals), logger: log, isServer: true })
  const mcp = createMcpEndpoint(app, productVersion(), log, { tools: options.tools })
  const open = () => app.index.local({ isReader: true })
  try {
    const server = await startHttpServer({
      host,
      port,
      handle: createRequestHandler({
        access: createAccessCheck({ host, allowedHosts: allowedHost, tokens, headersAreLocal }),
        rateLimit: createRateLimit(rateLimit, systemClock),
        turn: createTurnstile(MOST_WAITING),
        routes: createWebRoutes({ open, clock: systemClock, assets: loadAssets({ keepsPages: tokens.length === 0 }) }),
        mcp,
        open,
        metrics: createMetrics(),
        log,
        logQueries,
        maxBodyBytes: MAX_BODY_BYTES,
        isStopping: () => signal.aborted,
      }),
    })
    log.event('listening', { url: `${server.url}/`, mcp: `${server.url}/mcp`, token: tokens.length > 0 })
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    const ended = server.stop(GRACE_MS)
    log.event('stopping', {})
    await ended
    await mcp.close()
    log.event('stopped', {})
  } finally {
    await app.close()
  }
}

function tokenRequired(host: string): DocsError {
  return new DocsError(
    'BAD_CONFIG',
    `Bound to ${host}, this server can be reached from other machines, and without a token by anybody on them.`,
    {
      hint: 'Name a file with a token in it: "openssl rand -hex 32 > token.txt", then --token-file token.txt. Or bind to 127.0.0.1.',
    },
  )
}
