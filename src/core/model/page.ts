// What a documentation page is once it is read: the nouns that extraction makes, the store keeps and search returns.

import type { Locale } from './locale.ts'

/** A heading and the text below it up to the next heading of the same or a higher level. Offsets count UTF-16 units. */
export interface Section {
  /** 0 for the page itself (its h1), then in page order. */
  readonly ordinal: number
  readonly level: number
  readonly title: string
  /** Element id; empty where the page gives none. */
  readonly anchor: string
  /** Titles from the page's title down to this one, both included. */
  readonly headingPath: readonly string[]
  /** Where the heading line begins in the page's Markdown. */
  readonly start: number
  /** Where the section ends, subsections included (exclusive). */
  readonly end: number
}

/**
 * The bounded slice of one section that is indexed, ranked and returned. Never splits a code block or a table row,
 * unless that is longer than any passage may be.
 */
export interface Passage {
  /** Ordinal of the innermost section that holds it. */
  readonly section: number
  readonly start: number
  readonly end: number
  /** The anchor nearest above the passage's start: its section's, or that of a definition-list term inside it. */
  readonly anchor: string
}

/** One cell: its Markdown, links included. Empty string for an empty cell. */
export type TableCell = string

/** A table as data. Spans are resolved: every row has as many cells as there are columns, spanned values repeated. */
export interface Table {
  readonly section: number
  /** Caption or header-row title; empty when there is none. */
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableCell[])[]
  /** For each column that has row spans: for each row, the index of the row where its spanned cell began. */
  readonly spans: readonly { readonly column: number; readonly from: readonly number[] }[]
}

/** A page as extraction gives it: pure content, no dates and no validators. */
export interface ExtractedPage {
  /** The page's own language, from its metadata; differs from its URL's when the page is not translated. */
  readonly locale: Locale
  readonly title: string
  readonly product: string
  readonly guideTitle: string
  readonly description: string
  /** Titles from the product down to the page's parent; the page itself is not in it. */
  readonly breadcrumb: readonly string[]
  readonly markdown: string
  readonly sections: readonly Section[]
  readonly passages: readonly Passage[]
  readonly tables: readonly Table[]
  /** Canonical paths of pages of the site that the content links to, each once, without anchors. */
  readonly links: readonly string[]
  /**
   * For each of `links`, the terms that stand around it (core/text/link-context.ts), separated by blanks. Undefined for
   * a page that was kept without them, in a bundle.
   */
  readonly linkContexts?: readonly string[]
  /** File names of tables of contents that the page declares (`<meta name="tocs">`). */
  readonly tocs: readonly string[]
  /** File name of the guide's feed (`<meta name="rss">`), where the page names one. */
  readonly feed?: string
  /** SHA-256 (hex) of the normalised content: same text, code, links and authored anchors give the same hash. */
  readonly contentHash: string
  /** The page says that it was machine translated. */
  readonly machineTranslated: boolean
}

export type Extraction =
  | { readonly kind: 'page'; readonly page: ExtractedPage }
  /** A document that is not a page of the documentation: never indexed. `target` is where a stub points. */
  | {
      readonly kind: 'not-a-page'
      readonly reason: 'redirect-stub' | 'error-page' | 'no-main-content' | 'no-title'
      readonly target?: string
    }
