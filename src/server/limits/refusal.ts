// What is said to a request that is not answered, in the asker's protocol: JSON-RPC for MCP clients, plain text for people.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { startTimer } from '../../core/platform/timer.ts'
import type { Refusal } from '../auth/access.ts'
import { jsonReply, type Reply, sendReply, textReply } from '../routes/reply.ts'

export interface RefusalFacts {
  readonly refusal: Refusal | 'rate' | 'busy' | 'size' | 'malformed' | 'batch'
  readonly isMcp: boolean
  /** Seconds until the next request may pass. */
  readonly wait?: number | undefined
  readonly maxBodyBytes?: number
  readonly mostMessages?: number
}

/** How long a client may go on sending what nobody reads. */
const LINGER_MS = 10_000

export async function refuse(request: IncomingMessage, response: ServerResponse, facts: RefusalFacts): Promise<void> {
  const { status, code, message, headers = {} } = termsOf(facts)
  const reply: Reply = facts.isMcp
    ? jsonReply({ jsonrpc: '2.0', error: { code, message }, id: null }, status)
    : textReply(`${message}\n`, status)
  const whole = { ...reply, headers: { ...reply.headers, ...headers } }
  if (isStillSending(request)) await lingering(request, response, () => sendReply(request, response, whole))
  else await sendReply(request, response, whole)
}

interface Terms {
  readonly status: number
  readonly code: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

function termsOf({ refusal, isMcp, wait = 1, maxBodyBytes, mostMessages }: RefusalFacts): Terms {
  switch (refusal) {
    case 'host':
      return {
        status: 403,
        code: -32000,
        message: 'This server does not answer to the name in the Host header; --allowed-host adds names.',
      }
    case 'origin':
      return { status: 403, code: -32000, message: 'Pages of another site may not ask this server.' }
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

function isStillSending({ complete, headers }: IncomingMessage): boolean {
  const announces = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return announces && !complete && !/^100-continue$/i.test(headers.expect ?? '')
}

// Closing a connection with unread data in it resets it, and the client may never see the answer: the rest is read into nothing first.
async function lingering(request: IncomingMessage, response: ServerResponse, send: () => Promise<void>): Promise<void> {
  response.setHeader('Connection', 'close')
  const { socket } = request
  const timer = startTimer(LINGER_MS, () => socket.destroy(), { keepsAlive: false })
  request.on('error', () => {}).once('close', () => timer.stop())
  const ended = new Promise<void>((resolve) => request.once('end', resolve).once('close', resolve))
  request.resume()
  await ended
  await send()
}
