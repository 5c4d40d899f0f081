// The listening socket: its limits in time and size, and how it ends. What a request gets is the handler's business.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { LONGEST_QUERY } from '../../core/model/query-length.ts'
import { startTimer, type Timer } from '../../core/platform/timer.ts'
import { limitConnections } from './connection-limit.ts'

export interface HttpServerOptions {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** From here on idle connections make way for new ones. */
  readonly mostConnections?: number
}

export interface HttpServer {
  /** Without a slash at its end. */
  readonly url: string
  /** No new connections; resolves when the requests under way have ended, after `graceMs` in any case. */
  stop(graceMs: number): Promise<void>
}

const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the idle time of usual load balancers (60 s), so that they and not this server close idle connections.
  keepAliveTimeout: 65_000,
  // A query of the longest allowed, in Japanese nine characters of the address for each of its own, and usual headers.
  maxHeaderSize: 9 * LONGEST_QUERY + 16_384,
  connectionsCheckingInterval: 5_000,
}
const MOST_CONNECTIONS = 2000
/** A client whose connection was taken a moment ago is about to ask. */
const SILENT_MS = 1000

/** Listens. Throws BAD_CONFIG when the address cannot be had. */
export async function startHttpServer({
  host,
  port,
  handle,
  mostConnections = MOST_CONNECTIONS,
}: HttpServerOptions): Promise<HttpServer> {
  const server = createServer(LIMITS)
  limitConnections(server, mostConnections)
  const ending = new Set<ServerResponse>()
  /** Connections that have not sent a request yet. */
  const silent = new Set<Socket>()
  let reportChange = () => {}
  server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => {
      silent.delete(socket)
      reportChange()
    })
  })
  const take = (request: IncomingMessage, response: ServerResponse) => {
    silent.delete(request.socket)
    // A subscription has no end of its own: nobody waits for it.
    if (request.headers['mcp-method'] !== 'subscriptions/listen') {
      ending.add(response)
      response.once('close', () => {
        ending.delete(response)
        reportChange()
      })
    }
    void handle(request, response)
  }
  server.on('request', take).on('checkContinue', take)
  await listen(server, host, port)
  const { address, family, port: bound } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    async stop(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timers: Timer[] = []
      await new Promise<void>((resolve) => {
        let waitsForSilent = true
        reportChange = () => {
          if (ending.size === 0 && (!waitsForSilent || silent.size === 0)) resolve()
        }
        const giveUp = () => {
          waitsForSilent = false
          reportChange()
        }
        timers.push(startTimer(graceMs, resolve), startTimer(Math.min(SILENT_MS, graceMs), giveUp))
        reportChange()
      })
      for (const timer of timers) timer.stop()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve)
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const hint = 'Choose another with --port (0 takes any free one) or --host.'
    const why =
      code === 'EADDRINUSE'
        ? 'another program listens there'
        : code === 'EACCES'
          ? 'this user may not use that port'
          : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
            ? 'this machine has no such address'
            : toMessage(error)
    throw new DocsError('BAD_CONFIG', `Cannot listen on ${host} port ${port}: ${why}.`, { hint, cause: error })
  }
}
