// The tool search_table: rows of tables as JSON. Names and fields as in awslabs' AWS Documentation MCP server, where a
// URL is required; here, without one, the tables of all indexed guides are searched.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { DocsError } from '../../core/model/errors.ts'
import { type Locale, toLanguage } from '../../core/model/locale.ts'
import { toPartitionField } from '../../core/model/partition.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { LONGEST_URL, quoteBriefly, shorten } from '../../core/text/shorten.ts'
import { makePriceNote } from '../../search/query/prices.ts'
import type { FoundTable, TableAnswer } from '../../search/tables/search-tables.ts'
import { fitAnswer } from '../answer/answer-budget.ts'
import { readDate } from '../answer/page-age.ts'
import { renderTableRows } from '../answer/render-table-rows.ts'
import { makeStructuredResult } from '../answer/tool-result.ts'
import { findLocale, LOCALE, limitLength, MAX_LENGTH, ONE_URL, PARTITION_OF } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

const INPUT = z.object({
  query: z
    .string()
    .min(1)
    .describe('What the row is about, and what is wanted of it. Example: "Lambda concurrent executions quota"'),
  url: ONE_URL.optional().describe('Only tables of this page. Example: "/lambda/latest/dg/limits.html"'),
  section_title: z
    .string()
    .max(500)
    .optional()
    .describe('Only tables in the section with this title or anchor. Example: "Actions defined by Amazon S3"'),
  guide: z
    .string()
    .max(2000)
    .optional()
    .describe('Only this guide, by its id or the URL of a page. Example: "lambda-dg"'),
  locale: LOCALE,
  max_rows: z.number().int().min(1).max(200).default(20).describe('Most rows, over all tables. Example: 5'),
  max_length: MAX_LENGTH.default(8000).describe('Most characters of rows. Example: 20000'),
})

const NESTED = z.array(z.record(z.string(), z.string()))
const ROW = z.record(z.string(), z.union([z.string(), z.number(), NESTED]))

const TABLE = z.object({
  table_heading: z.string(),
  url: z.string(),
  page_title: z.string(),
  product: z.string(),
  guide: z.string(),
  locale: z.string(),
  partition: PARTITION_OF,
  fetched_at: z.string(),
  columns: z.array(z.string()),
  parent_columns: z.array(z.string()).optional(),
  child_columns: z.array(z.string()).optional(),
  total_rows: z.number(),
  matched_rows: z.number(),
  showing: z.number(),
  rows: z.array(ROW),
})

const OUTPUT = z.object({
  url: z.string(),
  section_title: z.string(),
  query: z.string(),
  tables_searched: z.number(),
  tables_with_matches: z.number(),
  results: z.array(TABLE),
  hint: z.string().optional(),
})

type Input = z.infer<typeof INPUT>
type Output = z.infer<typeof OUTPUT>

export function registerSearchTable(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'search_table', {
    title: 'Look up rows of tables',
    description:
      'Finds rows of tables and returns them as objects with column names: quotas and limits, IAM ' +
      'actions with their resource types and condition keys, instance types, parameters, supported ' +
      'features. One call searches the tables of all indexed guides; a URL narrows to one page. Rows ' +
      'under one spanned cell are nested in "rows".',
    input: INPUT,
    output: OUTPUT,
    openWorld: false,
    answer: async (input, { mostTokens }) => {
      const render = (output: Output) => makeStructuredResult(output, formatText(output))
      return fitAnswer(await lookUp(app, input), render, dropLastRow, mostTokens)
    },
  })
}

const FEWER = 'Rows were left out to keep the answer within what is allowed; url or section_title narrows.'

function dropLastRow(output: Output): Output | undefined {
  const last = output.results.at(-1)
  if (!last) return undefined
  const rows = last.rows.slice(0, -1)
  const rest = rows.length > 0 ? [{ ...last, rows, showing: rows.length }] : []
  const hint = output.hint?.includes(FEWER) ? output.hint : [output.hint, FEWER].filter(Boolean).join(' ')
  return { ...output, results: [...output.results.slice(0, -1), ...rest], hint }
}

