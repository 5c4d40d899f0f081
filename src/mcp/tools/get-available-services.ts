// The tool get_available_services: name and answer as in awslabs' server, which has it for the China partition alone;
// so here.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { ChinaServices } from '../../app/site/china-services.ts'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { fitText } from '../answer/answer-budget.ts'
import { describeSource } from '../answer/describe-source.ts'
import { makeTextResult } from '../answer/tool-result.ts'
import { limitLength, MAX_LENGTH } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

/**
 * There, a tool takes no arguments; Gemini refuses an object without any ("properties: should be non-empty for OBJECT
 * type").
 */
const INPUT = z.object({ max_length: MAX_LENGTH.default(20_000).describe('Most characters. Example: 8000') })

export function registerGetAvailableServices(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'get_available_services', {
    title: 'Services of the China Regions',
    description:
      'Returns what the documentation of the China Regions says of their services, as Markdown, and for ' +
      'each service the URL of the page on how it differs there.',
    input: INPUT,
    openWorld: !app.options.offline,
    answer: async ({ max_length: asked }, { signal, mostTokens }) => {
      const services = await app.documentation.readChinaServices(signal)
      const describe = async (maxLength: number) => describeServices(services, app.clock.now(), maxLength)
      return makeTextResult(await fitText(limitLength(asked), describe, mostTokens))
    },
  })
}

function describeServices({ page, services, missing }: ChinaServices, now: number, maxLength: number): string {
  const list =
    missing === undefined
      ? '## Services in Amazon Web Services China\n\n' +
        services.map(({ title, url }) => `- [${title}](${url})`).join('\n')
      : `[The pages of the single services are not listed: ${missing}.]`
  const text = page.markdown.trimEnd()
  const most = maxLength - list.length
  const cut = text.length > most ? `\n\n[Cut; read_documentation on ${page.url} has all of it.]` : ''
  return [describeSource(page, now), page.notice, text.slice(0, Math.max(0, most)) + cut, list]
    .filter(Boolean)
    .join('\n\n')
}
