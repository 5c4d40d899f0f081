// What the web page needs of the application, and no more. The application satisfies it by shape; nothing here reaches
// further down. It is the index on this machine alone: the live site is not asked, since a search as you type would
// send it every keystroke.

import type { Completeness } from '../../core/model/completeness.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import type { Section } from '../../core/model/page.ts'
import type { Partition } from '../../core/model/partition.ts'
import type { AskedWords } from '../../core/text/mark-words.ts'

export interface WebQuery {
  readonly text: string
  /** 1 to 50. */
  readonly limit: number
  readonly locale?: Locale
  readonly products?: readonly string[]
  /** Catalog ids. */
  readonly guides?: readonly string[]
  /** The same in other words. */
  readonly alsoPhrased?: readonly string[]
}

export interface WebHit {
  readonly path: string
  readonly title: string
  /** Verbatim passage of the page's Markdown. */
  readonly context: string
  readonly headingPath: readonly string[]
  readonly anchor: string
  readonly product: string
  readonly guide: string
  readonly locale: Locale
  /** Undefined for pages of docs.aws.amazon.com. */
  readonly partition?: Partition
  /** Milliseconds since the epoch. */
  readonly checkedAt: number
}

export interface FacetCount {
  readonly name: string
  readonly count: number
}

/** A guide in all its languages. `id` is its catalog id. */
export interface GuideCount {
  readonly id: string
  readonly product: string
  readonly title: string
  readonly count: number
}

export interface WebAnswer {
  readonly hits: readonly WebHit[]
  readonly facets: { readonly products: readonly FacetCount[]; readonly eachGuide: readonly GuideCount[] }
  readonly matched: number
  /** What it was narrowed by, with names as guides have them: those of the query, or what these mean. */
  readonly narrowedBy: Pick<WebQuery, 'products' | 'guides'>
  /** The words of the query itself. */
  readonly asked: AskedWords
  /** What was looked for, as the index has it, typed or not; identifiers have `code:` in front. */
  readonly words: readonly { readonly term: string }[]
  /** What was read for misspelt words. */
  readonly readAs: readonly { readonly typed: string; readonly meant: string }[]
  /** What the answer lacks and how to get it, by language of the page; undefined where nothing need be said. */
  readonly hints: Readonly<Record<'en' | 'ja', string | undefined>>
}

/** A page of the index with all that the reading view shows. Times are milliseconds since the epoch. */
export interface PageView {
  readonly path: string
  readonly title: string
  readonly product: string
  readonly guideTitle: string
  readonly guideId: string
  readonly base: string
  /** The page inside its guide, as in `TocEntry.page`. */
  readonly name: string
  readonly locale: Locale
  readonly breadcrumb: readonly string[]
  readonly machineTranslated: boolean
  readonly fetchedAt: number
  readonly checkedAt: number
  readonly markdown: string
  readonly sections: readonly Section[]
  /** Live copies in all indexed locales, this one included. */
  readonly translations: readonly { readonly locale: Locale; readonly path: string }[]
}

export interface WebGuide {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
  readonly product: string
  readonly title: string
  readonly pages: number
  readonly failed: number
  readonly completeness: Completeness
  readonly oldest: number | undefined
  readonly newest: number | undefined
}

/** Synchronous, so that one answer is made from one state of the index, even when the file is replaced meanwhile. */
export interface WebSource {
  search(query: WebQuery): WebAnswer
  /** The live page at a canonical path; undefined when it is not in the index. */
  viewPage(path: string): PageView | undefined
  isIndexed(path: string): boolean
  /** Where a page went that is not there any more; undefined where no move is known. */
  findNewPlace(path: string): { readonly path: string; readonly isIndexed: boolean } | undefined
  /** Empty when the guide is not indexed or has no table of contents. */
  getToc(base: string, locale: Locale): readonly TocEntry[]
  /** Path of a guide's first page; undefined when none is indexed. */
  findFirstPage(base: string, locale: Locale): string | undefined
  listIndexedGuides(): readonly WebGuide[]
}
