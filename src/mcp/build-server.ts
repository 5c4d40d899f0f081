// One MCP server over an App: the same for every connection, protocol era and transport. Tools stand in a fixed order.

import { McpServer } from '@modelcontextprotocol/server'
import type { App } from '../app.ts'
import type { Logger } from '../core/logger.ts'
import { CHINA_INSTRUCTIONS, INSTRUCTIONS } from './instructions.ts'
import { registerListGuides } from './list-guides.ts'
import { answerParamErrors } from './param-errors.ts'
import { registerPrompts } from './prompts.ts'
import { registerReadDocumentation } from './read-documentation.ts'
import { registerReadSections } from './read-sections.ts'
import { registerRecommend } from './recommend.ts'
import { registerResources } from './resources.ts'
import { registerSearchDocumentation } from './search-documentation.ts'
import { registerSearchTable } from './search-table.ts'
import { registerGetAvailableServices } from './tools/get-available-services.ts'
import { registerWhatsChanged } from './whats-changed.ts'

/** What a program offers changes with the program only; what is indexed, with every refresh. All of it is public documentation. */
const OF_THE_PROGRAM = { ttlMs: 60 * 60 * 1000, cacheScope: 'public' } as const
const OF_THE_INDEX = { ttlMs: 60 * 1000, cacheScope: 'public' } as const

/** No change is ever announced: the times above say when to ask again. Clients that are promised news keep a stream open for it. */
const UNANNOUNCED = { listChanged: false } as const

export function buildServer(app: App, version: string, logger: Logger): McpServer {
  const server = new McpServer(
    { name: 'aws-docs-offline', title: 'AWS documentation, offline', version },
    {
      instructions: app.options.partition === 'aws-cn' ? INSTRUCTIONS + CHINA_INSTRUCTIONS : INSTRUCTIONS,
      capabilities: { tools: UNANNOUNCED, resources: UNANNOUNCED, prompts: UNANNOUNCED },
      cacheHints: {
        'tools/list': OF_THE_PROGRAM,
        'prompts/list': OF_THE_PROGRAM,
        'resources/templates/list': OF_THE_PROGRAM,
        'server/discover': OF_THE_PROGRAM,
        'resources/list': OF_THE_INDEX,
        'resources/read': OF_THE_INDEX,
      },
    },
  )
  registerSearchDocumentation(server, app, logger)
  registerReadDocumentation(server, app, logger)
  registerReadSections(server, app, logger)
  registerSearchTable(server, app, logger)
  registerRecommend(server, app, logger)
  registerListGuides(server, app, logger)
  registerWhatsChanged(server, app, logger)
  if (app.options.partition === 'aws-cn') registerGetAvailableServices(server, app, logger)
  registerResources(server, app)
  registerPrompts(server, app)
  answerParamErrors(server)
  return server
}
