// The text of a page, from wherever it can be had: the index, then the live site and its cache, then what is nearest to
// what was asked for.

import { type DocUrl, formatDocUrl, listTranslations, parseDocUrl, toPath } from '../core/model/doc-url.ts'
import { DocsError } from '../core/model/errors.ts'
import { explainNoPage } from '../core/model/explain-no-page.ts'
import { DEFAULT_LOCALE, type Locale, toLanguage } from '../core/model/locale.ts'
import type { Section } from '../core/model/page.ts'
import { type Partition, toPartitionField } from '../core/model/partition.ts'
import { type CommandSetting, USUAL_SETTING } from '../core/model/printed-commands.ts'
import { LONGEST_URL, quoteBriefly } from '../core/text/shorten.ts'
import { findGuide } from '../store/guides/guide-rows.ts'
import { findFirstLivePage, findPage, loadMarkdown, loadSections } from '../store/pages/page-rows.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { describeMove, followMoves } from './follow-moves.ts'
import type { LiveDocumentation, LiveReading } from './live-documentation.ts'
import { rewriteMovedLinks } from './moved-links.ts'
import { makePageNotFoundError, type NotFound } from './nearest-pages.ts'

export interface ReadDeps {
  /** Undefined while there is no index: live pages can still be read. */
  readonly db: SqlDatabase | undefined
  readonly live: LiveDocumentation
  readonly setting?: CommandSetting
  readonly listRuns?: NotFound['listRuns']
}

export interface CopyRequest {
  /** Ask the live site even when the page is indexed. */
  readonly fresh?: boolean
  readonly signal?: AbortSignal
}

/** What a page is and how old its text. */
export interface PageSource {
  readonly url: string
  /** Canonical path of the page. */
  readonly path: string
  readonly title: string
  readonly product: string
  readonly guide: string
  readonly locale: Locale
  /** Undefined for pages of docs.aws.amazon.com. */
  readonly partition?: Partition
  readonly source: 'index' | 'live' | 'cache'
  /** Milliseconds since the epoch: when the text came from the site, and when the site last confirmed it. */
  readonly fetchedAt: number
  readonly checkedAt: number
}

export interface Copy extends PageSource {
  readonly text: string
  readonly sections: readonly Section[]
}

export interface FoundCopy {
  readonly copy: Copy
  /** What the reader should know about the answer: an untranslated page, a stale copy and why. */
  readonly notice: string | undefined
}

/**
 * The page that `url` names, or an error that says what can be read here. A guide's folder names its first page, where
 * the index knows it.
 */
export function requirePage(url: string, db: SqlDatabase | undefined): DocUrl {
  const parsed = parseDocUrl(url)
  if (parsed) return parsed.page === '' && db ? findGuideStart(db, parsed) : parsed
  throw new DocsError('OUT_OF_SCOPE', `${quoteBriefly(url, LONGEST_URL)} ${explainNoPage(url)}.`, {
    hint:
      'Give the URL of a page, such as https://docs.aws.amazon.com/lambda/latest/dg/welcome.html, or ' +
      'search for one.',
  })
}

// In another language the pages have the same names.
function findGuideStart(db: SqlDatabase, folder: DocUrl): DocUrl {
  for (const locale of [folder.locale, DEFAULT_LOCALE]) {
    const guide = findGuide(db, folder.base, locale)
    const first = guide && findFirstLivePage(db, guide.id)
    if (first) return { ...folder, page: first.name, path: toPath(folder.base, first.name, folder.locale) }
  }
  return folder
}

/**
 * A page that is known to have moved is read where it is now. Throws DocsError PAGE_NOT_FOUND with its new address, or
 * the nearest pages.
 */
