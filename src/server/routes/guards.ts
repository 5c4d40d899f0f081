// What a request passes before it is answered: its rate, the names in it, its token, the queue. Pages of allowed sites
// may read what /mcp answers, refusals too.

import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { AccessCheck, Asker } from '../auth/access.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import { makeRefusalResponse, type RefusalFacts } from '../limits/refusal.ts'
import type { RequestQueue } from '../limits/request-queue.ts'
import { discardBody } from '../limits/unread-body.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { RequestContext, ServerEnv } from './request-context.ts'

export interface GuardParts {
  readonly access: AccessCheck
  readonly rateLimit: RateLimit
  readonly turn: RequestQueue
  readonly metrics: Metrics
}

export type Guard = MiddlewareHandler<ServerEnv>

export interface Guards {
  /** Who may ask, and how often. */
  requireAllowed(asker: Asker): Guard
  /** One at a time. */
  queueRequest(asker: Asker): Guard
  /** Whether and how a page of another origin may ask over MCP. */
  readonly crossOrigin: Guard
}

/** What a browser may keep of the answer to a preflight request, in seconds. */
const PREFLIGHT_MAX_AGE = 7200

export function createGuards({ access, rateLimit, turn, metrics }: GuardParts): Guards {
  const refuse = (c: RequestContext, facts: RefusalFacts) => {
    metrics.recordRefusal(facts.refusal)
    return refuseRequest(c, facts)
  }
  const passes = async (c: RequestContext, asker: Asker): Promise<RefusalFacts | undefined> => {
    const { headers, socket } = c.env.incoming
    const wait = await rateLimit(socket.remoteAddress ?? '')
    if (wait !== undefined) return { refusal: 'rate', wait, asker }
    const refusal = access.names(headers, asker) ?? (isPreflight(c) ? undefined : access.findToken(headers, asker))
    return refusal && { refusal, asker }
  }
  const sharing = cors({
    origin: (origin) => origin,
    allowMethods: ['POST'],
    exposeHeaders: ['Mcp-Session-Id', 'Mcp-Protocol-Version', 'WWW-Authenticate', 'Retry-After'],
    maxAge: PREFLIGHT_MAX_AGE,
  })
  return {
    requireAllowed: (asker) => async (c, next) => {
      const refusal = await passes(c, asker)
      return refusal ? refuse(c, refusal) : next()
    },
    queueRequest: (asker) => async (c, next) => {
      if (!(await turn())) return refuse(c, { refusal: 'busy', asker })
      // Whoever has gone meanwhile needs no answer.
      return c.env.incoming.socket.destroyed ? c.body(null, 499 as 400) : next()
    },
    async crossOrigin(c, next) {
      const { headers } = c.env.incoming
      if (headers.origin === undefined || access.names(headers, 'mcp') !== undefined) return next()
      if (!isPreflight(c)) return c.req.method === 'OPTIONS' ? next() : sharing(c, next)
      const refusal = await passes(c, 'mcp')
      return refusal ? refuse(c, refusal) : sharing(c, next)
    },
  }
}

export async function refuseRequest(c: RequestContext, facts: RefusalFacts): Promise<Response> {
  await discardBody(c.env.incoming, c.env.outgoing)
  return makeRefusalResponse(facts)
}

// A browser asks whether it may ask, and presents no token for that.
function isPreflight(c: RequestContext): boolean {
  return c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
}
