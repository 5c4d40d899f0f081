// One page: asked for once, and what the answer means. No writing: the decision is a value, stored by store-visit.ts in
// one transaction.

import { type DocUrl, formatDocUrl } from '../../core/model/doc-url.ts'
import type { FetchOutcome, Validators } from '../../core/model/fetch-outcome.ts'
import { DEFAULT_LOCALE } from '../../core/model/locale.ts'
import type { ExtractedPage } from '../../core/model/page.ts'
import { EXTRACTION_VERSION } from '../../extract/page/extraction-version.ts'
import { readAnswer } from '../../extract/page/read-answer.ts'
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

async function read(
  outcome: Extract<FetchOutcome, { kind: 'fresh' }>,
  scope: GuideScope,
  asked: DocUrl,
  known: PageRow | undefined,
): Promise<PageVisit> {
  const isOtherLocale = (found: DocUrl) => found.locale !== asked.locale && found.base === scope.base
  const answer = await readAnswer(outcome, {
    url: asked,
    // What the index has is better than what says nothing; what was never a page is none of its business.
    hasCopy: known?.status === 'live',
    isWanted: (found) => isInScope(found.path, scope) || isOtherLocale(found),
  })
  switch (answer.kind) {
    case 'elsewhere': {
      const { path } = answer.url
      return { kind: 'gone', reason: `redirects to ${path}, which is outside the guide`, movedTo: path }
    }
    case 'gone':
      return { kind: 'gone', reason: answer.reason, movedTo: undefined, ...toSeed(answer.target, scope) }
    case 'no-page':
      return { kind: 'skipped', reason: answer.reason }
    case 'failed':
      return answer
    case 'page': {
      const { url, page, validators } = answer
      if (answer.isOtherLanguage && scope.locale !== DEFAULT_LOCALE) return { kind: 'untranslated', page, validators }
      if (isOtherLocale(url)) {
        return { kind: 'gone', reason: `redirects to ${url.path}, in another language`, movedTo: url.path }
      }
      return { kind: 'page', url, page, validators, movedFrom: url.path === asked.path ? undefined : asked.path }
    }
  }
}

// What a stub leads to is the guide's start page, not where this page went; in a guide without contents it is where to
// begin.
function toSeed(target: string | undefined, scope: GuideScope): { readonly seed?: string } {
  return target !== undefined && isInScope(target, scope) ? { seed: target } : {}
}
