// The read use case: the local copy first, then the live site; a window of the page, and where everything else on it stands.

import { type DocUrl, formatDocUrl, parseDocUrl } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import type { Locale } from '../core/locale.ts'
import type { Section } from '../core/page.ts'
import { findPage, loadMarkdown, loadSections, type PageRow } from '../store/page-rows.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import type { LiveDocumentation, LiveReading } from './live-documentation.ts'
import { matchSections } from './match-sections.ts'
import { pageNotFound } from './nearest-pages.ts'
import { windowOf } from './window.ts'

export interface ReadDeps {
  /** Undefined while there is no index: live pages can still be read. */
  readonly db: SqlDatabase | undefined
  readonly live: LiveDocumentation
}

export interface ReadRequest {
  readonly url: string
  /** Characters of Markdown at most. */
  readonly maxLength: number
  readonly startIndex: number
  /** Title or anchor of the section to begin at. */
  readonly section?: string
  /** Ask the live site even when the page is indexed. */
  readonly fresh?: boolean
  readonly signal?: AbortSignal
}

export interface PageReading {
  readonly url: string
  readonly title: string
  readonly product: string
  readonly guide: string
  readonly locale: Locale
  readonly source: 'index' | 'live' | 'cache'
  /** Milliseconds since the epoch: when the text came from the site, and when the site last confirmed it. */
  readonly fetchedAt: number
  readonly checkedAt: number
  readonly markdown: string
  readonly startIndex: number
  /** Where to go on; equal to `totalLength` at the end. */
  readonly endIndex: number
  readonly totalLength: number
  readonly contents: readonly Section[]
  /** What the reader should know about the answer: an untranslated page, a stale copy and why. */
  readonly notice: string | undefined
}

interface Copy
  extends Omit<PageReading, 'markdown' | 'startIndex' | 'endIndex' | 'totalLength' | 'contents' | 'notice'> {
  readonly text: string
  readonly sections: readonly Section[]
}

/** Throws DocsError OUT_OF_SCOPE, PAGE_NOT_FOUND or SECTION_NOT_FOUND. */
export async function readPage(deps: ReadDeps, request: ReadRequest): Promise<PageReading> {
  const asked = requirePage(request.url)
  const { copy, notice } = await findCopy(deps, asked, request)
  const wanted = request.section ?? asked.anchor
  const start =
    request.startIndex > 0 || wanted === undefined
      ? request.startIndex
      : sectionStart(copy, wanted, request.section !== undefined)
  const { text, start: startIndex, end: endIndex } = windowOf(copy.text, start, request.maxLength)
  const { text: whole, sections, ...about } = copy
  return { ...about, markdown: text, startIndex, endIndex, totalLength: whole.length, contents: sections, notice }
}

/** What `url` names, or an error that says what can be read here. */
export function requirePage(url: string): DocUrl {
  const parsed = parseDocUrl(url)
  if (parsed && parsed.page !== '') return parsed
  throw new DocsError('OUT_OF_SCOPE', `"${url.slice(0, 200)}" is not a page of the AWS documentation.`, {
    hint: 'Give the URL of a page, such as https://docs.aws.amazon.com/lambda/latest/dg/welcome.html, or search for one.',
  })
}

async function findCopy({ db, live }: ReadDeps, asked: DocUrl, { fresh = false, signal }: ReadRequest) {
  const local = db && findPage(db, asked.path)
  const stored = db && local?.status === 'live' ? storedCopy(db, local, asked) : undefined
  if (stored && !fresh) return { copy: stored, notice: undefined }
  const answer = await live.read(asked, { fresh, ...(signal && { signal }) })
  if (answer.kind === 'page') {
    const { staleBecause, fetchedAt } = answer
    const isIndexNewer = stored !== undefined && staleBecause !== undefined && stored.checkedAt >= fetchedAt
    if (isIndexNewer) return { copy: stored, notice: notRead(staleBecause, 'in the index') }
    return { copy: liveCopy(answer), notice: noticeOf(answer) }
  }
  if (stored) return { copy: stored, notice: notRead(answer.reason, 'in the index') }
  const english = db && asked.locale !== 'en_us' ? englishCopy(db, asked) : undefined
  if (english) return { copy: english, notice: `The page is not indexed in ${asked.locale}; this is the English text.` }
  throw pageNotFound(db, asked, answer.reason)
}

function noticeOf({ url, page, staleBecause }: LiveReading & { kind: 'page' }): string | undefined {
  const notes = [
    staleBecause === undefined ? undefined : notRead(staleBecause, 'that was read live before'),
    page.locale === url.locale
      ? undefined
      : `The page is not translated into ${url.locale}; this is the ${page.locale} text.`,
  ].filter((note) => note !== undefined)
  return notes.length > 0 ? notes.join(' ') : undefined
}

function notRead(reason: string, copy: string): string {
  return `The live page was not read (${reason}); this is the copy ${copy}.`
}

function englishCopy(db: SqlDatabase, asked: DocUrl): Copy | undefined {
  const page = findPage(db, `${asked.base}${asked.page}`)
  return page?.status === 'live' ? storedCopy(db, page, asked) : undefined
}

function storedCopy(db: SqlDatabase, page: PageRow, asked: DocUrl): Copy | undefined {
  const text = loadMarkdown(db, page.id)
  if (text === undefined) return undefined
  return {
    url: formatDocUrl(page.path, asked.anchor),
    title: page.title,
    product: page.product,
    guide: page.guideTitle,
    locale: page.locale,
    source: 'index',
    fetchedAt: page.fetchedAt,
    checkedAt: page.checkedAt,
    text,
    sections: loadSections(db, page.id),
  }
}

function liveCopy({ url, page, source, fetchedAt }: LiveReading & { kind: 'page' }): Copy {
  return {
    url: formatDocUrl(url.path, url.anchor),
    title: page.title,
    product: page.product,
    guide: page.guideTitle,
    locale: page.locale,
    source,
    fetchedAt,
    checkedAt: fetchedAt,
    text: page.markdown,
    sections: page.sections,
  }
}

// An anchor that the page lacks is no error: links age, and the page is what was asked for. A section asked for by name is.
function sectionStart({ sections, title }: Copy, wanted: string, isRequired: boolean): number {
  const [match] = matchSections([wanted], sections, [])
  if (match?.section) return match.section.start
  if (!isRequired) return 0
  throw new DocsError('SECTION_NOT_FOUND', `The page "${title}" has no section "${wanted.slice(0, 120)}".`, {
    hint:
      match && match.closest.length > 0
        ? `The closest are: ${match.closest.map((name) => `"${name}"`).join(', ')}.`
        : 'Leave the section out to read from the top.',
  })
}
