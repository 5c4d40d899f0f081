// One MCP server over an App: the same for every connection, protocol era and transport. Tools stand in a fixed order.

import { McpServer } from '@modelcontextprotocol/server'
import type { App } from '../app.ts'
import type { Logger } from '../core/logger.ts'
import { INSTRUCTIONS } from './instructions.ts'
import { registerReadDocumentation } from './read-documentation.ts'
import { registerSearchDocumentation } from './search-documentation.ts'

export function buildServer(app: App, version: string, logger: Logger): McpServer {
  const server = new McpServer(
    { name: 'aws-docs-offline', title: 'AWS documentation, offline', version },
    { instructions: INSTRUCTIONS },
  )
  registerSearchDocumentation(server, app, logger)
  registerReadDocumentation(server, app, logger)
  return server
}
