// The tool read_sections: named parts of a page as Markdown text. No structured content: some clients would show the
// model only that.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import type { SectionReading, SectionsReading } from '../../read/read-sections.ts'
import { fitText } from '../answer/answer-budget.ts'
import { describeSource } from '../answer/describe-source.ts'
import { toOneLine, wrapPageText } from '../answer/page-text.ts'
import { makeTextResult } from '../answer/tool-result.ts'
import { limitLength, MAX_LENGTH, ONE_URL } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

const INPUT = z.object({
  url: ONE_URL,
  section_titles: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(25)
    .describe(
      'Titles or anchors of sections of any depth. "Limits > Quotas" names one below another. Example: ' +
        '["Prerequisites", "Step 2: Create the role"]',
    ),
  max_length: MAX_LENGTH.default(20_000).describe('Most characters, over all sections. Example: 8000'),
})

export function registerReadSections(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'read_sections', {
    title: 'Read sections of a page',
    description:
      'Returns the named sections of one page as Markdown, each with its subsections, in the order asked ' +
      'for. Titles match in any language of the page, without regard to case, width and spacing, or ' +
      'nearly. Unknown titles are answered with the closest, or with the outline of the page.',
    input: INPUT,
    openWorld: !app.options.offline,
    answer: async ({ url, section_titles: titles, max_length: asked }, { signal, mostTokens }) => {
      const read = async (maxLength: number) =>
        formatText(await app.documentation.readSections({ url, titles, maxLength, signal }), app.clock.now())
      return makeTextResult(await fitText(limitLength(asked), read, mostTokens))
    },
  })
}

function formatText(reading: SectionsReading, now: number): string {
  const missing = reading.missing.map(
    ({ requested, closest }) =>
      `[No section ${quoteBriefly(requested)} here. The closest: ${closest.map((title) => `"${title}"`).join(', ')}.]`,
  )
  return [describeSource(reading, now), reading.notice, ...reading.found.map(formatSection), ...missing]
    .filter(Boolean)
    .join('\n\n')
}

function formatSection({ requested, title, headingPath, url, markdown, continueAt }: SectionReading): string {
  const asked = requested === title ? '' : ` (asked for as ${quoteBriefly(requested)})`
  const where = `[${toOneLine(headingPath.join(' > '))}${asked}: ${url}]`
  const more =
    continueAt === undefined
      ? ''
      : `[Cut. read_documentation with start_index=${continueAt} on ${url.replace(/#.*/, '')} goes on.]`
  return [where, markdown === '' ? '' : wrapPageText(markdown), more].filter(Boolean).join('\n\n')
}
