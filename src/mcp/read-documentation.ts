// The tool read_documentation: a page as Markdown text, in windows. No structured content: some clients would show the model only that.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Logger } from '../core/logger.ts'
import type { PageReading } from '../read/read-page.ts'
import { ageOf, dateOf } from './age.ts'
import { answering, textResult } from './tool-result.ts'

const INPUT = z.object({
  url: z
    .string()
    .min(1)
    .max(2000)
    .describe(
      'URL or path of a page, with or without locale, .html and #anchor. Example: "https://docs.aws.amazon.com/lambda/latest/dg/welcome.html"',
    ),
  max_length: z.number().int().min(200).max(40_000).default(5000).describe('Most characters to return. Example: 10000'),
  start_index: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe(
      'Character to start at, as an earlier answer said. With an anchor in the URL and 0 here, the answer starts at that section. Example: 5000',
    ),
  fresh: z.boolean().optional().describe('Ask the live site even when the page is indexed. Example: true'),
})

const MOST_CONTENTS = 40

export function registerReadDocumentation(server: McpServer, app: App, logger: Logger): void {
  server.registerTool(
    'read_documentation',
    {
      title: 'Read a page of the AWS documentation',
      description:
        'Returns a page of docs.aws.amazon.com as Markdown: code, tables and notes as they are, links absolute. The first line says where the text comes from and how old it is. A long page comes in windows; a cut answer ends with the start_index to go on and the sections of the page with their offsets.',
      inputSchema: INPUT,
      annotations: {
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: !app.options.offline,
      },
    },
    (input, ctx) =>
      answering(logger, async () => {
        const { url, max_length: maxLength, start_index: startIndex, fresh = false } = input
        const reading = await app.read({ url, maxLength, startIndex, fresh, signal: ctx.mcpReq.signal })
        return textResult(asText(reading, app.clock.now()))
      }),
  )
}

function asText(reading: PageReading, now: number): string {
  const { source, product, guide, locale, fetchedAt, checkedAt, notice } = reading
  const checked = checkedAt > fetchedAt ? `, checked ${ageOf(checkedAt, now)}` : ''
  const head = `[${reading.url} · ${product} ${guide} · ${locale} · ${source}, fetched ${dateOf(fetchedAt)} (${ageOf(fetchedAt, now)})${checked}]`
  return [head, notice, reading.markdown.trimEnd(), footOf(reading)].filter(Boolean).join('\n\n')
}

function footOf({ startIndex, endIndex, totalLength, contents, url }: PageReading): string {
  if (endIndex >= totalLength && startIndex === 0) return ''
  const position = `[Characters ${startIndex} to ${endIndex} of ${totalLength}.`
  const more =
    endIndex < totalLength
      ? ` Go on with start_index=${endIndex} on ${url.replace(/#.*/, '')}.]`
      : ' This is the end of the page.]'
  const listed = contents.filter(({ level }) => level <= 3)
  const rows = listed
    .slice(0, MOST_CONTENTS)
    .map(({ level, title, start }) => `${'  '.repeat(Math.max(0, level - 1))}${start}: ${title}`)
  if (listed.length > MOST_CONTENTS) rows.push(`(${listed.length - MOST_CONTENTS} more sections)`)
  return `${position}${more}\nSections (start_index: title):\n${rows.join('\n')}`
}
