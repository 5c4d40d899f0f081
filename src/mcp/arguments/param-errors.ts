// Requests whose parameters are not what their method takes. The SDK answers them like a fault of its own (-32603, with
// its checker's JSON for a message); JSON-RPC has a code that tells the client that it asked wrongly, and what is wrong
// fits into a sentence.

import type { JSONRPCMessage, McpServer } from '@modelcontextprotocol/server'

const INTERNAL_ERROR = -32603
const INVALID_PARAMS = -32602

/** Puts the answers right of every connection of `server`. */
export function answerParamErrors({ server }: McpServer): void {
  const connect = server.connect.bind(server)
  server.connect = (transport) => {
    const send = transport.send.bind(transport)
    transport.send = (message, options) => send(toParamError(message), options)
    return connect(transport)
  }
}

function toParamError(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== INTERNAL_ERROR) return message
  const issues = parseIssues(message.error.message)
  if (!issues) return message
  return { ...message, error: { code: INVALID_PARAMS, message: `Invalid params: ${issues}` } }
}

interface Issue {
  readonly path?: unknown
  readonly message?: unknown
}

/** Where and what, when the text is what zod says. */
function parseIssues(text: string): string | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const issues = JSON.parse(text) as readonly Issue[]
    return issues
      .slice(0, 3)
      .map(({ path, message }) => [Array.isArray(path) ? path.join('.') : '', String(message)])
      .map((parts) => parts.filter((part) => part !== '').join(': '))
      .join('; ')
  } catch {
    return undefined
  }
}
