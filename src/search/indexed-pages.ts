// Pages as the ranker looks at them, taken apart once and kept while they are in use: the same pages answer many questions of a session.

import type { Section } from '../core/page.ts'
import { termsOf } from '../core/terms.ts'
import { loadPageFacts, type PageFacts } from '../store/page-facts.ts'
import { findPageById, loadMarkdown, loadSections, type PageRow } from '../store/page-rows.ts'
import { ifReadable } from '../store/pages/if-readable.ts'
import { findPassage, type PassageRow } from '../store/passage-index.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { versionCache } from '../store/version-cache.ts'
import { type AnalyzedPassage, analyzePassage } from './analyze-passage.ts'
import { withoutGuideWords, withoutMaker } from './product-names.ts'
import { termWeights } from './term-weights.ts'

export interface PageOutline extends PageFacts {
  readonly titleTerms: ReadonlySet<string>
  /** Inverse document frequency of each term of the title. */
  readonly titleWeights: ReadonlyMap<string, number>
  readonly descriptionTerms: ReadonlySet<string>
  /** Of the chapters around the page. */
  readonly breadcrumbTerms: ReadonlySet<string>
  /** Of its file name. */
  readonly nameTerms: ReadonlySet<string>
  /** Of its product's name, the maker's left out, and of the guide's title but for the kind of guide. */
  readonly productTerms: ReadonlySet<string>
}

export interface PagePassage {
  readonly row: PassageRow
  readonly section: Section | undefined
  readonly analyzed: AnalyzedPassage
  /** Terms of the section's own title; empty in the page's opening section. */
  readonly headingTerms: ReadonlySet<string>
  /** Terms of the titles of all sections around it, the page's own left out. */
  readonly headingPathTerms: ReadonlySet<string>
}

export interface PageText {
  readonly markdown: string
  readonly sections: readonly Section[]
  /** Those that were taken apart. */
  readonly passages: Map<number, PagePassage>
}

export interface IndexedPages {
  /** Undefined for a page that is not live. */
  outline(pageId: number): PageOutline | undefined
  row(pageId: number): PageRow | undefined
  text(pageId: number): PageText | undefined
  passages(text: PageText, ids: readonly number[]): PagePassage[]
}

/** Some kilobyte each. */
const OUTLINES_KEPT = 8000
const ROWS_KEPT = 2000
/** Some 20 kilobytes each, with the passages that were taken apart. */
const TEXTS_KEPT = 1200

export const indexedPages: (db: SqlDatabase) => IndexedPages = versionCache((db) => {
  const rows = new Map<number, PageRow | undefined>()
  const outlines = new Map<number, PageOutline | undefined>()
  const texts = new Map<number, PageText | undefined>()
  return {
    outline: (pageId) => remember(outlines, pageId, OUTLINES_KEPT, () => readOutline(db, pageId)),
    row: (pageId) => remember(rows, pageId, ROWS_KEPT, () => findPageById(db, pageId)),
    text: (pageId) => remember(texts, pageId, TEXTS_KEPT, () => readText(db, pageId)),
    passages: (text, ids) => ids.flatMap((id) => passageOf(db, text, id) ?? []),
  }
})

function readOutline(db: SqlDatabase, pageId: number): PageOutline | undefined {
  const facts = loadPageFacts(db, pageId)
  const titleTerms = termsOf(facts?.title ?? '')
  const weightOf = termWeights(db)
  return (
    facts && {
      ...facts,
      titleTerms: new Set(titleTerms),
      titleWeights: new Map(titleTerms.map((term) => [term, weightOf(term)])),
      descriptionTerms: new Set(termsOf(facts.description)),
      breadcrumbTerms: new Set(termsOf(facts.breadcrumb.join('\n'))),
      nameTerms: new Set(termsOf(facts.name.replace(/\.html$/, '').replace(/[-_]+/g, ' '))),
      productTerms: new Set(
        termsOf(`${withoutMaker(facts.breadcrumb[0] ?? '')}\n${withoutGuideWords(facts.breadcrumb[1] ?? '')}`),
      ),
    }
  )
}

function readText(db: SqlDatabase, pageId: number): PageText | undefined {
  const markdown = ifReadable(() => loadMarkdown(db, pageId))
  if (markdown === undefined) return undefined
  return { markdown, sections: loadSections(db, pageId), passages: new Map() }
}

function passageOf(db: SqlDatabase, text: PageText, id: number): PagePassage | undefined {
  const known = text.passages.get(id)
  if (known) return known
  const row = findPassage(db, id)
  if (!row) return undefined
  const passage = takeApart(text, row)
  text.passages.set(id, passage)
  return passage
}

function takeApart({ markdown, sections }: PageText, row: PassageRow): PagePassage {
  const section = sections[row.section]
  const headings = section?.headingPath.slice(1) ?? []
  return {
    row,
    section,
    analyzed: analyzePassage(markdown.slice(row.start, row.end)),
    headingTerms: new Set(termsOf(headings.at(-1) ?? '')),
    headingPathTerms: new Set(termsOf(headings.join('\n'))),
  }
}

// Least recently used goes first: a Map keeps its keys in the order of insertion.
function remember<T>(kept: Map<number, T>, key: number, most: number, read: () => T): T {
  const known = kept.get(key)
  const value = known ?? read()
  if (known !== undefined) kept.delete(key)
  else if (kept.size >= most) kept.delete(kept.keys().next().value ?? key)
  kept.set(key, value)
  return value
}
