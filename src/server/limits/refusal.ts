// What is said to a request that is not answered, in the asker's protocol: JSON-RPC for MCP clients, plain text for
// people.

import type { Asker, Refusal } from '../auth/access.ts'

export interface RefusalFacts {
  readonly refusal: Refusal | 'rate' | 'busy' | 'size' | 'malformed' | 'batch'
  readonly asker: Asker
  /** Seconds until the next request may pass. */
  readonly wait?: number | undefined
  readonly maxBodyBytes?: number
  readonly mostMessages?: number
}

export function makeRefusalResponse(facts: RefusalFacts): Response {
  const { status, code, message, headers = {} } = toTerms(facts)
  const [type, body] =
    facts.asker === 'mcp'
      ? ['application/json', JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null })]
      : ['text/plain', `${message}\n`]
  const fields = {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'private, no-store',
    ...headers,
  }
  return new Response(body, { status, headers: fields })
}

interface Terms {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

function toTerms({ refusal, asker, wait = 1, maxBodyBytes, mostMessages }: RefusalFacts): Terms {
  const isMcp = asker === 'mcp'
  switch (refusal) {
    case 'host':
      return {
        status: 403,
        code: -32000,
        message: 'This server does not answer to the name in the Host header; --allowed-host adds names.',
      }
    case 'origin':
      return {
        status: 403,
        code: -32000,
        message: isMcp
          ? 'Pages of another site may not ask this server; --allowed-origin adds sites.'
          : 'Pages of another site may not ask this server.',
      }
    case 'token':
      return {
        status: 401,
        code: -32001,
        message: isMcp
          ? 'A token is required: Authorization: Bearer TOKEN.'
          : 'A token is required: as the password (with any user name), or as Authorization: Bearer TOKEN.',
        headers: { 'WWW-Authenticate': isMcp ? 'Bearer' : 'Basic realm="aws-docs-offline", charset="UTF-8"' },
      }
    case 'rate':
      return {
        status: 429,
        code: -32002,
        message: `Too many requests from this address; the next in ${wait} s.`,
        headers: { 'Retry-After': String(wait) },
      }
    case 'busy':
      return {
        status: 503,
        code: -32004,
        message: 'Too many requests are waiting; try again in a few seconds.',
        headers: { 'Retry-After': '5' },
      }
    case 'size':
      return { status: 413, code: -32003, message: `A request may hold ${maxBodyBytes} bytes.` }
    case 'malformed':
      return { status: 400, code: -32700, message: 'Parse error: the body is not JSON.' }
    case 'batch':
      return { status: 400, code: -32600, message: `A list may hold ${mostMessages} messages.` }
  }
}
