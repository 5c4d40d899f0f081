// The full-text index over passages. Terms come from core/terms.ts, the same for indexing and for queries.

import type { ExtractedPage } from '../core/page.ts'
import { plainText } from '../core/plain-text.ts'
import { identifierTerms, indexTerms } from '../core/terms.ts'
import { passageIdsOfGuide } from './passage-id.ts'
import type { SqlDatabase } from './sql-driver.ts'

export function indexPassages(db: SqlDatabase, guideId: number, pageId: number, page: ExtractedPage): void {
  const { from, to } = passageIdsOfGuide(guideId)
  const last = db
    .prepare('SELECT max(id) AS id FROM passage WHERE id BETWEEN ? AND ?')
    .get<{ id: number | null }>(from, to)
  let id = last?.id ?? from
  const row = db.prepare('INSERT INTO passage (id, page_id, section, start, end, anchor) VALUES (?, ?, ?, ?, ?, ?)')
  const terms = db.prepare('INSERT INTO passage_index (rowid, title, heading, body, code) VALUES (?, ?, ?, ?, ?)')
  const title = indexTerms(page.title)
  for (const passage of page.passages) {
    id += 1
    const { text, code } = plainText(page.markdown.slice(passage.start, passage.end))
    const heading = page.sections[passage.section]?.headingPath.slice(1).join(' \n ') ?? ''
    row.run(id, pageId, passage.section, passage.start, passage.end, passage.anchor)
    terms.run(id, title, indexTerms(heading), indexTerms(text), identifierTerms(code.join(' ')))
  }
}

export function removePassages(db: SqlDatabase, pageId: number): void {
  db.prepare('DELETE FROM passage_index WHERE rowid IN (SELECT id FROM passage WHERE page_id = ?)').run(pageId)
  db.prepare('DELETE FROM passage WHERE page_id = ?').run(pageId)
}
