// The index as the web page looks at it: at one moment, on this machine only. The live site is never asked here, since
// a search as you type would send it every keystroke. What many requests share (guides, their contents) is kept until
// the index changes.

import type { TocEntry } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { makeSearchHint } from '../../core/model/make-search-hint.ts'
import type { Section } from '../../core/model/page.ts'
import type { CommandSetting } from '../../core/model/printed-commands.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { followMoves, type NewPlace } from '../../read/follow-moves.ts'
import { rewriteMovedLinks } from '../../read/moved-links.ts'
import type { GuideKnowledge } from '../../search/missing/guide-knowledge.ts'
import { NO_FACETS } from '../../search/results/count-facets.ts'
import { type GradedAnswer, searchGraded } from '../../search/search-graded.ts'
import type { SearchQuery } from '../../search/search-passages.ts'
import { loadToc } from '../../store/guides/guide-rows.ts'
import { type GuideState, listGuideStates } from '../../store/guides/guide-states.ts'
import { readPragma } from '../../store/index/open-index.ts'
import { type ListedPage, listPages, type PageSlice } from '../../store/pages/page-list.ts'
import {
  findFirstLivePage,
  findPage,
  findTranslations,
  isLivePath,
  loadMarkdown,
  loadSections,
  type PageRow,
} from '../../store/pages/page-rows.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { NOT_COUNTING, type WantedCounter } from '../wanted/count-wanted.ts'
import type { IndexReader } from './index-reader.ts'
import { listOpenRuns } from './open-runs.ts'

export interface LocalPage
  extends Pick<
    PageRow,
    | 'path'
    | 'title'
    | 'product'
    | 'guideTitle'
    | 'base'
    | 'name'
    | 'locale'
    | 'breadcrumb'
    | 'machineTranslated'
    | 'fetchedAt'
    | 'checkedAt'
  > {
  readonly guideId: string
  readonly markdown: string
  readonly sections: readonly Section[]
  /** Live copies in all indexed locales, this one included. */
  readonly translations: readonly { readonly locale: Locale; readonly path: string }[]
}

export type LocalAnswer = GradedAnswer & {
  /**
   * What the answer lacks and how to get it, in the languages of the web page; undefined where nothing need be said.
   */
  readonly hints: Readonly<Record<'en' | 'ja', string | undefined>>
}

/** Synchronous throughout, so that one answer is made from one state of one file. */
export interface LocalIndex {
  search(query: SearchQuery): LocalAnswer
  /** The live page at a canonical path; undefined when it is not in the index. */
  viewPage(path: string): LocalPage | undefined
  isIndexed(path: string): boolean
  /** Where a page went that is not there any more; undefined where no move is known. */
  findNewPlace(path: string): NewPlace | undefined
  /** Empty when the guide is not indexed or has no table of contents. */
  getToc(base: string, locale: Locale): readonly TocEntry[]
  /** Path of a guide's first page; undefined when none is indexed. */
  findFirstPage(base: string, locale: Locale): string | undefined
  listIndexedGuides(): readonly GuideState[]
  /** Live pages in the order of their paths. */
  listPages(slice: PageSlice): readonly ListedPage[]
}

/** Where there is no index, nothing is found. */
const NOTHING: LocalIndex = {
  search: () => ({
    hits: [],
    facets: NO_FACETS,
    matched: 0,
    asked: { terms: [], identifiers: [], kana: [] },
    words: [],
    queryId: '',
    suggestion: undefined,
    readAs: [],
    coverage: { grade: 'missing', confidence: 0, lacks: [], unknownWords: [] },
    narrowedBy: {},
    unknownFilters: [],
    hints: { en: undefined, ja: undefined },
  }),
  viewPage: () => undefined,
  isIndexed: () => false,
  findNewPlace: () => undefined,
  getToc: () => [],
  findFirstPage: () => undefined,
  listIndexedGuides: () => [],
  listPages: () => [],
}

interface Shared {
  readonly db: SqlDatabase
  readonly version: number
  readonly madeAt: number
  readonly guides: readonly GuideState[]
  readonly tocs: Map<number, readonly TocEntry[]>
  readonly firstPages: Map<number, string | undefined>
}

