// Resources: the index, and every indexed page at an address of its own. Pages are listed a slice at a time; the SDK's
// own handler would list them all.

import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import type { App } from '../../app.ts'
import { formatDocUrl } from '../../core/model/doc-url.ts'
import { DocsError, toMessage } from '../../core/model/errors.ts'
import { ASK_OPERATOR, explainToAsker, isForOperator } from '../../core/model/explain-to-asker.ts'
import { toPartitionField } from '../../core/model/partition.ts'
import { type CommandSetting, describeFirstStep } from '../../core/model/printed-commands.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { cleanDescription } from '../../core/text/clean-description.ts'
import { decodePercent } from '../../core/text/decode-percent.ts'
import type { GuideSummary } from '../../store/guides/guide-rows.ts'
import { describeSource } from '../answer/describe-source.ts'
import { readDate } from '../answer/page-age.ts'
import { wrapPageText } from '../answer/page-text.ts'
import { completePart } from './complete-page-parts.ts'
import { INDEX_URI, PAGE_TEMPLATE, type PageParts, toPageUri, toUrl } from './page-uri.ts'

const PAGES_A_LIST = 100
/** Some clients refuse more than a megabyte; no page that a model can use is as long as this. */
const LONGEST_PAGE = 200_000
const MARKDOWN = 'text/markdown'

const INDEX_RESOURCE = {
  uri: INDEX_URI,
  name: 'index',
  title: 'What is indexed',
  description: 'The guides in the index, their languages, pages and age.',
  mimeType: MARKDOWN,
}

export function registerResources(server: McpServer, app: App, logger: Logger): void {
  const openIndex = async () => {
    try {
      return await app.index.openLocal()
    } catch (error) {
      throw toProtocolError(error, app, logger)
    }
  }
  const { uri, name, ...about } = INDEX_RESOURCE
  server.registerResource(name, uri, about, async () => ({
    contents: [{ uri, mimeType: MARKDOWN, text: describeIndex((await openIndex()).listIndexedGuides(), app.setting) }],
  }))
  const complete = (part: keyof PageParts) => async (value: string, context?: { arguments?: Record<string, string> }) =>
    completePart(await openIndex(), part, value, context?.arguments ?? {})
  server.registerResource(
    'page',
    new ResourceTemplate(PAGE_TEMPLATE, {
      list: undefined,
      complete: {
        locale: complete('locale'),
        service: complete('service'),
        version: complete('version'),
        guide: complete('guide'),
        page: complete('page'),
      },
    }),
    {
      title: 'A page of the documentation',
      description:
        'A page as Markdown. The parts are those of its URL, ' +
        'https://docs.aws.amazon.com/[locale/]service/version/guide/page; English is en_us. On ' +
        'docs.amazonaws.cn the languages are aws-cn.en_us and aws-cn.zh_cn.',
      mimeType: MARKDOWN,
    },
    async (uri, variables, ctx) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: MARKDOWN,
          text: await readPage(app, uri.href, variables, { signal: ctx.mcpReq.signal, logger }),
        },
      ],
    }),
  )
  server.server.setRequestHandler('resources/list', async ({ params }) => {
    const after = params?.cursor === undefined ? undefined : parseCursor(params.cursor)
    const index = await openIndex()
    const pages = index.listPages({ limit: PAGES_A_LIST + 1, ...(after !== undefined && { after }) })
    const shown = pages.slice(0, PAGES_A_LIST)
    const last = pages.length > PAGES_A_LIST ? shown.at(-1) : undefined
    const resources = shown.map(({ path, title, description: about }) => ({
      uri: toPageUri(path) ?? formatDocUrl(path),
      name: path,
      title,
      ...(about && { description: cleanDescription(about) }),
      mimeType: MARKDOWN,
    }))
    return {
      resources: after === undefined ? [INDEX_RESOURCE, ...resources] : resources,
      ...(last && { nextCursor: Buffer.from(last.path).toString('base64url') }),
    }
  })
}

async function readPage(
  app: App,
  uri: string,
  variables: Readonly<Record<string, string | string[]>>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<string> {
  const readPart = (name: keyof PageParts) => decodePercent([variables[name] ?? ''].flat().join('/'))
  const url = toUrl({
    locale: readPart('locale'),
    service: readPart('service'),
    version: readPart('version'),
    guide: readPart('guide'),
    page: readPart('page'),
  })
  if (url === undefined) throw new ResourceNotFoundError(uri, `${uri} names no page of the documentation.`)
  try {
    const reading = await app.documentation.read({ url, maxLength: LONGEST_PAGE, startIndex: 0, signal })
    const cut =
      reading.endIndex < reading.totalLength
        ? `[Cut. The tool read_documentation with start_index=${reading.endIndex} on ${url} goes on.]`
        : ''
    return [describeSource(reading, app.clock.now()), reading.notice, wrapPageText(reading.markdown.trimEnd()), cut]
      .filter(Boolean)
      .join('\n\n')
  } catch (error) {
    if (!(error instanceof DocsError) || isForOperator(error, app.setting)) throw toProtocolError(error, app, logger)
    throw new ResourceNotFoundError(uri, explainToAsker(error, app.setting))
  }
}

// Beyond tools nobody turns errors into answers: the SDK hands on their messages as they are.
function toProtocolError(error: unknown, { setting }: App, logger: Logger): unknown {
  if (!setting.isPublic) return error
  logger.warn(error instanceof DocsError ? `${error.code}: ${error.adviceFor(setting)}` : toMessage(error))
  const said = error instanceof DocsError ? explainToAsker(error, setting) : ASK_OPERATOR
  return new ProtocolError(ProtocolErrorCode.InternalError, said)
}

function parseCursor(cursor: string): string {
  const path = Buffer.from(cursor, 'base64url').toString()
  if (path.startsWith('/')) return path
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This cursor is not one that resources/list gave.')
}

function describeIndex(guides: readonly GuideSummary[], setting: CommandSetting): string {
  const rows = guides
    .filter(({ pages }) => pages > 0)
    .map(({ catalogId, product, title, base, locale, pages, oldest, newest }) => {
      const { partition } = toPartitionField(base)
      const age = oldest === undefined || newest === undefined ? '' : `${readDate(oldest)} to ${readDate(newest)}`
      return (
        `| ${catalogId} | ${product} | ${title} | ${locale}${partition ? `, ${partition}` : ''} | ${pages} ` +
        `| ${age} |`
      )
    })
  if (rows.length === 0) return `# What is indexed\n\nNothing yet. ${describeFirstStep(setting)}\n`
  const head = '| Id | Product | Guide | Language | Pages | Last confirmed |\n| --- | --- | --- | --- | --- | --- |'
  return `# What is indexed\n\n${head}\n${rows.join('\n')}\n`
}
