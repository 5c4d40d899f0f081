// The tool search_documentation: names, arguments and fields as in awslabs' AWS Documentation MCP server, with what an
// index can add.

import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { SearchReply } from '../../app/site/search-everywhere.ts'
import type { App } from '../../app.ts'
import { GRADES } from '../../core/model/coverage.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { UNSPACED } from '../../core/text/terms.ts'
import type { AnswerHit } from '../../search/live/live-merge.ts'
import type { Facet } from '../../search/results/count-facets.ts'
import type { WordOrigin } from '../../search/results/matched-words.ts'
import { areLinksKnown } from '../answer/links-known.ts'
import { describeAge, readDate } from '../answer/page-age.ts'
import { toOneLine, wrapPageText } from '../answer/page-text.ts'
import { fitSearch, LEFT_OUT } from '../answer/search-budget.ts'
import type { ShownPassages } from '../answer/shown-passages.ts'
import { makeStructuredResult, type ToolResult } from '../answer/tool-result.ts'
import { findLocale, LOCALE, PARTITION, PARTITION_OF } from '../arguments/tool-input.ts'
import { registerTool } from './register-tool.ts'

/** Less holds no page with its passage. */
const LEAST_TOKENS = 500

const INPUT = z.object({
  search_phrase: z.string().min(1).describe('What to look for, as it was asked. Example: "S3 bucket naming rules"'),
  also_phrased: z
    .array(z.string().max(500))
    .max(4)
    .optional()
    .describe(
      'The same question in up to four other wordings, any language: give two in the words that AWS ' +
        'documentation would use. Example: ["naming rules for general purpose buckets"]',
    ),
  search_intent: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'Why it is asked, in a sentence; it decides between pages about as good. Example: "choose a valid bucket name"',
    ),
  limit: z.number().int().min(1).max(50).default(10).describe('How many pages to return. Example: 5'),
  product_types: z
    .array(z.string())
    .max(50)
    .optional()
    .describe('Only these products, as the facets name them. Example: ["Amazon Simple Storage Service"]'),
  guide_types: z
    .array(z.string())
    .max(50)
    .optional()
    .describe('Only these kinds of guide, as the facets name them. Example: ["User Guide"]'),
  max_tokens: z
    .number()
    .int()
    .min(LEAST_TOKENS)
    .optional()
    .describe(
      'Most tokens of the answer: rather fewer pages, each with its passage. By default what they need. Example: 2000',
    ),
  locale: LOCALE,
  partition: PARTITION,
})

/**
 * What can be known without it is left out: the anchor stands in the URL, and most hits are English.
 */
const HIT = z.object({
  rank_order: z.number(),
  url: z.string(),
  title: z.string(),
  context: z.string(),
  sections: z.array(z.string()),
  recommended_sections: z.array(z.string()),
  section: z.string(),
  product: z.string(),
  guide: z.string(),
  /** Absent where all hits are in English, and no other language was asked for. */
  locale: z.string().optional(),
  partition: PARTITION_OF,
  source: z.enum(['index', 'cache', 'live']),
  fetched_at: z.string(),
  same_text_at: z.array(z.string()).optional(),
  /** The passage stands in an earlier answer of this session, which `context` names. */
  repeated: z.boolean().optional(),
})

/** Names to filter by, most pages first, as in the published server's answers. */
const NAMES = z.array(z.string())

const OUTPUT = z.object({
  search_results: z.array(HIT),
  facets: z.object({ product_types: NAMES, guide_types: NAMES }),
  /** Whether the first hit very likely answers (`answered`), or very likely nothing indexed does (`missing`). */
  coverage: z.enum(GRADES),
  /** Catalog ids of guides that the question is about and that are not indexed. */
  missing_guides: z.array(z.string()).optional(),
  query_id: z.string(),
  /** Words that stand for those of the phrase, as stems. */
  understood_as: z.array(z.string()).optional(),
  hint: z.string().optional(),
})

export type SearchOutput = z.infer<typeof OUTPUT>
type Output = SearchOutput

/** An answer is read by a model, and most of it is of no use to it: what is beside the passages is kept short. */
const MOST_FACETS = 5
const MOST_SECTIONS = 3
const MOST_RECOMMENDED = 2
const MOST_UNDERSTOOD = 6
const BROUGHT: ReadonlySet<WordOrigin> = new Set(['correction', 'thesaurus', 'translation'])
/** The sections of hits further down are not named. */
const DESCRIBED_HITS = 3

export function registerSearchDocumentation(server: McpServer, app: App, logger: Logger, shown?: ShownPassages): void {
  registerTool(server, app, logger, 'search_documentation', {
    title: 'Search the AWS documentation',
    description:
      'Searches the indexed AWS documentation and returns pages with the verbatim passage that answers, ' +
      'its section, URL with anchor, product, guide, language and date. Takes questions, keywords, ' +
      "identifiers and whole error messages, in any language of the site; phrases in the documentation's " +
      'own terms search best. Filters come from the facets of an earlier answer.',
    input: INPUT,
    output: OUTPUT,
    openWorld: !app.options.offline,
    answer: async (input, { ctx, signal, limitTokens }) => {
      const answer = await search(app, input, signal)
      const found = toOutput(answer, findLocale(input.locale))
      const output = shown?.nameRepeats(found) ?? found
      // Rows may be left out, but keep their order.
      const render = (some: Output, isLinked: boolean): ToolResult => {
        const hits = answer.hits.slice(0, some.search_results.length)
        const linked = isLinked ? hits.filter(({ source }) => source === 'index') : []
        const beside = { hits, products: answer.facets.products, now: app.clock.now() }
        return makeStructuredResult(some, formatText(some, beside), linked)
      }
      const result = fitSearch(
        output,
        (some, isWhole) => render(some, isWhole && areLinksKnown(server, ctx)),
        limitTokens(input.max_tokens),
      )
      shown?.remember(result.structuredContent as Output, input.search_phrase)
      return result
    },
  })
}