export interface LocalIndexParts {
  readonly reader: IndexReader
  readonly clock: Clock
  readonly getKnowledge: (db: SqlDatabase) => GuideKnowledge
  readonly setting: CommandSetting
  readonly wanted: WantedCounter
}

/** A crawl commits with every page; counting all pages again for each keystroke meanwhile would be most of the work. */
const SHARED_MAX_AGE_MS = 2000

export interface LocalAsker {
  /** Whether its searches are questions of a reader, to be counted where guides are lacking. */
  readonly isReader?: boolean
}

/** Gives the index as it is now, at each call. */
export function createLocalIndex({ reader, ...parts }: LocalIndexParts): (asker?: LocalAsker) => Promise<LocalIndex> {
  let shared: Shared | undefined
  const loadShared = (db: SqlDatabase): Shared => {
    if (shared?.db === db) {
      const isYoung = parts.clock.now() - shared.madeAt < SHARED_MAX_AGE_MS
      if (isYoung || shared.version === readPragma(db, 'data_version')) return shared
    }
    const version = readPragma(db, 'data_version')
    shared = {
      db,
      version,
      madeAt: parts.clock.now(),
      guides: listGuideStates(db, listOpenRuns(db, parts.clock.now()), parts.setting),
      tocs: new Map(),
      firstPages: new Map(),
    }
    return shared
  }
  return async ({ isReader = false } = {}) => {
    const db = await reader.findDatabase()
    return db ? toView(db, () => loadShared(db), isReader ? parts : { ...parts, wanted: NOT_COUNTING }) : NOTHING
  }
}

function toView(
  db: SqlDatabase,
  shared: () => Shared,
  { getKnowledge, clock, setting, wanted }: Omit<LocalIndexParts, 'reader'>,
): LocalIndex {
  const findGuideId = (base: string, locale: Locale) =>
    shared().guides.find((guide) => guide.base === base && guide.locale === locale)?.id
  return {
    search: (query) =>
      db.snapshot(() => {
        const now = clock.now()
        const context = { knowledge: getKnowledge(db), openRuns: () => listOpenRuns(db, now), now }
        const answer = searchGraded(db, query, context)
        wanted.countTyped(answer.coverage)
        const makeHint = (language: 'en' | 'ja') =>
          makeSearchHint(answer, { ...setting, now, hasHits: answer.hits.length > 0, language })
        return { ...answer, hints: { en: makeHint('en'), ja: makeHint('ja') } }
      }),
    viewPage: (path) => db.snapshot(() => viewPage(db, path)),
    isIndexed: (path) => isLivePath(db, path),
    findNewPlace: (path) => followMoves(db, path),
    getToc(base, locale) {
      const id = findGuideId(base, locale)
      return id === undefined ? [] : getKept(shared().tocs, id, () => loadToc(db, id))
    },
    findFirstPage(base, locale) {
      const id = findGuideId(base, locale)
      return id === undefined ? undefined : getKept(shared().firstPages, id, () => findFirstLivePage(db, id)?.path)
    },
    listIndexedGuides: () => shared().guides,
    listPages: (slice) => listPages(db, slice),
  }
}

function viewPage(db: SqlDatabase, path: string): LocalPage | undefined {
  const page = findPage(db, path)
  const markdown = page?.status === 'live' ? loadMarkdown(db, page.id) : undefined
  if (!page || markdown === undefined) return undefined
  const translations = findTranslations(db, page.base, page.name).map(({ locale, path: translation }) => ({
    locale,
    path: translation,
  }))
  const { text, sections } = rewriteMovedLinks(db, { text: markdown, sections: loadSections(db, page.id) })
  return { ...page, guideId: page.guideCatalogId, markdown: text, sections, translations }
}

function getKept<T>(cache: Map<number, T>, id: number, make: () => T): T {
  const found = cache.get(id)
  if (found !== undefined || cache.has(id)) return found as T
  const made = make()
  cache.set(id, made)
  return made
}
