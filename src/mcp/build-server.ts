// One MCP server over an App: the same for every connection, protocol era and transport. Tools stand in a fixed order.

import { McpServer } from '@modelcontextprotocol/server'
import type { App } from '../app.ts'
import type { Logger } from '../core/platform/logger.ts'
import type { ShownPassages } from './answer/shown-passages.ts'
import { answerParamErrors } from './arguments/param-errors.ts'
import { BASIC_INSTRUCTIONS, CHINA_INSTRUCTIONS, INSTRUCTIONS } from './instructions.ts'
import { registerPrompts } from './prompts/prompts.ts'
import { registerResources } from './resources/resources.ts'
import { registerGetAvailableServices } from './tools/get-available-services.ts'
import { registerListGuides } from './tools/list-guides.ts'
import { registerReadDocumentation } from './tools/read-documentation.ts'
import { registerReadSections } from './tools/read-sections.ts'
import { registerRecommend } from './tools/recommend.ts'
import { registerSearchDocumentation } from './tools/search-documentation.ts'
import { registerSearchTable } from './tools/search-table.ts'
import type { ToolSet } from './tools/tool-sets.ts'
import { registerWhatsChanged } from './tools/whats-changed.ts'

/**
 * What a program offers changes with the program only; what is indexed, with every refresh. All of it is public
 * documentation.
 */
const OF_THE_PROGRAM = { ttlMs: 60 * 60 * 1000, cacheScope: 'public' } as const
const OF_THE_INDEX = { ttlMs: 60 * 1000, cacheScope: 'public' } as const

/**
 * No change is ever announced: the times above say when to ask again. Clients that are promised news keep a stream open
 * for it.
 */
const UNANNOUNCED = { listChanged: false } as const

export interface ServerChoices {
  readonly tools?: ToolSet
  /** What this session was shown, where it is not to be repeated. */
  readonly shown?: ShownPassages | undefined
}

export function buildServer(app: App, version: string, logger: Logger, choices: ServerChoices = {}): McpServer {
  const isBasic = choices.tools === 'basic'
  const server = new McpServer(
    { name: 'aws-docs-offline', title: 'AWS documentation, offline', version },
    {
      instructions: chooseInstructions(app, isBasic),
      capabilities: { tools: UNANNOUNCED, resources: UNANNOUNCED, ...(!isBasic && { prompts: UNANNOUNCED }) },
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
  registerSearchDocumentation(server, app, logger, choices.shown)
  registerReadDocumentation(server, app, logger)
  if (!isBasic) registerOtherTools(server, app, logger)
  registerResources(server, app, logger)
  // Their texts name tools of the whole set.
  if (!isBasic) registerPrompts(server, app)
  answerParamErrors(server)
  return server
}

function registerOtherTools(server: McpServer, app: App, logger: Logger): void {
  registerReadSections(server, app, logger)
  registerSearchTable(server, app, logger)
  registerRecommend(server, app, logger)
  registerListGuides(server, app, logger)
  registerWhatsChanged(server, app, logger)
  if (app.options.partition === 'aws-cn') registerGetAvailableServices(server, app, logger)
}

function chooseInstructions({ options }: App, isBasic: boolean): string {
  if (isBasic) return BASIC_INSTRUCTIONS
  return options.partition === 'aws-cn' ? INSTRUCTIONS + CHINA_INSTRUCTIONS : INSTRUCTIONS
}
