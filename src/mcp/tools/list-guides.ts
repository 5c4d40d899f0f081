// The tool list_guides: what is indexed, in which languages and how fresh; what could be harvested, with the command;
// and the contents of one guide.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { GuideContents } from '../../app/index/guide-contents.ts'
import type { App } from '../../app.ts'
import { describeCompleteness, SEARCHABLE_ALREADY } from '../../core/model/completeness.ts'
import { formatDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { toPartitionField } from '../../core/model/partition.ts'
import { type CommandSetting, quoteGetCommands, writeGetCommand } from '../../core/model/printed-commands.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { quoteBriefly } from '../../core/text/shorten.ts'
import { findGuidesByWords, findMeantGuides } from '../../search/naming/find-guides.ts'
import type { GuideState } from '../../store/guides/guide-states.ts'
import { fitAnswer } from '../answer/answer-budget.ts'
import { describeAge } from '../answer/page-age.ts'
import { makeStructuredResult, type ToolResult } from '../answer/tool-result.ts'
import { findLocale, LOCALE, PARTITION_OF } from '../arguments/tool-input.ts'
import { describeRows, dropLastRow, formatContents, MOST_ROWS, makeContentsHint } from './guide-contents.ts'
import { registerTool } from './register-tool.ts'

const INPUT = z.object({
  query: z.string().max(200).optional().describe('Words of a product, title or id. Example: "lambda"'),
  contents_of: z
    .string()
    .max(2000)
    .optional()
    .describe('Id of a guide, or the URL of a page: the contents below it. Example: "lambda-dg"'),
  start_index: z.number().int().min(0).default(0).describe('Entry of the contents to start at. Example: 60'),
  locale: LOCALE.describe('Only guides in this language. Example: "ja_jp"'),
})

const INDEXED = z.object({
  id: z.string(),
  title: z.string(),
  product: z.string(),
  locale: z.string(),
  partition: PARTITION_OF,
  pages: z.number(),
  oldest: z.string().optional(),
  newest: z.string().optional(),
  failed: z.number(),
  url: z.string(),
  complete: z.boolean(),
  /** Pages of the guide as far as they are known; more than `pages` while it is not complete. */
  known_pages: z.number(),
  running: z.boolean().optional(),
  /** The site does not answer the crawl that is running. */
  waiting_since: z.string().optional(),
  stopped: z.string().optional(),
  minutes_left: z.number().optional(),
  command: z.string().optional(),
})

const AVAILABLE = z.object({
  id: z.string(),
  title: z.string(),
  product: z.string(),
  locales: z.array(z.string()),
  partition: PARTITION_OF,
  command: z.string(),
})

const OUTPUT = z.object({
  guides: z.array(INDEXED),
  /** The indexed guides that are too many to describe: ids with their languages and pages. */
  also_indexed: z.array(z.string()).optional(),
  available: z.array(AVAILABLE),
  available_total: z.number(),
  /** Of the one guide in `guides`; pages are relative to its `url`. */
  contents: z
    .array(z.object({ title: z.string(), page: z.string().optional(), level: z.number(), pages_below: z.number() }))
    .optional(),
  hint: z.string().optional(),
})

type Output = z.infer<typeof OUTPUT>

/**
 * Described in full; the others are named all the same, since whether a guide is indexed is what this tool is asked
 * for.
 */
const MOST_DESCRIBED = 60
/** Without a query, the catalog is only begun: it is long, and most of it is of no interest. */
const MOST_AVAILABLE = { asked: 25, unasked: 10 }

export function registerListGuides(server: McpServer, app: App, logger: Logger): void {
  registerTool(server, app, logger, 'list_guides', {
    title: 'List guides',
    description:
      'Lists the indexed guides, each in its languages with its pages, how fresh and how complete they ' +
      'are, and guides that could be harvested, with the command for the user to run. Tells whether an ' +
      'answer can be in the index at all. With contents_of, the table of contents of one guide.',
    input: INPUT,
    output: OUTPUT,
    openWorld: false,
    answer: async ({ query, contents_of: of, start_index: startIndex, locale: language }, { mostTokens }) => {
      const locale = findLocale(language)
      if (of !== undefined) {
        const words = query?.split(/\s+/).filter(Boolean) ?? []
        const contents = await app.guides.getContents({ of, words, startIndex, locale, limit: MOST_ROWS })
        return fitAnswer(contents, renderContents, dropLastRow, mostTokens)
      }
      const { guides: states } = await app.index.getStatus()
      const { setting } = app
      const output = listGuides(app, states, query?.trim() || undefined, locale)
      const render = (some: Output) =>
        makeStructuredResult(some, formatText(some, { states, setting, now: app.clock.now() }))
      return fitAnswer(output, render, dropOne, mostTokens)
    },
  })
}

function renderContents(contents: GuideContents): ToolResult {
  const { guide, part } = contents
  const hint = makeContentsHint(contents)
  const output: Output = {
    guides: [describeIndexed(guide)],
    available: [],
    available_total: 0,
    contents: describeRows(part),
    ...(hint && { hint }),
  }
  return makeStructuredResult(output, formatContents(contents, hint))
}

const FEWER = 'Not all are listed, to keep the answer within what is allowed; a query narrows.'

// Those that are not indexed go first, then the names, then what is known of the indexed.
function dropOne({ guides, also_indexed: named, ...output }: Output): Output | undefined {
  const hint = output.hint?.includes(FEWER) ? output.hint : [output.hint, FEWER].filter(Boolean).join(' ')
  const indexed = { guides, ...(named && { also_indexed: named }) }
  if (output.available.length > 0) return { ...output, ...indexed, available: output.available.slice(0, -1), hint }
  if (named?.length) return { ...output, guides, also_indexed: named.slice(0, -1), hint }
  return guides.length > 0 ? { ...output, guides: guides.slice(0, -1), hint } : undefined
}

function listGuides(app: App, all: readonly GuideState[], query: string | undefined, locale?: Locale): Output {
  const words = query?.split(/\s+/) ?? []
  const indexed = all.filter((guide) => locale === undefined || guide.locale === locale)
  const states = new Map(indexed.filter(({ pages }) => pages > 0).map((guide) => [toCatalogGuide(guide), guide]))
  const there = findGuidesByWords([...states.keys()], words).flatMap((guide) => states.get(guide) ?? [])
  const bases = new Set(indexed.filter(({ pages }) => pages > 0).map(({ base }) => base))
  const catalog = app.guides.listCatalog().filter(({ locales }) => locale === undefined || locales.includes(locale))
  const available = findGuidesByWords(catalog, words).filter(({ base }) => !bases.has(base))
  const near = query !== undefined && there.length + available.length === 0 ? findMeantGuides(catalog, query) : []
  const shown = [...available, ...near].slice(0, query === undefined ? MOST_AVAILABLE.unasked : MOST_AVAILABLE.asked)
  const counts = { indexed: there.length, available: available.length, shown: shown.length }
  const hint = makeHint(query, counts, app.setting)
  return {
    guides: there.slice(0, MOST_DESCRIBED).map(describeIndexed),
    ...(there.length > MOST_DESCRIBED && { also_indexed: nameIndexed(there.slice(MOST_DESCRIBED)) }),
    available: shown.map(({ id, title, product, base, locales }) => ({
      id,
      title,
      product,
      locales: [...locales],
      ...toPartitionField(base),
      command: writeGetCommand(id, app.setting, locale),
    })),
    available_total: available.length,
    ...(hint && { hint }),
  }
}

function toCatalogGuide({ catalogId: id, title, product, base, locale }: GuideState): CatalogGuide {
  return { id, title, product, base, locales: [locale] }
}

function describeIndexed(guide: GuideState): Output['guides'][number] {
  const { catalogId, title, product, locale, pages, oldest, newest, failed, base, completeness } = guide
  const { kind, known, stoppedAt, isRunning, waiting, leftMs, command } = completeness
  return {
    id: catalogId,
    title,
    product,
    locale,
    ...toPartitionField(base),
    pages,
    ...(oldest !== undefined && { oldest: new Date(oldest).toISOString() }),
    ...(newest !== undefined && { newest: new Date(newest).toISOString() }),
    failed,
    url: formatDocUrl(toPath(base, '', locale)),
    complete: kind === 'complete',
    known_pages: known,
    ...(isRunning && { running: true }),
    ...(waiting && { waiting_since: new Date(waiting.since).toISOString() }),
    ...(stoppedAt !== undefined && { stopped: new Date(stoppedAt).toISOString() }),
    ...(leftMs !== undefined && { minutes_left: Math.ceil(leftMs / 60_000) }),
    ...(command !== undefined && { command }),
  }
}

function nameIndexed(guides: readonly GuideState[]): string[] {
  const copies = new Map<string, string[]>()
  for (const { catalogId, locale, pages } of guides) {
    copies.set(catalogId, [...(copies.get(catalogId) ?? []), `${locale} ${pages}`])
  }
  return [...copies].map(([id, pages]) => `${id} (${pages.join(', ')})`)
}

function makeHint(
  query: string | undefined,
  { indexed, available, shown }: { readonly indexed: number; readonly available: number; readonly shown: number },
  setting: CommandSetting,
): string | undefined {
  if (query !== undefined && indexed + available === 0) {
    const near = shown > 0 ? '; the nearest of the catalog are listed' : ''
    return (
      `No guide of the index or the catalog has all the words ${quoteBriefly(query)}${near}. Any other guide is ` +
      `named by the URL of one of its pages: ${writeGetCommand('URL', setting)}.`
    )
  }
  const bundles = `Offline, guides come as bundles or from a folder: ${quoteGetCommands('GUIDE', setting)}.`
  const offline = setting.isOffline && available > 0 ? bundles : ''
  const verb = setting.isOffline ? 'gets' : 'harvests'
  const state = setting.isOffline ? `${available - shown === 1 ? 'is' : 'are'} in the catalog` : 'can be harvested'
  const first =
    indexed === 0 && query === undefined
      ? `Nothing is indexed yet. A command listed here, run by the user, ${verb} a guide.`
      : available > shown
        ? `${formatCount(available - shown, 'more guide')} ${state}; a query finds them.`
        : ''
  return [first, offline].filter(Boolean).join(' ') || undefined
}

function formatText(
  { guides, also_indexed: named = [], available, hint }: Output,
  {
    states,
    setting,
    now,
  }: { readonly states: readonly GuideState[] } & Pick<App, 'setting'> & { readonly now: number },
): string {
  const indexed = guides.map(({ id, product, title, locale, partition, failed, running, command }) => {
    const state = states.find((guide) => guide.catalogId === id && guide.locale === locale)
    const oldest = state?.oldest
    const pages = state ? describeCompleteness(state.completeness) : ''
    const age = oldest === undefined ? '' : `, oldest page confirmed ${describeAge(oldest, now)}`
    const goOn =
      command === undefined ? '' : running ? `. ${SEARCHABLE_ALREADY}` : `; the user gets the rest with: ${command}`
    const lost = failed > 0 ? `, ${failed} failed` : ''
    const where = [locale, partition].filter(Boolean).join(', ')
    return `${id} (${where}): ${product}, ${title}: ${pages}${age}${lost}${goOn}`
  })
  const others = available.map(
    ({ product, title, locales, partition, command }) =>
      `${product}, ${title} (${[...locales, partition].filter(Boolean).join(', ')}): ${command}`,
  )
  return [
    indexed.length > 0 ? `Indexed:\n${indexed.join('\n')}` : 'Indexed: none of these.',
    named.length > 0 ? `Also indexed, with pages by language (a query tells more): ${named.join('; ')}` : '',
    others.length > 0 ? `${setting.isOffline ? 'In the catalog' : 'Can be harvested'}:\n${others.join('\n')}` : '',
    hint ?? '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
