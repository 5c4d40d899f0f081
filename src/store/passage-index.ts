// The full-text index over passages. Terms come from core/terms.ts, the same for indexing and for queries. Scoring is the ranker's: the index says
// which passages hold a term and in which column, no more (detail=column), which keeps it small and quick to walk.

import type { ExtractedPage } from '../core/page.ts'
import { plainText } from '../core/plain-text.ts'
import { identifiersOf, indexTerms, squeeze } from '../core/terms.ts'
import { PASSAGES_PER_PAGE, passageIdsOfPage } from './passage-id.ts'
import type { SqlDatabase } from './sql-driver.ts'

/** The page's title stands in the index with its first passage only: it is a fact about the page. */
export function indexPassages(db: SqlDatabase, pageId: number, page: ExtractedPage): void {
  const { from } = passageIdsOfPage(pageId)
  const row = db.prepare('INSERT INTO passage (id, section, start, end, anchor) VALUES (?, ?, ?, ?, ?)')
  const terms = db.prepare('INSERT INTO passage_index (rowid, title, heading, body, code) VALUES (?, ?, ?, ?, ?)')
  for (const [n, passage] of page.passages.slice(0, PASSAGES_PER_PAGE).entries()) {
    const { text, code } = plainText(page.markdown.slice(passage.start, passage.end))
    const heading = page.sections[passage.section]?.headingPath.slice(1).join('\n') ?? ''
    row.run(from + n, passage.section, passage.start, passage.end, passage.anchor)
    const title = n === 0 ? distinct(indexTerms(page.title)) : ''
    terms.run(from + n, title, distinct(indexTerms(heading)), distinct(indexTerms(text)), codeTerms(text, code))
  }
}

export function removePassages(db: SqlDatabase, pageId: number): void {
  const { from, to } = passageIdsOfPage(pageId)
  db.prepare('DELETE FROM passage_index WHERE rowid IN (SELECT id FROM passage WHERE id BETWEEN ? AND ?)').run(from, to)
  db.prepare('DELETE FROM passage WHERE id BETWEEN ? AND ?').run(from, to)
}

// Identifiers wherever they stand, and whole code spans of one word (`COPY`, `SORTKEY`), which their shape alone does not show.
function codeTerms(text: string, code: readonly string[]): string {
  const terms = new Set(identifiersOf(text))
  for (const span of code) if (span.length <= 80 && !/\s/.test(span)) terms.add(squeeze(span))
  terms.delete('')
  return [...terms].join(' ')
}

// Where a term stands in its column is not kept, so saying it once is enough.
function distinct(terms: string): string {
  return [...new Set(terms.split(' '))].join(' ')
}

export interface PassageRow {
  readonly id: number
  readonly section: number
  readonly start: number
  readonly end: number
  readonly anchor: string
}

/** In page order. */
export function passagesOfPage(db: SqlDatabase, pageId: number): PassageRow[] {
  const { from, to } = passageIdsOfPage(pageId)
  return db
    .prepare('SELECT id, section, start, end, anchor FROM passage WHERE id BETWEEN ? AND ? ORDER BY id')
    .all<PassageRow>(from, to)
}