export async function findCopy(
  { db, live, setting = USUAL_SETTING, listRuns }: ReadDeps,
  asked: DocUrl,
  { fresh = false, signal }: CopyRequest,
): Promise<FoundCopy> {
  const stored = db && findStoredCopy(db, asked.path, asked.anchor)
  if (stored && !fresh) return { copy: stored, notice: undefined }
  const moved = db && !stored ? findMovedCopy(db, asked) : undefined
  if (moved && !fresh) return moved
  const answer = await live.read(asked, { fresh, ...(signal && { signal }) })
  if (answer.kind === 'page') {
    const { staleBecause, fetchedAt } = answer
    const isIndexNewer = stored !== undefined && staleBecause !== undefined && stored.checkedAt >= fetchedAt
    if (isIndexNewer) return { copy: stored, notice: describeNotRead(staleBecause, 'in the index') }
    return { copy: toLiveCopy(answer), notice: describeNotice(answer, asked.locale) }
  }
  if (stored) return { copy: stored, notice: describeNotRead(answer.reason, 'in the index') }
  if (moved) return { ...moved, notice: `${moved.notice} ${describeNotRead(answer.reason, 'in the index')}` }
  const other = db && findInOtherLanguage(db, asked)
  if (other) return other
  const isMisconfigured = answer.kind === 'not-asked' && answer.isMisconfigured === true
  const isMissing = answer.kind === 'missing' && !answer.leadsOn
  throw makePageNotFoundError(db, asked, { reason: answer.reason, isMisconfigured, isMissing, setting, listRuns })
}

function findInOtherLanguage(db: SqlDatabase, asked: DocUrl): FoundCopy | undefined {
  for (const { locale, path } of listTranslations(asked)) {
    const copy = findStoredCopy(db, path, asked.anchor)
    const text = locale === DEFAULT_LOCALE ? 'the English text' : `the text in ${toLanguage(locale)}`
    if (copy) return { copy, notice: `The page is not indexed in ${toLanguage(asked.locale)}; this is ${text}.` }
  }
  return undefined
}

function findMovedCopy(db: SqlDatabase, { path, anchor }: DocUrl): FoundCopy | undefined {
  const place = followMoves(db, path)
  const copy = place?.isIndexed ? findStoredCopy(db, place.path, anchor) : undefined
  return copy && { copy, notice: describeMove(path, copy.path) }
}

function describeNotice({ page, staleBecause }: LiveReading & { kind: 'page' }, asked: Locale): string | undefined {
  const notes = [
    staleBecause === undefined ? undefined : describeNotRead(staleBecause, 'that was read live before'),
    page.locale === asked
      ? undefined
      : `The page is not translated into ${toLanguage(asked)}; this is the text in ${toLanguage(page.locale)}.`,
  ].filter((note) => note !== undefined)
  return notes.length > 0 ? notes.join(' ') : undefined
}

function describeNotRead(reason: string, copy: string): string {
  return `The live page was not read (${reason}); this is the copy ${copy}.`
}

// Text and sections of one state of the index: a crawl may commit another edition of the page at any moment.
function findStoredCopy(db: SqlDatabase, path: string, anchor: string | undefined): Copy | undefined {
  return db.snapshot(() => {
    const page = findPage(db, path)
    const text = page?.status === 'live' ? loadMarkdown(db, page.id) : undefined
    if (!page || text === undefined) return undefined
    return {
      url: formatDocUrl(page.path, anchor),
      path: page.path,
      title: page.title,
      product: page.product,
      guide: page.guideTitle,
      locale: page.locale,
      ...toPartitionField(page.path),
      source: 'index',
      fetchedAt: page.fetchedAt,
      checkedAt: page.checkedAt,
      ...rewriteMovedLinks(db, { text, sections: loadSections(db, page.id) }),
    }
  })
}

function toLiveCopy({ url, page, source, fetchedAt }: LiveReading & { kind: 'page' }): Copy {
  return {
    url: formatDocUrl(url.path, url.anchor),
    path: url.path,
    title: page.title,
    product: page.product,
    guide: page.guideTitle,
    locale: page.locale,
    ...toPartitionField(url.path),
    source,
    fetchedAt,
    checkedAt: fetchedAt,
    text: page.markdown,
    sections: page.sections,
  }
}
