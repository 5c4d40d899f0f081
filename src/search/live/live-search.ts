// The live search of the documentation site. Request and answer as observed in September 2026: POST only, one locale at
// a time, `maxResults` 1 to 100, both `textQuery.input` and `contextAttributes` required, filters by exact product and
// guide name.

import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { formatDocUrl, parseDocUrl } from '../../core/model/doc-url.ts'
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../../core/model/locale.ts'
import { findPartition, type Partition } from '../../core/model/partition.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { Logger } from '../../core/platform/logger.ts'
import { clipMarkdown } from '../../core/text/clip-markdown.ts'
import type { PostOutcome } from '../../http/client/post-json.ts'
import type { HostScheduler, NotAsked } from '../../http/pacing/host-scheduler.ts'

export const LIVE_SEARCH_URL = 'https://proxy.search.docs.aws.com/search'

export interface LiveQuery {
  readonly text: string
  readonly limit: number
  readonly locale: Locale
  readonly products?: readonly string[]
  readonly guideTypes?: readonly string[]
  /** Only of that site; the service has docs.aws.amazon.com alone. */
  readonly partition?: Partition
}

export interface LiveHit {
  /** `cache`: from an answer of the live search to the same question a little while ago. */
  readonly source: 'live' | 'cache'
  /** When the live search gave it. Milliseconds since the epoch. */
  readonly fetchedAt: number
  readonly url: string
  readonly path: string
  /** Folder of its guide, without locale. */
  readonly base: string
  /** The page's own, which may not be the one that was asked for: not all are searched. */
  readonly locale: Locale
  readonly title: string
  readonly context: string
  readonly product: string
  readonly guide: string
  /** Milliseconds since the epoch; undefined when the answer does not say. */
  readonly updatedAt: number | undefined
}

export type LiveSearchOutcome =
  | { readonly kind: 'hits'; readonly hits: readonly LiveHit[] }
  /** Nobody was asked, or nobody answered. `reason` is for people. */
  | { readonly kind: 'not-asked' | 'failed'; readonly reason: string }

export interface LiveSearch {
  /** Never throws. */
  search(query: LiveQuery, signal?: AbortSignal): Promise<LiveSearchOutcome>
}

/** The service refuses longer input than people type; pasted errors are cut. */
const MAX_INPUT = 500
const LONGEST_CONTEXT = 600
const LONGEST_NAME = 300
/** What a Date can hold. */
const LATEST_TIME = 8.64e15
/** The eleven locales that the service takes. */
const SEARCHED: ReadonlySet<Locale> = new Set(LOCALES.filter((locale) => locale !== 'hi_in' && locale !== 'ar'))

const ANSWER = z.object({ suggestions: z.array(z.unknown()) })

/** What a hit cannot do without; anything else of it that is odd counts as absent. */
const SUGGESTION = z.object({
  textExcerptSuggestion: z
    .object({
      link: z.string(),
      title: z.string(),
      suggestionBody: z.string().optional().catch(undefined),
      summary: z.string().optional().catch(undefined),
      context: z.array(z.unknown()).catch([]),
      sourceUpdatedAt: z.number().min(0).max(LATEST_TIME).optional().catch(undefined),
    })
    .optional(),
})
const ATTRIBUTE = z.object({ key: z.string(), value: z.string() })

export interface LiveSearchOptions {
  readonly post: (body: unknown, signal?: AbortSignal) => Promise<PostOutcome>
  /** Of the service, which is another host than the documentation. */
  readonly host: HostScheduler
  readonly clock: Clock
  readonly logger?: Logger
}

/** Where there is none to ask. */
export function createNoLiveSearch(reason: string): LiveSearch {
  return { search: async () => ({ kind: 'not-asked', reason }) }
}

/** An answer this young stands for asking again; assistants like to repeat themselves. */
const KEPT_MS = 15 * 60_000
const MOST_KEPT = 200

