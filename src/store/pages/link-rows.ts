// Links between indexed pages, both ways.

import { collectLinkContexts } from '../../core/text/link-context.ts'
import { readLinkedLines } from '../../core/text/linked-lines.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { loadMarkdown } from './page-rows.ts'
import { readIfReadable } from './read-if-readable.ts'

export interface LinkedPage {
  readonly id: number
  readonly path: string
  readonly title: string
  readonly guideId: number
  /** How many indexed pages link to it: what everything links to says little. */
  readonly inbound: number
}

const COLUMNS = `p.id, p.path, p.title, p.guide_id AS guideId, (SELECT count(*) FROM link_target t
  JOIN link i ON i.target_id = t.id WHERE t.path = p.path) AS inbound`

/** Live pages that link to `path`. */
export function listPagesLinkingTo(db: SqlDatabase, path: string, limit: number): LinkedPage[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM link_target JOIN link ON link.target_id = link_target.id
        JOIN page p ON p.id = link.source_id
       WHERE link_target.path = ? AND p.path <> ? AND p.status = 'live' ORDER BY p.id LIMIT ?`,
    )
    .all<LinkedPage>(path, path, limit)
}

/** Live pages that the page links to. */
export function listPagesLinkedFrom(db: SqlDatabase, pageId: number, limit: number): LinkedPage[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM link JOIN link_target ON link_target.id = link.target_id
        JOIN page p ON p.path = link_target.path
       WHERE link.source_id = ? AND p.id <> ? AND p.status = 'live' ORDER BY p.id LIMIT ?`,
    )
    .all<LinkedPage>(pageId, pageId, limit)
}

/** Canonical paths that the page's content links to, indexed or not. */
export function listLinksOfPage(db: SqlDatabase, pageId: number): string[] {
  return db
    .prepare(
      `SELECT path AS target FROM link JOIN link_target ON link_target.id = target_id
       WHERE source_id = ? ORDER BY path`,
    )
    .all<{ target: string }>(pageId)
    .map(({ target }) => target)
}

/** Replaces what the page links to; `contexts` are ExtractedPage's linkContexts. */
export function writeLinks(
  db: SqlDatabase,
  pageId: number,
  targets: readonly string[],
  contexts: readonly string[],
): void {
  db.prepare('DELETE FROM link WHERE source_id = ?').run(pageId)
  const name = db.prepare('INSERT OR IGNORE INTO link_target (path) VALUES (?)')
  const link = db.prepare(
    'INSERT OR IGNORE INTO link (source_id, target_id, said) SELECT ?, id, ? FROM link_target WHERE path = ?',
  )
  for (const [at, target] of targets.entries()) {
    name.run(target)
    link.run(pageId, contexts[at] ?? '', target)
  }
}

/** What extraction gives as linkContexts, made of the text of a page that was kept without. */
export function readLinkContexts(markdown: string, targets: readonly string[]): string[] {
  const contexts = readContexts(markdown)
  return targets.map((target) => contexts.get(target)?.join(' ') ?? '')
}

function readContexts(markdown: string): Map<string, string[]> {
  return collectLinkContexts(readLinkedLines(markdown))
}

/** For a schema before contexts were kept: makes them of the text that is stored. */
export function fillContexts(db: SqlDatabase): void {
  const update = db.prepare(
    'UPDATE link SET said = ? WHERE source_id = ? AND target_id = (SELECT id FROM link_target WHERE path = ?)',
  )
  for (const { id } of db.prepare('SELECT page_id AS id FROM page_text').all<{ id: number }>())
    for (const [path, terms] of readContexts(readIfReadable(() => loadMarkdown(db, id)) ?? ''))
      update.run(terms.join(' '), id, path)
}
