// What MCP's HTTP transport asks of a client, taken as widely as it may be, and said in full to one that does not keep
// to it.

import { z } from 'zod'

const HOW_TO =
  'This is MCP over Streamable HTTP, without sessions: POST each JSON-RPC message to /mcp, with ' +
  'Content-Type: application/json and Accept: application/json, text/event-stream. There is no stream to ' +
  'GET: a client that is set up for "sse" needs "http" ("streamable-http") with the address of /mcp.'

/** A client that names no kind of answer, or any, takes both that there are. */
export function acceptAnyAnswer(request: Request): Request {
  const accept = request.headers.get('accept')
  if (accept !== null && !/(?:^|,)\s*\*\/\*\s*(?:[;,]|$)/.test(accept)) return request
  const headers = new Headers(request.headers)
  headers.set('Accept', 'application/json, text/event-stream')
  return new Request(request, { headers })
}

export function makeTransportError(
  status: number,
  fault: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32000, message: `${fault} ${HOW_TO}` }, id: null },
    { status, headers },
  )
}

const ERROR = z.object({ error: z.object({ message: z.string() }) })

/** The SDK's refusal of a request's headers, with what they should be. */
export async function explainTransport(response: Response): Promise<Response> {
  const parsed = ERROR.safeParse(await response.json().catch(() => undefined))
  return makeTransportError(response.status, `${parsed.data?.error.message ?? 'Not acceptable'}.`)
}
