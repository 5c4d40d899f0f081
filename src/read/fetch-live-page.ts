// One page from the live site, under the same rules, pace and circuit as everything that is asked of its host, kept in
// the read-through cache. One GET, ten seconds, no retries: somebody is waiting for the answer.

import { type DocUrl, formatDocUrl } from '../core/model/doc-url.ts'
import type { FetchOutcome } from '../core/model/fetch-outcome.ts'
import type { Clock } from '../core/platform/clock.ts'
import { type ExtractPage, readAnswer } from '../extract/page/read-answer.ts'
import type { PoliteFetcher, PoliteOutcome } from '../http/pacing/polite-fetcher.ts'
import type { CachedPage, PageCache } from '../store/page-cache/page-cache.ts'
import { type LiveDocumentation, type LiveReading, toCachedReading } from './live-documentation.ts'

export interface LivePageSource {
  readonly fetcher: PoliteFetcher
  readonly cache: PageCache
  readonly clock: Clock
  /** Default 10 s, robots.txt and waiting for the turn included. */
  readonly timeoutMs?: number
  /** Default: the extractor of the crawl, on this thread. */
  readonly extract?: ExtractPage
}

/** A cached copy this young answers without asking the site again. */
const CACHE_FRESH_MS = 24 * 60 * 60 * 1000

export function createLiveDocumentation(source: LivePageSource): LiveDocumentation {
  return {
    async read(url, { fresh, signal }) {
      const cached = source.cache.get(url.path)
      const isFresh = cached && Math.abs(source.clock.now() - cached.fetchedAt) < CACHE_FRESH_MS
      if (isFresh && !fresh) return toCachedReading(url, cached)
      const asked = await askSite(source, url, cached, signal)
      // An old copy beats no answer, and says what it is.
      if (asked.kind !== 'page' && asked.kind !== 'missing' && cached) return toCachedReading(url, cached, asked.reason)
      return asked
    },
    close: () => source.cache.close(),
  }
}

async function askSite(
  source: LivePageSource,
  url: DocUrl,
  cached: CachedPage | undefined,
  signal?: AbortSignal,
): Promise<LiveReading> {
  const { fetcher, cache, clock, timeoutMs = 10_000 } = source
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
  if (outcome.kind !== 'fresh') return toBodilessReading(outcome)
  return readBody(source, { asked: url, hasCopy: cached !== undefined }, outcome)
}

async function readBody(
  { cache, clock, extract }: Pick<LivePageSource, 'cache' | 'clock' | 'extract'>,
  { asked, hasCopy }: { readonly asked: DocUrl; readonly hasCopy: boolean },
  outcome: FetchOutcome & { kind: 'fresh' },
): Promise<LiveReading> {
  const answer = await readAnswer(outcome, { url: asked, hasCopy, ...(extract && { extract }) })
  switch (answer.kind) {
    case 'page': {
      const { url, page, validators } = answer
      const fetchedAt = clock.now()
      cache.put({ path: url.path, page, validators, fetchedAt })
      return { kind: 'page', source: 'live', url: { ...url, anchor: asked.anchor }, page, fetchedAt }
    }
    case 'failed':
      return { kind: 'failed', reason: `the page ${answer.reason}` }
    case 'elsewhere':
      return {
        kind: 'missing',
        leadsOn: true,
        reason: `the site leads on from there to ${formatDocUrl(answer.url.path)}`,
      }
    case 'gone':
      if (answer.target !== undefined) {
        return {
          kind: 'missing',
          leadsOn: true,
          reason: `the site leads on from there to ${formatDocUrl(answer.target)}`,
        }
      }
      return { kind: 'missing', reason: `the site has no page there: it ${answer.reason}` }
    case 'no-page':
      return { kind: 'missing', reason: `the site has no page there: it ${answer.reason}` }
  }
}

function toBodilessReading(outcome: Exclude<PoliteOutcome, { kind: 'fresh' }>): LiveReading {
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
