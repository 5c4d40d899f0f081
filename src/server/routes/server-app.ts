// The server's addresses, on hono: MCP, the web page, and those for operators, each behind its guards. What it takes
// from node is the connection: bodies are read from it, and a client that is still sending is let finish.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import type { EventLog } from '../metrics/event-log.ts'
import { observe, type RequestNotes } from '../metrics/observe.ts'
import { createGuards, type Guard, type GuardParts } from './guards.ts'
import { answerMcp, type McpRouteOptions } from './mcp-route.ts'
import { answerHealth, type CountGuides } from './operator-routes.ts'
import type { Pages } from './page-route.ts'
import { makeTextReply, type Reply, toResponse } from './reply.ts'
import { cleanAddress, type RequestContext, type ServerEnv, toPageRequest } from './request-context.ts'
import { securityHeaders } from './security-headers.ts'

export interface ServerAppOptions extends GuardParts, McpRouteOptions {
  readonly pages: Pages
  readonly guides: CountGuides
  readonly log: EventLog
  /** Whether the server is about to end. */
  readonly isStopping: () => boolean
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** An answer that passed no middleware. */
const UNREAD = { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'" }

/** Where clients of MCP's older transport look for it. */
const OLD_MCP_PATHS = ['/sse', '/message', '/messages'] as const

export function createServerApp(options: ServerAppOptions): RequestListener {
  const { isStopping } = options
  const app = createRoutes(options)
  const notesOf = new WeakMap<IncomingMessage, RequestNotes>()
  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      app.fetch(request, { incoming, outgoing, notes: notesOf.get(incoming as IncomingMessage) ?? { route: 'none' } }),
    {
      // For requests without a Host, which are refused by name.
      hostname: 'server',
      errorHandler: () => toResponse(makeTextReply('This is not an address.\n', 400, UNREAD), false),
    },
  )
  return async (request, response) => {
    notesOf.set(request, observe(request, response, options))
    if (isStopping()) response.setHeader('Connection', 'close')
    await listener(request, response)
  }
}

function createRoutes(options: ServerAppOptions): Hono<ServerEnv> {
  const { pages, log, metrics, mcp, guides, logQueries, isStopping } = options
  const app = new Hono<ServerEnv>({ getPath: ({ url }) => cleanAddress(url).pathname })
  const { requireAllowed, queueRequest, crossOrigin } = createGuards(options)
  app.use(securityHeaders)
  // Balancers and container engines ask by address and without a token; the answer says nothing but whether to send
  // requests here.
  app.all('/healthz', nameRoute('healthz'), async (c) => send(c, await answerHealth(guides, isStopping())))
  app.all('/metrics', nameRoute('metrics'), compress(), requireAllowed('page'), requireGet, async (c) =>
    send(c, makeTextReply(await metrics.render(), 200, { 'Content-Type': metrics.contentType })),
  )
  for (const path of ['/mcp', '/mcp/'])
    app.all(path, nameRoute('mcp'), crossOrigin, requireAllowed('mcp'), queueRequest('mcp'), (c) =>
      answerMcp(c, options),
    )
  for (const path of OLD_MCP_PATHS) app.all(path, crossOrigin, requireAllowed('mcp'), () => mcp.answerElsewhere())
  for (const { name, path, isCheap = false, answer } of pages.routes) {
    // A page that is made anew each time saves nothing by a tag.
    app.use(
      path,
      nameRoute(name),
      compress(),
      requireAllowed('page'),
      isCheap ? etag() : queueRequest('page'),
      requireGet,
    )
    app.all(path, async (c) => {
      const request = toPageRequest(c)
      const query = request.url.searchParams.get('q')
      if (logQueries && query) c.env.notes.query = query
      return send(c, await answer(request))
    })
  }
  app.all('*', compress(), requireAllowed('page'), queueRequest('page'), requireGet, (c) =>
    send(c, pages.answerNotFound(toPageRequest(c))),
  )
  app.onError((error, c) => {
    log.warn(error.stack ?? String(error))
    return send(c, pages.answerFailure(toPageRequest(c)))
  })
  return app
}

function nameRoute(route: string): Guard {
  return (c, next) => {
    c.env.notes.route = route
    return next()
  }
}

const requireGet: Guard = async (c, next) => {
  const { method } = c.env.incoming
  if (method === 'GET' || method === 'HEAD') return next()
  const headers = { Allow: 'GET, HEAD', Connection: 'close' }
  return send(c, makeTextReply('Only GET and HEAD; MCP is at POST /mcp.\n', 405, headers))
}

function send(c: RequestContext, reply: Reply): Response {
  const encoding = accepts(c, { header: 'Accept-Encoding', supports: ['gzip', 'identity'], default: 'identity' })
  return toResponse(reply, encoding === 'gzip')
}
