// The full-text index over passages. Terms come from core/terms.ts, the same for indexing and for queries. Scoring is
// the ranker's: the index says which passages hold a term and in which column, no more (detail=column), which keeps it
// small and quick to walk.

import type { ExtractedPage, Section } from '../../core/model/page.ts'
import { listLabelTerms, toLabelTerm, toTailTerm } from '../../core/text/labels.ts'
import { toPlainText } from '../../core/text/plain-text.ts'
import { findIdentifiers, squeeze, toTerms } from '../../core/text/terms.ts'
import { getPassageIdRange, PASSAGES_PER_PAGE } from '../index/passage-id.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { OFTEN_FROM, TWICE_FROM } from './term-columns.ts'

/** What of a page the index is made of. */
type IndexedContent = Pick<ExtractedPage, 'title' | 'markdown' | 'sections' | 'passages'>

/** The page's title stands in the index with its first passage only: it is a fact about the page. */
export function indexPassages(db: SqlDatabase, pageId: number, page: IndexedContent): void {
  const { from } = getPassageIdRange(pageId)
  const row = db.prepare('INSERT INTO passage (id, section, start, end, anchor, terms) VALUES (?, ?, ?, ?, ?, ?)')
  const index = db.prepare(
    'INSERT INTO passage_index (rowid, title, heading, body, code, twice, often) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [n, passage] of page.passages.slice(0, PASSAGES_PER_PAGE).entries()) {
    const markdown = page.markdown.slice(passage.start, passage.end)
    const { text, code } = toPlainText(markdown)
    const heading = page.sections[passage.section]?.headingPath.slice(1).join('\n') ?? ''
    const terms = toTerms(text)
    const counts = countTerms(terms)
    const joinTermsFrom = (least: number) => [...counts].flatMap(([term, n]) => (n >= least ? [term] : [])).join(' ')
    const anchor = passage.anchor === page.sections[passage.section]?.anchor ? '' : passage.anchor
    row.run(from + n, passage.section, passage.start, passage.end, anchor, terms.length)
    index.run(
      from + n,
      n === 0 ? toDistinctTerms(page.title) : '',
      toDistinctTerms(heading),
      joinTermsFrom(1),
      [...toCodeTerms(text, code), ...toLabelTerms(markdown, page.sections[passage.section])].join(' '),
      joinTermsFrom(TWICE_FROM),
      joinTermsFrom(OFTEN_FROM),
    )
  }
  markUnlearned(db, pageId)
}

export function removePassages(db: SqlDatabase, pageId: number): void {
  const { from, to } = getPassageIdRange(pageId)
  db.prepare('DELETE FROM passage_index WHERE rowid IN (SELECT id FROM passage WHERE id BETWEEN ? AND ?)').run(from, to)
  db.prepare('DELETE FROM passage WHERE id BETWEEN ? AND ?').run(from, to)
  markUnlearned(db, pageId)
}

// Precomputed doclists (fulltext/learn-doclists.ts) do not know what the page says now.
function markUnlearned(db: SqlDatabase, pageId: number): void {
  db.prepare('INSERT OR IGNORE INTO unlearned_page (page_id) VALUES (?)').run(pageId)
}

// Identifiers wherever they stand, and whole code spans of one word (`COPY`, `SORTKEY`), which their shape alone does
// not show.
function toCodeTerms(text: string, code: readonly string[]): Set<string> {
  const terms = new Set(findIdentifiers(text))
  for (const span of code) if (span.length <= 80 && !/\s/.test(span)) terms.add(squeeze(span))
  terms.delete('')
  return terms
}

// What the passage's items are labelled with, and its section's own heading.
function toLabelTerms(markdown: string, section: Section | undefined): Set<string> {
  const labels = listLabelTerms(markdown)
  if (section && section.headingPath.length > 1) labels.push(toTerms(section.headingPath.at(-1) ?? ''))
  return new Set(labels.flatMap((terms) => [toLabelTerm(terms) ?? [], toTailTerm(terms) ?? []].flat()))
}

// Where a term stands in its column is not kept, so saying it once is enough.
function toDistinctTerms(text: string): string {
  return [...new Set(toTerms(text))].join(' ')
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

export interface PassageRow {
  readonly id: number
  readonly section: number
  readonly start: number
  readonly end: number
  readonly anchor: string
}

/** In page order. `sections` are the page's: a passage whose own anchor is not stored has that of its section. */
export function listPassagesOfPage(
  db: SqlDatabase,
  pageId: number,
  sections: readonly Pick<Section, 'anchor'>[],
): PassageRow[] {
  const { from, to } = getPassageIdRange(pageId)
  return db
    .prepare('SELECT id, section, start, end, anchor FROM passage WHERE id BETWEEN ? AND ? ORDER BY id')
    .all<PassageRow>(from, to)
    .map((row) => (row.anchor === '' ? { ...row, anchor: sections[row.section]?.anchor ?? '' } : row))
}