async function lookUp(app: App, input: Input): Promise<Output> {
  const { query, url, section_title: section, guide, max_rows: maxRows } = input
  const locale = findLocale(input.locale)
  const answer = await app.documentation.searchTables({
    text: query,
    maxRows,
    ...(url !== undefined && { url }),
    ...(section !== undefined && { section }),
    ...(guide !== undefined && { guide }),
    ...(locale && { locale }),
  })
  if (url !== undefined && answer.searched === 0) throw makeNoTablesError(url, section, answer)
  const results = fitTables(answer.tables, limitLength(input.max_length))
  const prices = makePriceNote({
    text: query,
    found: results.map(({ product }) => product),
    partition: app.options.partition,
  })
  const hint = [prices, answer.hint, makeHint(input, answer, results, locale)].filter(Boolean).join(' ')
  return {
    url: url ?? results[0]?.url ?? '',
    section_title: section ?? results[0]?.table_heading ?? '',
    query,
    tables_searched: answer.searched,
    tables_with_matches: answer.tables.length,
    results,
    ...(hint && { hint }),
  }
}

function fitTables(tables: readonly FoundTable[], budget: number): Output['results'] {
  const results: Output['results'] = []
  let left = budget
  for (const found of tables) {
    const { length, rows, ...columns } = renderTableRows(found, left, results.length === 0)
    if (rows.length === 0) break
    left -= length
    results.push({
      table_heading: found.table.title || found.section?.title || found.page.title,
      url: found.url,
      page_title: found.page.title,
      product: found.page.product,
      guide: found.page.guideTitle,
      locale: found.page.locale,
      ...toPartitionField(found.url),
      fetched_at: readDate(found.page.fetchedAt),
      columns: [...columns.columns],
      ...(columns.parent_columns && { parent_columns: [...columns.parent_columns] }),
      ...(columns.child_columns && { child_columns: [...columns.child_columns] }),
      total_rows: found.totalGroups,
      matched_rows: found.matchedGroups,
      showing: rows.length,
      rows: [...rows],
    })
  }
  return results
}

function makeNoTablesError(url: string, section: string | undefined, { sections }: TableAnswer): DocsError {
  if (section === undefined || sections.length === 0) {
    return new DocsError('SECTION_NOT_FOUND', `The page ${shorten(url, LONGEST_URL)} has no tables.`, {
      hint: 'Leave the url out to search the tables of all guides, or read the page.',
    })
  }
  const titles = sections.map(({ title }) => `"${title}"`).join(', ')
  return new DocsError(
    'SECTION_NOT_FOUND',
    `There is no table in a section ${quoteBriefly(section)} of ${shorten(url, LONGEST_URL)}.`,
    {
      hint: `Sections with tables: ${titles}.`,
    },
  )
}

function makeHint(
  { url, guide }: Input,
  { tables }: TableAnswer,
  results: Output['results'],
  locale: Locale | undefined,
): string | undefined {
  if (results.length === 0) {
    if (locale !== undefined && url === undefined) {
      return (
        `No row of an indexed table in ${toLanguage(locale)} holds any of these words. Leave locale out to look in ` +
        'other languages.'
      )
    }
    return url === undefined && guide === undefined
      ? 'No row of an indexed table holds any of these words. search_documentation searches text; ' +
          'list_guides says what is indexed.'
      : 'No row holds any of these words. Try fewer, or leave url and guide out.'
  }
  const found = tables.reduce((sum, { groups }) => sum + groups.length, 0)
  const shown = results.reduce((sum, { showing }) => sum + showing, 0)
  if (found <= shown) return undefined
  return (
    `${formatCount(found - shown, 'more row')} found and left out; a larger max_length gives all, url or ` +
    'section_title narrows.'
  )
}

function formatText({ results, hint }: Output): string {
  const tables = results.map(
    ({
      table_heading: heading,
      url,
      page_title: page,
      product,
      guide,
      rows,
      matched_rows: matched,
      total_rows: total,
    }) =>
      [
        `${page}${heading === page ? '' : ` > ${heading}`} · ${product} ${guide} · ${url} · ` +
          `${rows.length} of ${matched} matching rows, ${total} in all`,
        ...rows.map((row) => JSON.stringify(row)),
      ].join('\n'),
  )
  return [...tables, hint].filter(Boolean).join('\n\n')
}
