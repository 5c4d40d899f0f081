// MCP over Streamable HTTP for both protocol eras, without sessions: every request is answered by a server of its own
// over the one App. What comes before it (who may ask, how much and how often) is the HTTP server's business; the SDK's
// handler checks none of it.

import { createMcpHandler, validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { buildServer, type ServerChoices } from '../build-server.ts'
import { acceptAnyAnswer, explainTransport, makeTransportError } from './streamable-http.ts'

/** What a request asks for, for logs and metrics. Names are the client's words. */
export interface McpCall {
  /** JSON-RPC method; `batch` for a list of messages, undefined for anything else. */
  readonly method: string | undefined
  /** Tool, prompt or resource. */
  readonly name: string | undefined
  /** Arguments of a tool or prompt: what people ask. */
  readonly input: unknown
}

export interface McpEndpoint {
  /** `body` is the request's JSON, parsed; undefined without a body. */
  answer(request: Request, body: unknown): Promise<Response>
  /** What is said to a client that looks for MCP elsewhere. */
  answerElsewhere(): Response
  describe(body: unknown): McpCall
  /** Ends subscription streams. */
  close(): Promise<void>
}

/** Streams on which clients wait for news. None is promised, so that only a client that asks nevertheless has one. */
const MOST_SUBSCRIPTIONS = 100

export function createMcpEndpoint(app: App, version: string, logger: Logger, choices: ServerChoices = {}): McpEndpoint {
  const handler = createMcpHandler(() => buildServer(app, version, logger, choices), {
    maxSubscriptions: MOST_SUBSCRIPTIONS,
    onerror: (error: Error) => logger.warn(`MCP: ${error.message}`),
  })
  return {
    async answer(request, body) {
      if (request.method !== 'POST') return makeTransportError(405, 'Method not allowed.', { Allow: 'POST' })
      const response = await handler.fetch(acceptAnyAnswer(request), body === undefined ? {} : { parsedBody: body })
      return response.status === 406 || response.status === 415 ? explainTransport(response) : response
    },
    answerElsewhere: () => makeTransportError(404, 'MCP is at /mcp.'),
    describe,
    close: () => handler.close(),
  }
}

/** Whether both headers name one of `hostnames`; a request without Origin does not come from a foreign page. */
export function areHeadersLocal(
  { host, origin }: { readonly host?: string | undefined; readonly origin?: string | undefined },
  hostnames: readonly string[],
): { readonly host: boolean; readonly origin: boolean } {
  const names = [...hostnames]
  return { host: validateHostHeader(host, names).ok, origin: validateOriginHeader(origin, names).ok }
}

const MESSAGE = z.object({
  method: z.string(),
  params: z
    .object({ name: z.string().optional().catch(undefined), uri: z.string().optional().catch(undefined) })
    .loose()
    .optional()
    .catch(undefined),
})

function describe(body: unknown): McpCall {
  if (Array.isArray(body)) return { method: 'batch', name: undefined, input: undefined }
  const parsed = MESSAGE.safeParse(body)
  if (!parsed.success) return { method: undefined, name: undefined, input: undefined }
  const { method, params } = parsed.data
  return { method, name: params?.name ?? params?.uri, input: params?.arguments }
}
