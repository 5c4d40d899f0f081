// One page from the live site, under the same rules, pace and circuit as everything that is asked of its host, kept in
// the read-through cache. One GET, ten seconds, no retries: somebody is waiting for the answer.

import { type DocUrl, formatDocUrl, parseDocUrl } from '../core/model/doc-url.ts'
import { toMessage } from '../core/model/errors.ts'
import type { FetchOutcome } from '../core/model/fetch-outcome.ts'
import type { Extraction } from '../core/model/page.ts'
import type { Clock } from '../core/platform/clock.ts'
import { canBePage, decodeBody } from '../extract/page/decode-body.ts'
import { extractPage } from '../extract/page/extract-page.ts'
import type { PoliteFetcher, PoliteOutcome } from '../http/pacing/polite-fetcher.ts'
import type { CachedPage, PageCache } from '../store/page-cache/page-cache.ts'
import { fromCache, type LiveDocumentation, type LiveReading } from './live-documentation.ts'

export interface LivePageSource {
  readonly fetcher: PoliteFetcher
  readonly cache: PageCache
  readonly clock: Clock
  /** Default 10 s, robots.txt and waiting for the turn included. */
  readonly timeoutMs?: number
  /** Default: the extractor of the crawl, on this thread. */
  readonly extract?: ExtractLivePage
}

/** Throws, or rejects, with the reason when a page cannot be read. */
export type ExtractLivePage = (html: string, url: DocUrl) => Extraction | Promise<Extraction>

/** A cached copy this young answers without asking the site again. */
const CACHE_FRESH_MS = 24 * 60 * 60 * 1000

export function createLiveDocumentation(source: LivePageSource): LiveDocumentation {
  return {
    isOffline: false,
    async read(url, { fresh, signal }) {
      const cached = source.cache.get(url.path)
      const isFresh = cached && Math.abs(source.clock.now() - cached.fetchedAt) < CACHE_FRESH_MS
      if (isFresh && !fresh) return fromCache(url, cached)
      const asked = await askSite(source, url, cached, signal)
      // An old copy beats no answer, and says what it is.
      if (asked.kind !== 'page' && asked.kind !== 'missing' && cached) return fromCache(url, cached, asked.reason)
      return asked
    },
    close: () => source.cache.close(),
  }
}

async function askSite(
  { fetcher, cache, clock, timeoutMs = 10_000, extract = extractPage }: LivePageSource,
  url: DocUrl,
  cached: CachedPage | undefined,
  signal?: AbortSignal,
): Promise<LiveReading> {
  let outcome: PoliteOutcome
  try {
    const validators = cached?.validators
    const options = { withinMs: timeoutMs, ...(signal && { signal }), ...(validators && { validators }) }
    outcome = await fetcher.get(formatDocUrl(url.path), options)
  } catch (error) {
    if (!signal?.aborted) throw error
    return { kind: 'not-asked', reason: 'the request was cancelled' }
  }
  if (outcome.kind === 'not-modified' && cached) {
    cache.touch(url.path, clock.now())
    return { kind: 'page', source: 'live', url, page: cached.page, fetchedAt: clock.now() }
  }
  return outcome.kind === 'fresh' ? readBody({ cache, clock, extract }, url, outcome) : withoutBody(outcome)
}

async function readBody(
  { cache, clock, extract }: Pick<LivePageSource, 'cache' | 'clock'> & { readonly extract: ExtractLivePage },
  asked: DocUrl,
  outcome: FetchOutcome & { kind: 'fresh' },
): Promise<LiveReading> {
  const at = parseDocUrl(outcome.url)
  if (!at) return { kind: 'missing', reason: `the site leads on to ${outcome.url}` }
  const { body, contentType } = outcome
  if (!canBePage(body, contentType))
    return {
      kind: 'missing',
      reason: `the site has no page there (${contentType || 'a file of another kind'}, not HTML)`,
    }
  const extraction = await extractOrSayWhy(extract, decodeBody(body, contentType), at)
  if (extraction.kind === 'broken') return { kind: 'failed', reason: extraction.reason }
  if (extraction.kind === 'not-a-page' && extraction.target !== undefined)
    return { kind: 'missing', reason: `the site leads on from there to ${formatDocUrl(extraction.target)}` }
  if (extraction.kind === 'not-a-page')
    return { kind: 'missing', reason: `the site has no page there (${extraction.reason})` }
  const fetchedAt = clock.now()
  const { page } = extraction
  cache.put({ path: at.path, page, validators: outcome.validators, fetchedAt })
  return { kind: 'page', source: 'live', url: { ...at, anchor: asked.anchor }, page, fetchedAt }
}

async function extractOrSayWhy(extract: ExtractLivePage, html: string, at: DocUrl) {
  try {
    return await extract(html, at)
  } catch (error) {
    return { kind: 'broken', reason: `could not be read: ${toMessage(error)}` } as const
  }
}

function withoutBody(outcome: Exclude<PoliteOutcome, { kind: 'fresh' }>): LiveReading {
  switch (outcome.kind) {
    case 'gone':
      return { kind: 'missing', reason: `the site answered ${outcome.status}` }
    case 'throttled':
      return { kind: 'failed', reason: `the site asked to slow down (${outcome.status})` }
    case 'not-modified':
      return { kind: 'failed', reason: 'the site answered 304 to a question without validators' }
    case 'not-asked':
      return outcome
    case 'disallowed':
      return {
        kind: 'not-asked',
        reason:
          outcome.reason === 'robots.txt'
            ? 'robots.txt of the site does not allow this page'
            : outcome.reason.replace(/^redirects/, 'the page redirects'),
      }
    default:
      return { kind: 'failed', reason: outcome.reason }
  }
}
