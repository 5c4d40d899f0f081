// The contents of one indexed guide, as list_guides gives them: pages relative to the guide's address, which would be most of the answer otherwise.

import type { App } from '../../app.ts'
import { formatDocUrl, parseDocUrl, pathOf } from '../../core/doc-url.ts'
import type { TocEntry } from '../../core/guide.ts'
import { chooseIndexed } from '../../core/indexed-guides.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/locale.ts'
import { type ContentsPart, contentsPart } from '../../read/guide-contents.ts'
import type { GuideState } from '../../store/guides/guide-states.ts'
import { oneLine } from '../page-text.ts'

/** More than the top of any guide, and still short beside a page. */
const MOST_ROWS = 60
/** Pages that are listed of a guide without a table of contents. */
const MOST_PAGES = 5000

export interface GuideContents {
  readonly guide: GuideState
  /** The other languages in which the guide is indexed. */
  readonly others: readonly Locale[]
  readonly part: ContentsPart
  readonly startIndex: number
}

export interface ContentsAsked {
  /** An id, or the URL of a page. */
  readonly of: string
  readonly words: readonly string[]
  readonly startIndex: number
  readonly locale: Locale | undefined
}

/** Throws UNKNOWN_GUIDE, and PAGE_NOT_FOUND for a page that is not in the contents. */
export async function readContents(app: App, { of, words, startIndex, locale }: ContentsAsked): Promise<GuideContents> {
  const index = await app.index.local()
  const indexed = index.indexedGuides().filter(({ pages }) => pages > 0)
  const copies = chooseIndexed(indexed, [of], { locale, catalog: app.guides.catalog })
  const guide = copies.find((copy) => copy.locale === DEFAULT_LOCALE) ?? copies[0]
  if (!guide) throw new Error(`no copy of ${of}`)
  const toc = index.tocOf(guide.base, guide.locale)
  const entries =
    toc.length > 0 ? toc : pagesAsContents(guide, index.listPages({ prefix: folderOf(guide), limit: MOST_PAGES }))
  const page = of.includes('/') ? parseDocUrl(of)?.page || undefined : undefined
  return {
    guide,
    others: indexed.flatMap((copy) => (copy.base === guide.base && copy.locale !== guide.locale ? [copy.locale] : [])),
    part: contentsPart(entries, { page, words, startIndex, limit: MOST_ROWS }),
    startIndex,
  }
}

function folderOf({ base, locale }: GuideState): string {
  return pathOf(base, '', locale)
}

function pagesAsContents(
  guide: GuideState,
  pages: readonly { readonly path: string; readonly title: string }[],
): TocEntry[] {
  const { length } = folderOf(guide)
  return pages.map(({ path, title }) => ({ title, page: path.slice(length), children: [] }))
}

/** Rows of the structured answer. */
export function describeRows({ rows }: ContentsPart) {
  return rows.map(({ title, page, level, pagesBelow }) => ({
    title,
    ...(page !== undefined && { page }),
    level,
    pages_below: pagesBelow,
  }))
}

/** The same with fewer rows, for answers within a budget. */
export function withoutLastRow(contents: GuideContents): GuideContents | undefined {
  const { part, startIndex } = contents
  // Without a single row there would be no going on.
  if (part.rows.length <= 1) return undefined
  const rows = part.rows.slice(0, -1)
  return { ...contents, part: { ...part, rows, nextIndex: startIndex + rows.length } }
}

export function contentsHint({ part, others, startIndex }: GuideContents): string | undefined {
  const { rows, total, nextIndex } = part
  const end = `The contents end at entry ${total}.`
  const none = rows.length > 0 ? '' : total > 0 ? end : 'No entry of the contents holds all of these words.'
  const place =
    rows.length === total || rows.length === 0
      ? ''
      : `Entries ${startIndex} to ${startIndex + rows.length} of ${total}.`
  const more = nextIndex === undefined ? '' : `Go on with start_index=${nextIndex}.`
  const languages = others.length > 0 ? `The guide is indexed in ${others.join(', ')} too.` : ''
  return [none, place, more, languages].filter(Boolean).join(' ') || undefined
}

export function contentsText({ guide, part }: GuideContents, hint: string | undefined): string {
  const { catalogId, locale, product, title } = guide
  const place = part.trail.length > 0 ? `, below ${oneLine(part.trail.join(' > '))}` : ''
  const rows = part.rows.map(({ title: name, page, level, pagesBelow }) => {
    const below = pagesBelow > 0 ? ` (${pagesBelow} below)` : ''
    return `${'  '.repeat(level - 1)}- ${oneLine(name)}${page === undefined ? '' : `: ${page}`}${below}`
  })
  return [
    `Contents of ${product}, ${title} (${catalogId}, ${locale})${place}\nPages of ${formatDocUrl(folderOf(guide))}`,
    rows.join('\n'),
    hint ?? '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
