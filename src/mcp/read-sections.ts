// The tool read_sections: named parts of a page as Markdown text. No structured content: some clients would show the model only that.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Logger } from '../core/logger.ts'
import type { SectionReading, SectionsReading } from '../read/read-sections.ts'
import { markedOff, oneLine } from './page-text.ts'
import { sourceLine } from './source-line.ts'
import { listOf, MAX_LENGTH, ONE_URL, readOnly, toolInput, withinLimit } from './tool-input.ts'
import { answering, textResult } from './tool-result.ts'

const INPUT = toolInput({
  url: ONE_URL,
  section_titles: listOf(z.string().min(1).max(500), 25).describe(
    'Titles or anchors of sections of any depth, in any language of the page. "Limits > Quotas" names one below another. Example: ["Prerequisites", "Step 2: Create the role"]',
  ),
  max_length: MAX_LENGTH.default(20_000).describe('Most characters, over all sections. Example: 8000'),
})

export function registerReadSections(server: McpServer, app: App, logger: Logger): void {
  server.registerTool(
    'read_sections',
    {
      title: 'Read sections of a page',
      description:
        'Returns the named sections of one page as Markdown, each with its subsections, in the order asked for. Titles match without regard to case, width and spacing, or nearly; a Japanese title finds the English section and the other way round. Cheaper than the whole page once a search or an outline has named the sections. Unknown titles are answered with the closest; when none matches, with the outline of the page.',
      inputSchema: INPUT,
      annotations: readOnly(!app.options.offline),
    },
    ({ url, section_titles: titles, max_length: maxLength }, ctx) =>
      answering(logger, async () => {
        const request = { url, titles, maxLength: withinLimit(maxLength), signal: ctx.mcpReq.signal }
        return textResult(asText(await app.readSections(request), app.clock.now()))
      }),
  )
}

function asText(reading: SectionsReading, now: number): string {
  const missing = reading.missing.map(
    ({ requested, closest }) =>
      `[No section "${requested}" here. The closest: ${closest.map((title) => `"${title}"`).join(', ')}.]`,
  )
  return [sourceLine(reading, now), reading.notice, ...reading.found.map(sectionText), ...missing]
    .filter(Boolean)
    .join('\n\n')
}

function sectionText({ requested, title, headingPath, url, markdown, continueAt }: SectionReading): string {
  const asked = requested === title ? '' : ` (asked for as "${requested}")`
  const where = `[${oneLine(headingPath.join(' > '))}${asked}: ${url}]`
  const more =
    continueAt === undefined
      ? ''
      : `[Cut. read_documentation with start_index=${continueAt} on ${url.replace(/#.*/, '')} goes on.]`
  return [where, markedOff(markdown), more].filter(Boolean).join('\n\n')
}
