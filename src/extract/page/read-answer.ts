// What the body of an answer is: a page of the documentation, or why not. The crawl and live reading ask this one
// function, so that the two never differ about a page; what they make of the answer (storing, removing, showing an old
// copy) is theirs.

import { type DocUrl, parseDocUrl } from '../../core/model/doc-url.ts'
import { toMessage } from '../../core/model/errors.ts'
import type { FetchOutcome, Validators } from '../../core/model/fetch-outcome.ts'
import type { ExtractedPage, Extraction } from '../../core/model/page.ts'
import { canBePage, decodeBody } from './decode-body.ts'
import { extractPage } from './extract-page.ts'

/** Reasons begin with a verb whose subject is the page. */
export type AnswerReading =
  /** `url` is where the page was found, after redirects. */
  | {
      readonly kind: 'page'
      readonly url: DocUrl
      readonly page: ExtractedPage
      readonly validators: Validators
      /** Its text is in another language than was asked for. */
      readonly isOtherLanguage: boolean
    }
  /** The caller does not want what is at `url` (AskedPage.isWanted). */
  | { readonly kind: 'elsewhere'; readonly url: DocUrl }
  /** The site says that there is no page any more; `target` is the path that a stub leads to. */
  | { readonly kind: 'gone'; readonly reason: string; readonly target: string | undefined }
  /** There is something, and it is no page. */
  | { readonly kind: 'no-page'; readonly reason: string }
  /** Says nothing about the page: a copy of it is better than this. */
  | { readonly kind: 'failed'; readonly reason: string }

/** Throws, or rejects, with the reason when a page cannot be read. */
export type ExtractPage = (html: string, url: DocUrl) => Extraction | Promise<Extraction>

export interface AskedPage {
  readonly url: DocUrl
  /** Whoever asks has a copy: then nothing but the site's word that the page is gone is taken for its absence. */
  readonly hasCopy: boolean
  /** Whether a page at that address is wanted; asked before anything is read. Default: any. */
  readonly isWanted?: (found: DocUrl) => boolean
  /** Default: on this thread. */
  readonly extract?: ExtractPage
}

/** Never throws, whatever came. */
export async function readAnswer(
  answer: Extract<FetchOutcome, { kind: 'fresh' }>,
  { url: asked, hasCopy, isWanted = () => true, extract = extractPage }: AskedPage,
): Promise<AnswerReading> {
  const { body, contentType, validators } = answer
  const url = parseDocUrl(answer.url)
  if (!url)
    return { kind: 'gone', reason: `redirects to ${answer.url}, which is no page of a guide`, target: undefined }
  if (!isWanted(url)) return { kind: 'elsewhere', url }
  const makeNoPage = (reason: string): AnswerReading => ({ kind: hasCopy ? 'failed' : 'no-page', reason })
  if (!canBePage(body, contentType)) return makeNoPage(`is ${contentType || 'a file of another kind'}, not HTML`)
  let extraction: Extraction
  try {
    extraction = await extract(decodeBody(body, contentType), url)
  } catch (error) {
    return { kind: 'failed', reason: `could not be read: ${toMessage(error)}` }
  }
  if (extraction.kind === 'page') {
    const { page } = extraction
    return { kind: 'page', url, page, validators, isOtherLanguage: page.locale !== asked.locale }
  }
  switch (extraction.reason) {
    case 'redirect-stub': {
      const { target } = extraction
      return { kind: 'gone', reason: `answers a stub that leads to ${target ?? 'nowhere'}`, target }
    }
    case 'error-page':
      return { kind: 'failed', reason: 'answers an error page' }
    case 'no-title':
      return makeNoPage('has no title')
    case 'no-main-content':
      return makeNoPage('has no main content')
  }
}
