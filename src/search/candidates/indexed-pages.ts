// Pages as the ranker looks at them, taken apart once and kept while they are in use: the same pages answer many
// questions of a session.

import { LRUCache } from 'lru-cache'
import type { Section } from '../../core/model/page.ts'
import { squeeze, toTerms } from '../../core/text/terms.ts'
import { listPassagesOfPage, type PassageRow } from '../../store/fulltext/passage-index.ts'
import { toPageId } from '../../store/index/passage-id.ts'
import {
  findPageById,
  findTranslations,
  loadMarkdown,
  loadSections,
  type PageRow,
} from '../../store/pages/page-rows.ts'
import { readIfReadable } from '../../store/pages/read-if-readable.ts'
import { cachePerVersion } from '../../store/sqlite/cache-per-version.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'
import { getTermWeights } from '../query/get-term-weights.ts'
import { normalizeForCompare } from '../query/normalize-for-compare.ts'
import { dropGuideWords, dropMaker } from '../query/product-names.ts'
import { analyzePassage } from '../ranking/analyze-passage.ts'
import { classifyPage, type PageKind } from '../ranking/page-kind.ts'
import { PassageVocabulary } from './passage-vocabulary.ts'

export interface PageOutline {
  readonly row: PageRow
  readonly foldedTitle: string
  readonly kind: PageKind
  readonly titleTerms: ReadonlySet<string>
  /** Inverse document frequency of each term of the title. */
  readonly titleWeights: ReadonlyMap<string, number>
  readonly descriptionTerms: ReadonlySet<string>
  /** Of the chapters around the page. */
  readonly breadcrumbTerms: ReadonlySet<string>
  /** Of its file name. */
  readonly nameTerms: ReadonlySet<string>
  /** The file name as identifiers are compared; that of an API action is the action's. */
  readonly squeezedName: string
  /** Of its product's name, the maker's left out, and of the guide's title but for the kind of guide. */
  readonly productTerms: ReadonlySet<string>
}

export interface PagePassage {
  readonly row: PassageRow
  readonly section: Section | undefined
  /** In order, as numbers of the vocabulary. */
  readonly terms: Uint32Array
  readonly distinctTerms: number
  readonly heading: IndexedHeading
}

export interface IndexedHeading {
  /** The section's own title; empty in the page's opening section. */
  readonly folded: string
  readonly terms: ReadonlySet<string>
  /** Terms of the titles of all sections around it, the page's own left out. */
  readonly pathTerms: ReadonlySet<string>
}

export interface PageText {
  readonly markdown: string
  readonly sections: readonly Section[]
  /** In page order. */
  readonly passages: readonly PassageRow[]
  /** Of sections whose passages were taken apart. */
  readonly headings: Map<number, IndexedHeading>
}

export interface IndexedPages {
  /** What the terms of passages are numbered by. */
  readonly vocabulary: PassageVocabulary
  /** Undefined for a page that is not live. */
  outline(pageId: number): PageOutline | undefined
  /** Undefined for a page that is being rewritten, or whose text cannot be read. */
  getText(pageId: number): PageText | undefined
  /** The page in all indexed languages. */
  listTranslations(page: PageRow): readonly PageRow[]
  /** Taken apart. Undefined when it is not there. */
  getPassage(id: number): PagePassage | undefined
}

/** Some two kilobytes each. */
const OUTLINES_KEPT = 8000
const TRANSLATIONS_KEPT = 2000
/** UTF-16 units. */
const TEXT_KEPT = 12_000_000
/** Bytes, about. */
const PASSAGES_KEPT = 48_000_000
const PASSAGE_COST = 700
/** Some 100 bytes each. The passages of 25,000 pages have about 150,000. */
const TERMS_KEPT = 200_000

const kept = cachePerVersion((db) => ({ pages: createPages(db) }))

/** Whoever has some goes on with them while others begin anew. */
export function getIndexedPages(db: SqlDatabase): IndexedPages {
  const known = kept(db)
  if (known.pages.vocabulary.size > TERMS_KEPT) known.pages = createPages(db)
  return known.pages
}

/** A page or passage that is not there: looked for once, like the others. */
const ABSENT = Symbol('absent')

