// For a schema whose full-text index was made otherwise: makes the index of all pages anew from the text that is
// stored.

import { indexPassages, listPassagesOfPage } from '../fulltext/passage-index.ts'
import { loadMarkdown, loadSections } from '../pages/page-rows.ts'
import { readIfReadable } from '../pages/read-if-readable.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export function reindexAll(db: SqlDatabase): void {
  const pages = db
    .prepare('SELECT id, title FROM page JOIN page_text ON page_id = page.id ORDER BY id')
    .all<{ id: number; title: string }>()
  for (const { id, title } of pages) {
    const sections = loadSections(db, id)
    const passages = listPassagesOfPage(db, id, sections)
    db.prepare('DELETE FROM passage WHERE id BETWEEN ? AND ?').run(passages[0]?.id ?? 0, passages.at(-1)?.id ?? 0)
    indexPassages(db, id, {
      title,
      markdown: readIfReadable(() => loadMarkdown(db, id)) ?? '',
      sections,
      passages,
    })
  }
}
