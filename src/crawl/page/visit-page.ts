// One page: asked for once, and what the answer means. No writing: the decision is a value, stored by store-visit.ts in
// one transaction.

import { type DocUrl, formatDocUrl, parseDocUrl } from '../../core/model/doc-url.ts'
import { toMessage } from '../../core/model/errors.ts'
import type { FetchOutcome, Validators } from '../../core/model/fetch-outcome.ts'
import { DEFAULT_LOCALE } from '../../core/model/locale.ts'
import type { ExtractedPage, Extraction } from '../../core/model/page.ts'
import { canBePage, decodeBody } from '../../extract/page/decode-body.ts'
import { extractPage } from '../../extract/page/extract-page.ts'
import { EXTRACTION_VERSION } from '../../extract/page/extraction-version.ts'
import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import type { RetryDecision } from '../../http/pacing/retry.ts'
import type { PageRow } from '../../store/pages/page-rows.ts'
import { type GuideScope, isInScope } from '../seeds/guide-scope.ts'

export type PageVisit =
  /** `url` is where the page was found; `movedFrom` the path that was asked for, when that is another one. */
  | {
      readonly kind: 'page'
      readonly url: DocUrl
      readonly page: ExtractedPage
      readonly validators: Validators
      readonly movedFrom: string | undefined
    }
  /** The site answers English here. */
  | { readonly kind: 'untranslated'; readonly page: ExtractedPage; readonly validators: Validators }
  | { readonly kind: 'not-modified'; readonly validators: Validators }
  /** Not there any more: `movedTo` when the site says where it went (out of the guide). */
  | { readonly kind: 'gone'; readonly reason: string; readonly movedTo: string | undefined; readonly seed?: string }
  /** Not a page for the index, and no fault. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** Asking again now would not help. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** As the scheduler of the host decided. */
  | { readonly kind: 'try-again'; readonly retry: RetryDecision }
  /** The site is given up: the page is for the next run. */
  | { readonly kind: 'not-asked' }

export interface PageQuestion {
  readonly url: DocUrl
  /** What the index has there. */
  readonly known: PageRow | undefined
  /** Attempts that counted so far, this one included. */
  readonly attempt: number
}

/** Rejects only with the signal's reason. */
export async function visitPage(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  { url, known, attempt }: PageQuestion,
  signal: AbortSignal,
): Promise<PageVisit> {
  const outcome = await fetcher.get(formatDocUrl(url.path), { signal, attempt, ...toCondition(known) })
  switch (outcome.kind) {
    case 'fresh':
      return read(outcome, scope, url, known)
    case 'not-modified':
      return { kind: 'not-modified', validators: outcome.validators }
    case 'gone':
      return { kind: 'gone', reason: `answers ${outcome.status}`, movedTo: undefined }
    case 'throttled':
    case 'failed':
      return { kind: 'try-again', retry: outcome.retry }
    case 'not-asked':
      return { kind: 'not-asked' }
    case 'disallowed':
      return { kind: 'skipped', reason: outcome.reason }
    case 'refused': {
      // 4xx may be the whole site shutting us out, which must not pass for a complete crawl; neither may pages of the
      // index that lead away or cannot be taken.
      const isRejection = outcome.status !== undefined && outcome.status >= 400
      return { kind: isRejection || known?.status === 'live' ? 'failed' : 'skipped', reason: outcome.reason }
    }
  }
}

// A page that is not in the index as this version would write it must come whole: a 304 would leave nothing to store.
function toCondition(known: PageRow | undefined): { validators?: Validators } {
  if (!known || known.status === 'gone' || known.extractionVersion !== EXTRACTION_VERSION) return {}
  return { validators: known.validators }
}

function read(
  outcome: Extract<FetchOutcome, { kind: 'fresh' }>,
  scope: GuideScope,
  asked: DocUrl,
  known: PageRow | undefined,
): PageVisit {
  const found = parseDocUrl(outcome.url)
  if (!found)
    return { kind: 'gone', reason: `redirects to ${outcome.url}, which is no page of a guide`, movedTo: undefined }
  const isOtherLocale = found.locale !== asked.locale && found.base === scope.base
  if (!isInScope(found.path, scope) && !isOtherLocale) {
    return { kind: 'gone', reason: `redirects to ${found.path}, which is outside the guide`, movedTo: found.path }
  }
  if (!canBePage(outcome.body, outcome.contentType)) {
    const reason = `is ${outcome.contentType || 'a file of another kind'}, not HTML`
    return { kind: known?.status === 'live' ? 'failed' : 'skipped', reason }
  }
  const extraction = extract(decodeBody(outcome.body, outcome.contentType), found)
  if (extraction.kind === 'broken') return { kind: 'failed', reason: extraction.reason }
  if (extraction.kind === 'not-a-page') return notAPage(extraction, scope, known)
  const { page } = extraction
  const { validators } = outcome
  if (page.locale !== scope.locale && scope.locale !== DEFAULT_LOCALE) return { kind: 'untranslated', page, validators }
  if (isOtherLocale) {
    return { kind: 'gone', reason: `redirects to ${found.path}, in another language`, movedTo: found.path }
  }
  return { kind: 'page', url: found, page, validators, movedFrom: found.path === asked.path ? undefined : asked.path }
}

function notAPage(
  extraction: Extract<Extraction, { kind: 'not-a-page' }>,
  scope: GuideScope,
  known: PageRow | undefined,
): PageVisit {
  switch (extraction.reason) {
    case 'redirect-stub': {
      const target = extraction.target
      const reason = `answers a stub that leads to ${target ?? 'nowhere'}`
      // The target is the guide's start page, not where this page went; in a guide without contents it is where to
      // begin.
      return {
        kind: 'gone',
        reason,
        movedTo: undefined,
        ...(target !== undefined && isInScope(target, scope) ? { seed: target } : {}),
      }
    }
    case 'error-page':
      return { kind: 'failed', reason: 'answers an error page' }
    default: {
      const reason = extraction.reason === 'no-title' ? 'has no title' : 'has no main content'
      // What the index has is better than what came; what was never a page is none of its business.
      return { kind: known?.status === 'live' ? 'failed' : 'skipped', reason }
    }
  }
}

function extract(html: string, url: DocUrl): Extraction | { readonly kind: 'broken'; readonly reason: string } {
  try {
    return extractPage(html, url)
  } catch (error) {
    return { kind: 'broken', reason: `could not be read: ${toMessage(error)}` }
  }
}