function search(app: App, input: z.infer<typeof INPUT>, signal: AbortSignal): Promise<SearchReply> {
  const locale = findLocale(input.locale)
  return app.documentation.search(
    {
      text: input.search_phrase,
      limit: input.limit,
      ...(input.also_phrased?.length && { alsoPhrased: input.also_phrased }),
      ...(input.search_intent && { intent: input.search_intent }),
      ...(locale && { locale }),
      ...(input.partition && { partition: input.partition }),
      ...(input.product_types?.length && { products: input.product_types }),
      ...(input.guide_types?.length && { guideTypes: input.guide_types }),
    },
    signal,
  )
}

function toOutput(answer: SearchReply, asked: Locale = DEFAULT_LOCALE): Output {
  const hint = [
    answer.address && `That is the address of a page: read_documentation with url ${answer.address} reads it.`,
    answer.prices,
    answer.suggestion,
    answer.hint,
    answer.live.reason && `The live search was not used: ${answer.live.reason}.`,
  ]
    .filter(Boolean)
    .join(' ')
  const missing = answer.coverage.lacks.flatMap(({ state, catalogId }) =>
    state === 'not-indexed' && catalogId !== undefined ? [catalogId] : [],
  )
  const understood = answer.words
    .filter(({ origin, term }) => BROUGHT.has(origin) && !UNSPACED.test(term))
    .slice(0, MOST_UNDERSTOOD)
    .map(({ term }) => term)
  const isEnglish = [asked, ...answer.hits.map(({ locale }) => locale)].every((locale) => locale === DEFAULT_LOCALE)
  const products = answer.facets.products.slice(0, MOST_FACETS)
  const guides = answer.facets.guides.slice(0, MOST_FACETS)
  return {
    search_results: answer.hits.map((hit) => toRow(hit, isEnglish)),
    coverage: answer.coverage.grade,
    ...(missing.length > 0 && answer.coverage.grade !== 'answered' && { missing_guides: missing }),
    facets: { product_types: products.map(({ name }) => name), guide_types: guides.map(({ name }) => name) },
    query_id: answer.queryId,
    ...(understood.length > 0 && { understood_as: understood }),
    ...(hint && { hint }),
  }
}

const NO_PARTS = { sections: [], recommended_sections: [], section: '' }

function toRow(hit: AnswerHit, isEnglish: boolean): Output['search_results'][number] {
  const { rank, url, title, context, product, guide, locale, source } = hit
  const page = {
    rank_order: rank,
    url,
    title,
    context,
    product,
    guide,
    ...(!isEnglish && { locale }),
    source,
  }
  if (hit.source !== 'index') return { ...page, ...NO_PARTS, fetched_at: readDate(hit.fetchedAt) }
  const isDescribed = rank <= DESCRIBED_HITS
  return {
    ...page,
    sections: isDescribed ? hit.sections.slice(0, MOST_SECTIONS) : [],
    recommended_sections: isDescribed ? hit.recommendedSections.slice(0, MOST_RECOMMENDED) : [],
    section: hit.section,
    ...(hit.partition && { partition: hit.partition }),
    fetched_at: readDate(hit.fetchedAt),
    ...(hit.sameTextAt.length > 0 && { same_text_at: [...hit.sameTextAt] }),
  }
}

/** What the text says besides. */
interface Beside {
  readonly hits: readonly AnswerHit[]
  readonly products: readonly Facet[]
  readonly now: number
}

function formatText(
  { search_results: results, facets, coverage, hint }: Output,
  { hits, products: counted, now }: Beside,
): string {
  const rows = results.map((hit, at) => {
    const where = [hit.product, hit.guide, hit.section !== hit.title && hit.section ? `§ ${hit.section}` : '']
      .filter(Boolean)
      .join(' · ')
    const age = `${hit.source} ${hit.fetched_at} (${describeAge(hits[at]?.fetchedAt ?? now, now)})`
    const more =
      hit.recommended_sections.length > 0 ? `\nSee also: ${toOneLine(hit.recommended_sections.join('; '))}` : ''
    const source = [toOneLine(where), hit.locale ?? DEFAULT_LOCALE, hit.partition, age]
      .filter((part) => part !== undefined)
      .join(' · ')
    const passage = hit.repeated ? `[${toOneLine(hit.context)}]` : wrapPageText(hit.context)
    return `${hit.rank_order}. ${toOneLine(hit.title)}\n${hit.url}\n${source}\n${passage}${more}`
  })
  const named = counted.slice(0, facets.product_types.length)
  const products =
    named.length > 1 ? `Products: ${named.map(({ name, count }) => `${name} (${count})`).join(', ')}` : ''
  const found = rows.length === 0 && !hint?.endsWith(LEFT_OUT) ? 'No page matches.' : rows.join('\n\n')
  // A doubt is read before what it is about.
  const [before, after] = coverage === 'answered' ? ['', hint] : [hint && `Coverage: ${coverage}. ${hint}`, '']
  return [before, found, products, after].filter(Boolean).join('\n\n')
}