export function createLiveSearch({ post, host, clock, logger }: LiveSearchOptions): LiveSearch {
  const kept = new LRUCache<string, { readonly hits: readonly LiveHit[]; readonly at: number }>({ max: MOST_KEPT })
  return {
    async search(query, signal) {
      const request = makeRequest(query)
      const key = JSON.stringify(request)
      const before = kept.get(key)
      if (before && Math.abs(clock.now() - before.at) < KEPT_MS) {
        return { kind: 'hits', hits: before.hits.map((hit) => ({ ...hit, source: 'cache' })) }
      }
      const outcome = await askHost(host, () => post(request, signal), signal)
      // Whoever asked went away: that says nothing about the service.
      if (signal?.aborted) return { kind: 'not-asked', reason: 'the request was cancelled' }
      if (outcome.kind === 'not-asked') return outcome
      record(host, outcome)
      if (outcome.kind !== 'answered') return { kind: 'failed', reason: `the live search ${describe(outcome)}` }
      const now = clock.now()
      const answer = readAnswer(outcome.json, now)
      if (!answer) return { kind: 'failed', reason: 'the live search answered in a shape that is not known' }
      if (answer.malformed > 0) logger?.warn(`the live search: malformed hits left out: ${answer.malformed}`)
      const hits = answer.hits.slice(0, query.limit)
      kept.set(key, { hits, at: now })
      return { kind: 'hits', hits }
    },
  }
}

async function askHost(
  host: HostScheduler,
  post: () => Promise<PostOutcome>,
  signal: AbortSignal | undefined,
): Promise<PostOutcome | NotAsked> {
  try {
    return await host.run(post, signal)
  } catch (error) {
    if (!signal?.aborted) throw error
    return { kind: 'not-asked', reason: 'the request was cancelled' }
  }
}

function record(host: HostScheduler, outcome: PostOutcome): void {
  if (outcome.kind === 'throttled') host.record(outcome)
  else if (outcome.kind === 'failed') {
    host.record({ kind: 'failed', reason: `the live search ${outcome.reason}`, status: undefined })
  }
  // A broken answer to this question says that the service is there for the next.
  else if (outcome.kind !== 'broken') host.record({ kind: 'answered' })
}

function describe(outcome: Exclude<PostOutcome, { kind: 'answered' }>): string {
  return outcome.kind === 'throttled' ? `asked to slow down (${outcome.status})` : outcome.reason
}

function makeRequest({ text, limit, locale, products = [], guideTypes = [] }: LiveQuery) {
  return {
    textQuery: { input: text.slice(0, MAX_INPUT) },
    contextAttributes: [
      { key: 'domain', value: 'docs.aws.amazon.com' },
      ...products.map((value) => ({ key: 'aws-docs-search-product', value })),
      ...guideTypes.map((value) => ({ key: 'aws-docs-search-guide', value })),
    ],
    acceptSuggestionBody: 'RawText',
    locales: [SEARCHED.has(locale) ? locale : DEFAULT_LOCALE],
    maxResults: Math.min(Math.max(limit, 1), 100),
  }
}

// A malformed hit is left out and counted; an answer of nothing else is none.
function readAnswer(json: unknown, now: number): { hits: LiveHit[]; malformed: number } | undefined {
  const answer = ANSWER.safeParse(json)
  if (!answer.success) return undefined
  const parsed = answer.data.suggestions.map((suggestion) => SUGGESTION.safeParse(suggestion))
  const malformed = parsed.filter(({ success }) => !success).length
  if (malformed > 0 && malformed === parsed.length) return undefined
  return { hits: parsed.flatMap(({ data }) => (data ? toHit(data, now) : [])), malformed }
}

// Links out of the site (blogs, videos) are left out: they can be neither read nor cited by section here.
function toHit({ textExcerptSuggestion: hit }: z.infer<typeof SUGGESTION>, fetchedAt: number): LiveHit[] {
  const url = hit && parseDocUrl(hit.link)
  if (!hit || !url || findPartition(url.path) !== 'aws') return []
  const attributes = hit.context.flatMap((pair) => ATTRIBUTE.safeParse(pair).data ?? [])
  const getAttribute = (key: string) => cleanName(attributes.find((pair) => pair.key === key)?.value ?? '')
  const product = getAttribute('aws-docs-search-product')
  const title = cleanName(hit.title)
  return [
    {
      source: 'live',
      fetchedAt,
      url: formatDocUrl(url.path, url.anchor),
      path: url.path,
      base: url.base,
      locale: url.locale,
      title: product !== '' && title.endsWith(` - ${product}`) ? title.slice(0, -product.length - 3) : title,
      context: clipMarkdown(hit.suggestionBody ?? hit.summary ?? '', LONGEST_CONTEXT),
      product,
      guide: getAttribute('aws-docs-search-guide'),
      updatedAt: hit.sourceUpdatedAt,
    },
  ]
}

function cleanName(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME)
}
