// Whether the client that asks can read links to resources in a tool's answer. The SDK translates between the eras of
// the protocol, but sends the content of tools as it is, and a client that finds a kind of content it does not know
// refuses the whole answer.

import type { McpServer, ServerContext } from '@modelcontextprotocol/server'

/** Revisions are dates, and compare as text. */
const FIRST_WITH_LINKS = '2025-06-18'
/**
 * That of a request over HTTP that names none:
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#protocol-version-header
 */
const UNNAMED = '2025-03-26'

export function areLinksKnown(server: McpServer, { http }: ServerContext): boolean {
  // Over HTTP every request of the older era has a server of its own, which has not seen the client's `initialize`.
  const revision = server.server.getNegotiatedProtocolVersion() ?? http?.req?.headers.get('mcp-protocol-version')
  return (revision ?? UNNAMED) >= FIRST_WITH_LINKS
}
