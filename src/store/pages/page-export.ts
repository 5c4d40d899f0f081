// What a page holds besides its row, read as a whole: for bundles, which carry pages from one index to another. Reading
// only.

import type { Passage, Section, Table } from '../../core/model/page.ts'
import { listPassagesOfPage } from '../fulltext/passage-index.ts'
import type { ChangeKind, PageChange } from '../history/change-rows.ts'
import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { listLinksOfPage } from './link-rows.ts'
import { loadMarkdown, loadSections, loadTables } from './page-rows.ts'
import type { SectionDiff } from './section-diff.ts'

export interface PageContent {
  readonly markdown: string
  readonly sections: readonly Section[]
  readonly passages: readonly Passage[]
  readonly tables: readonly Table[]
  /** Canonical paths, sorted. */
  readonly links: readonly string[]
}

/** The content of a live page; undefined when the index holds none of it. */
export function loadPageContent(db: SqlDatabase, pageId: number): PageContent | undefined {
  const markdown = loadMarkdown(db, pageId)
  if (markdown === undefined) return undefined
  const sections = loadSections(db, pageId)
  return {
    markdown,
    sections,
    passages: listPassagesOfPage(db, pageId, sections).map(({ id: _, ...passage }) => passage),
    tables: loadTables(db, pageId),
    links: listLinksOfPage(db, pageId),
  }
}

/** Length of each live page's Markdown in UTF-16 units, by page id. */
export function loadMarkdownLengths(db: SqlDatabase, guideId: number): Map<number, number> {
  const rows = db
    .prepare('SELECT page_id AS id, length FROM page_text JOIN page ON page.id = page_id WHERE guide_id = ?')
    .all<{ id: number; length: number }>(guideId)
  return new Map(rows.map((row) => [row.id, row.length]))
}

/** The whole history of a guide, oldest first, in an order that does not depend on who recorded it. */
export function listChangesOfGuide(db: SqlDatabase, guideId: number): PageChange[] {
  return db
    .prepare('SELECT path, title, at, kind, detail FROM page_change WHERE guide_id = ? ORDER BY at, path, kind, detail')
    .all<{ path: string; title: string; at: number; kind: ChangeKind; detail: string }>(guideId)
    .map(({ detail, ...row }) => {
      const { sections, movedTo } = parseStoredJson<{ sections?: SectionDiff; movedTo?: string }>(detail, 'object')
      return { ...row, guideId, sections, ...(movedTo === undefined ? {} : { movedTo }) }
    })
}