function createPages(db: SqlDatabase): IndexedPages {
  const vocabulary = new PassageVocabulary()
  const outlines = new LRUCache<number, PageOutline | typeof ABSENT>({ max: OUTLINES_KEPT })
  const texts = new LRUCache<number, PageText>({
    maxSize: TEXT_KEPT,
    sizeCalculation: ({ markdown }) => markdown.length + 1,
  })
  const translations = new LRUCache<number, readonly PageRow[]>({ max: TRANSLATIONS_KEPT })
  const passages = new LRUCache<number, PagePassage>({
    maxSize: PASSAGES_KEPT,
    sizeCalculation: ({ terms }) => PASSAGE_COST + terms.byteLength,
  })
  return {
    vocabulary,
    outline(pageId) {
      const outline = outlines.get(pageId) ?? keep(outlines, pageId, readOutline(db, pageId) ?? ABSENT)
      return outline === ABSENT ? undefined : outline
    },
    getText: loadText,
    listTranslations: (page) =>
      translations.get(page.id) ?? keep(translations, page.id, findTranslations(db, page.base, page.name)),
    getPassage: (id) => passages.get(id) ?? keepIfAny(passages, id, readPassage(id)),
  }

  // What could not be read just now may be readable the next time.
  function loadText(pageId: number): PageText | undefined {
    return texts.get(pageId) ?? keepIfAny(texts, pageId, readText(db, pageId))
  }

  function readPassage(id: number): PagePassage | undefined {
    const text = loadText(toPageId(id))
    const row = text?.passages.find((passage) => passage.id === id)
    return text && row && takeApart(text, row, vocabulary)
  }
}

function keep<Value extends object | symbol>(cache: LRUCache<number, Value>, key: number, value: Value): Value {
  cache.set(key, value)
  return value
}

function keepIfAny<Value extends object>(
  cache: LRUCache<number, Value>,
  key: number,
  value: Value | undefined,
): Value | undefined {
  return value && keep(cache, key, value)
}

function readOutline(db: SqlDatabase, pageId: number): PageOutline | undefined {
  const row = readIfReadable(() => findPageById(db, pageId))
  if (row?.status !== 'live') return undefined
  const titleTerms = toTerms(row.title)
  const weightOf = getTermWeights(db)
  return {
    row,
    foldedTitle: normalizeForCompare(row.title),
    kind: classifyPage(row.title, row.name),
    titleTerms: new Set(titleTerms),
    titleWeights: new Map(titleTerms.map((term) => [term, weightOf(term)])),
    descriptionTerms: new Set(toTerms(row.description)),
    breadcrumbTerms: new Set(toTerms(row.breadcrumb.join('\n'))),
    nameTerms: new Set(toTerms(row.name.replace(/\.html$/, '').replace(/[-_]+/g, ' '))),
    squeezedName: squeeze(row.name.replace(/\.html$/, '').replace(/^API_/, '')),
    productTerms: new Set(toTerms(`${dropMaker(row.breadcrumb[0] ?? '')}\n${dropGuideWords(row.breadcrumb[1] ?? '')}`)),
  }
}

function readText(db: SqlDatabase, pageId: number): PageText | undefined {
  const markdown = readIfReadable(() => loadMarkdown(db, pageId))
  if (markdown === undefined) return undefined
  const sections = loadSections(db, pageId)
  return { markdown, sections, passages: listPassagesOfPage(db, pageId, sections), headings: new Map() }
}

function takeApart(text: PageText, row: PassageRow, vocabulary: PassageVocabulary): PagePassage {
  const { markdown, sections, headings } = text
  const section = sections[row.section]
  const heading = headings.get(row.section) ?? readHeading(section)
  headings.set(row.section, heading)
  const terms = analyzePassage(markdown.slice(row.start, row.end), vocabulary)
  return { row, section, terms, distinctTerms: new Set(terms).size, heading }
}

const NO_HEADING: IndexedHeading = { folded: '', terms: new Set(), pathTerms: new Set() }

function readHeading(section: Section | undefined): IndexedHeading {
  const titles = section?.headingPath.slice(1) ?? []
  const own = titles.at(-1)
  if (own === undefined) return NO_HEADING
  return {
    folded: normalizeForCompare(own),
    terms: new Set(toTerms(own)),
    pathTerms: new Set(toTerms(titles.join('\n'))),
  }
}
