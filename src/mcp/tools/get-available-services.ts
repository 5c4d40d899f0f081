// The tool get_available_services: name and answer as in awslabs' server, which has it for the China partition alone; so here.

import type { McpServer } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/logger.ts'
import { sourceLine } from '../source-line.ts'
import { readOnly, toolInput, withinLimit } from '../tool-input.ts'
import { answering, textResult } from '../tool-result.ts'

const INPUT = toolInput({})

export function registerGetAvailableServices(server: McpServer, app: App, logger: Logger): void {
  server.registerTool(
    'get_available_services',
    {
      title: 'Services of the China Regions',
      description:
        'Returns what the documentation of the China Regions says of the services that are available there, as Markdown, and each service with the URL of the page that says how it differs from other Regions.',
      inputSchema: INPUT,
      annotations: readOnly(!app.options.offline),
    },
    (_input: z.infer<typeof INPUT>, ctx) =>
      answering(logger, async () => textResult(await describeServices(app, ctx.mcpReq.signal))),
  )
}

async function describeServices(app: App, signal: AbortSignal): Promise<string> {
  const { page, services, missing } = await app.chinaServices(signal)
  const list =
    missing === undefined
      ? `## Services in Amazon Web Services China\n\n${services.map(({ title, url }) => `- [${title}](${url})`).join('\n')}`
      : `[The pages of the single services are not listed: ${missing}.]`
  const text = page.markdown.trimEnd()
  const most = withinLimit(Number.MAX_SAFE_INTEGER) - list.length
  const cut = text.length > most ? `\n\n[Cut; read_documentation on ${page.url} has all of it.]` : ''
  return [sourceLine(page, app.clock.now()), page.notice, text.slice(0, Math.max(0, most)) + cut, list]
    .filter(Boolean)
    .join('\n\n')
}
