// The tool read_documentation: up to ten pages as Markdown text, in windows. No structured content: some clients would
// show the model only that.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Logger } from '../../core/platform/logger.ts'
import type { PageReading, ReadRequest } from '../../read/read-page.ts'
import { fitText } from '../answer/answer-budget.ts'
import { describeSource } from '../answer/describe-source.ts'
import { wrapPageText } from '../answer/page-text.ts'
import { listSections } from '../answer/section-list.ts'
import { formatError, makeTextResult } from '../answer/tool-result.ts'
import { limitLength, MAX_LENGTH } from '../arguments/tool-input.ts'
import { addImages, computeImageTokens } from './page-images.ts'
import { registerTool } from './register-tool.ts'

const MOST_PAGES = 10
const MOST_CONTENTS = 40
/** In the parts after the first, of those around their end. */
const MOST_CONTENTS_LATER = 20
/** Lists of sections are shorter where there are several of them. */
const MOST_CONTENTS_OF_MANY = 8
/** With fewer than these for an answer, the page itself is worth more than a long list of its sections. */
const TOKENS_FOR_CONTENTS = 4000

const INPUT = z.object({
  url: z
    .string()
    .min(1)
    .max(2000 * MOST_PAGES)
    .describe(
      'URL or path of a page, with or without locale, .html and #anchor; or up to 10, separated by ' +
        'blanks. Example: "/lambda/latest/dg/welcome.html"',
    ),
  max_length: MAX_LENGTH.default(5000).describe('Most characters of each page; 40000 for all together. Example: 10000'),
  start_index: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe(
      'Character to start at, as an earlier answer said; for one page. With an anchor in the URL and 0 ' +
        'here, the answer starts at that section. Example: 5000',
    ),
  fresh: z.boolean().optional().describe('Ask the live site even when the page is indexed. Example: true'),
  images: z.boolean().optional().describe('Also the images that the text shows. Example: true'),
})

export function registerReadDocumentation(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'read_documentation', {
    title: 'Read pages',
    description:
      'Returns one page of docs.aws.amazon.com or docs.amazonaws.cn, or up to ten in one call, as ' +
      'Markdown: code, tables and notes as they are, links absolute. The first line of each says where ' +
      'the text comes from and how old it is; the page itself stands between <page-text> and ' +
      '</page-text>. A long page comes in windows, cut at a paragraph; a cut answer ends with the ' +
      'start_index to go on and the sections of the page with their offsets.',
    input: INPUT,
    openWorld: !app.options.offline,
    answer: async (input, { signal, mostTokens }) => {
      const kept = input.images ? computeImageTokens(mostTokens) : 0
      const { text, markdown } = await readPages({ app, logger }, input, signal, mostTokens - kept)
      const result = makeTextResult(text)
      return input.images ? addImages(app, result, markdown, { signal, mostTokens }) : result
    },
  })
}

interface ToolParts {
  readonly app: App
  readonly logger: Logger
}

async function readPages(
  parts: ToolParts,
  { url, max_length: asked, start_index: startIndex, fresh = false }: z.infer<typeof INPUT>,
  signal: AbortSignal,
  mostTokens: number,
): Promise<PagesText> {
  const urls = splitAddresses(url)
  if (urls.length > 1 && startIndex > 0) {
    throw new DocsError('BAD_INPUT', 'start_index is a place in one page, and several were asked for.', {
      hint: 'Go on with one URL at a time.',
    })
  }
  const isTight = mostTokens < TOKENS_FOR_CONTENTS * urls.length
  const mostContents = urls.length > 1 || isTight ? MOST_CONTENTS_OF_MANY : MOST_CONTENTS
  let markdown = ''
  const read = async (maxLength: number, attempt: number) => {
    const request = { maxLength, startIndex, fresh: fresh && attempt === 0, signal }
    const made = await readEach(parts, urls, request, mostContents)
    markdown = made.markdown
    return made.text
  }
  return { text: await fitText(limitLength(asked, urls.length), read, mostTokens), markdown }
}

interface PagesText {
  readonly text: string
  /** What of it is the pages' own. */
  readonly markdown: string
}

/** One, or several with blanks or commas between them; an address has neither before its beginning. */
function splitAddresses(text: string): string[] {
  const urls = text.trim().split(/[\s,]+(?=https?:\/\/|\/)/)
  if (urls.length <= MOST_PAGES) return urls
  throw new DocsError('BAD_INPUT', `url names ${urls.length} pages, and ${MOST_PAGES} are read in one call.`, {
    hint: 'Ask for the others in another call.',
  })
}

async function readEach(
  { app, logger }: ToolParts,
  urls: readonly string[],
  request: Omit<ReadRequest, 'url'>,
  mostContents: number,
): Promise<PagesText> {
  const readings = await Promise.allSettled(urls.map((url) => app.documentation.read({ ...request, url })))
  const failed = readings.filter((reading) => reading.status === 'rejected')
  const bug = failed.find(({ reason }) => !(reason instanceof DocsError))
  if (bug) throw bug.reason
  if (failed.length === 1 && readings.length === 1) throw failed[0]?.reason
  const texts = readings.map((reading) =>
    reading.status === 'fulfilled'
      ? formatText(reading.value, app.clock.now(), mostContents)
      : `[${formatError(reading.reason as DocsError, app.setting, logger)}]`,
  )
  if (failed.length < readings.length) {
    const markdown = readings.flatMap((reading) => (reading.status === 'fulfilled' ? [reading.value.markdown] : []))
    return { text: texts.join('\n\n---\n\n'), markdown: markdown.join('\n\n') }
  }
  throw new DocsError('PAGE_NOT_FOUND', `None of the ${readings.length} pages could be read. ${texts.join(' ')}`)
}

function formatText(reading: PageReading, now: number, mostContents: number): string {
  return [
    describeSource(reading, now),
    reading.notice,
    wrapPageText(reading.markdown.trimEnd()),
    writeFoot(reading, mostContents),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function writeFoot({ startIndex, endIndex, totalLength, contents, url }: PageReading, mostContents: number): string {
  if (endIndex >= totalLength && startIndex === 0) return ''
  const position = `[Characters ${startIndex} to ${endIndex} of ${totalLength}.`
  const more =
    endIndex < totalLength
      ? ` Go on with start_index=${endIndex} on ${url.replace(/#.*/, '')}.]`
      : ' This is the end of the page.]'
  // Who goes on has seen the list.
  const most = startIndex === 0 ? mostContents : Math.min(mostContents, MOST_CONTENTS_LATER)
  const rows = listSections(contents, endIndex, most)
  return `${position}${more}\nSections (start_index: title):\n${rows.join('\n')}`
}
