// A request to /mcp: its body is read up to a limit, what it asks for is noted for the log, and the MCP side answers.

import { readJsonBody } from '../limits/json-body.ts'
import type { RefusalFacts } from '../limits/refusal.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { refuseRequest } from './guards.ts'
import type { RequestContext } from './request-context.ts'

/** The MCP side, as the composition gives it. */
export interface McpHandler {
  /** `body` is the request's JSON, parsed; undefined without a body. */
  answer(request: Request, body: unknown): Promise<Response>
  /** What is said to a client that looks for MCP elsewhere. */
  answerElsewhere(): Response
  describe(body: unknown): {
    readonly method: string | undefined
    readonly name: string | undefined
    readonly input: unknown
  }
}

export interface McpRouteOptions {
  readonly mcp: McpHandler
  readonly metrics: Metrics
  readonly logQueries: boolean
  readonly maxBodyBytes: number
}

/** A list of messages is one request to the rate limit: it may not hold a thousand searches. */
const MOST_MESSAGES = 20

export async function answerMcp(c: RequestContext, options: McpRouteOptions): Promise<Response> {
  const { mcp, maxBodyBytes, metrics, logQueries } = options
  const { incoming, outgoing, notes } = c.env
  const refuse = (facts: Omit<RefusalFacts, 'asker'>) => refuseRequest(c, { ...facts, asker: 'mcp' })
  const isWaiting = /^100-continue$/i.test(incoming.headers.expect ?? '')
  const body = await readJsonBody(incoming, maxBodyBytes, () => isWaiting && outgoing.writeContinue())
  if (body.kind === 'aborted') return c.body(null, 400)
  if (body.kind === 'too-large') {
    metrics.recordRefusal('size')
    return refuse({ refusal: 'size', maxBodyBytes })
  }
  if (body.kind === 'malformed') return refuse({ refusal: 'malformed' })
  if (body.kind === 'json' && Array.isArray(body.value) && body.value.length > MOST_MESSAGES)
    return refuse({ refusal: 'batch', mostMessages: MOST_MESSAGES })
  const value = body.kind === 'json' ? body.value : undefined
  const call = mcp.describe(value)
  if (call.method !== undefined) notes.rpc = call.method.slice(0, 60)
  if (call.method === 'tools/call' && call.name !== undefined) notes.name = call.name.slice(0, 60)
  if (logQueries && call.input !== undefined) notes.query = JSON.stringify(call.input).slice(0, 2000)
  const { method, url, headers, signal } = c.req.raw
  // The body is read already; there is no Request of the method TRACE.
  return mcp.answer(new Request(url, { method: method === 'TRACE' ? 'GET' : method, headers, signal }), value)
}
