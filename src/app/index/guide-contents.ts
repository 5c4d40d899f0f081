// The table of contents of one indexed guide, a part at a time: which copy of the guide is meant, and where in it.

import { parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import { chooseIndexed, type IndexedChoice } from '../../core/model/indexed-guides.ts'
import { DEFAULT_LOCALE, type Locale } from '../../core/model/locale.ts'
import { type ContentsPart, getContentsPart } from '../../read/guide-contents.ts'
import type { GuideState } from '../../store/guides/guide-states.ts'
import type { LocalIndex } from './local-index.ts'

export interface GuideContentsRequest {
  /** A catalog id, or the URL of a page: the contents below it. */
  readonly of: string
  /** Only entries that hold all of these. */
  readonly words?: readonly string[]
  /** By default that of the URL, else English where the guide has it. */
  readonly locale?: Locale | undefined
  readonly startIndex: number
  /** Entries at most; as many levels are given as fit. */
  readonly limit: number
}

export interface GuideContents {
  readonly guide: GuideState
  /** The other languages in which the guide is indexed. */
  readonly others: readonly Locale[]
  readonly part: ContentsPart
  readonly startIndex: number
}

/** Pages that are listed of a guide without a table of contents. */
const MOST_PAGES = 5000

/** Throws UNKNOWN_GUIDE, and PAGE_NOT_FOUND for a page that is not in the contents. */
export function getGuideContents(
  index: LocalIndex,
  names: Pick<IndexedChoice, 'listCatalog' | 'setting'>,
  { of, words = [], locale, startIndex, limit }: GuideContentsRequest,
): GuideContents {
  const indexed = index.listIndexedGuides().filter(({ pages }) => pages > 0)
  const copies = chooseIndexed(indexed, [of], { locale, ...names })
  const guide = copies.find((copy) => copy.locale === DEFAULT_LOCALE) ?? copies[0]
  if (!guide) throw new Error(`no copy of ${of}`)
  const page = of.includes('/') ? parseDocUrl(of)?.page || undefined : undefined
  return {
    guide,
    others: indexed.flatMap((copy) => (copy.base === guide.base && copy.locale !== guide.locale ? [copy.locale] : [])),
    part: getContentsPart(splitEntries(index, guide), { page, words, startIndex, limit }),
    startIndex,
  }
}

/** The folder that the pages of a guide are in, as a path. */
export function findFolder({ base, locale }: Pick<GuideState, 'base' | 'locale'>): string {
  return toPath(base, '', locale)
}

function splitEntries(index: LocalIndex, guide: GuideState): readonly TocEntry[] {
  const toc = index.getToc(guide.base, guide.locale)
  if (toc.length > 0) return toc
  const folder = findFolder(guide)
  const pages = index.listPages({ prefix: folder, limit: MOST_PAGES })
  return pages.map(({ path, title }) => ({ title, page: path.slice(folder.length), children: [] }))
}
