// Writing one page: text, sections, passages, index, links, history. Callers wrap a call in a transaction together with
// the frontier's row, so that a page is in the index whole or not at all.

import type { DocUrl } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Validators } from '../../core/model/fetch-outcome.ts'
import type { ExtractedPage } from '../../core/model/page.ts'
import { indexPassages, removePassages } from '../fulltext/passage-index.ts'
import { recordChange } from '../history/change-rows.ts'
import { findChangedText } from '../history/changed-text.ts'
import { getPageIdRange } from '../index/passage-id.ts'
import { compressText, fitsStore } from '../sqlite/compression.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { decidePageChange } from './decide-page-change.ts'
import { readLinkContexts, writeLinks } from './link-rows.ts'
import { findReadablePage, loadMarkdown, loadSections, type PageRow } from './page-rows.ts'
import { readIfReadable } from './read-if-readable.ts'
import { diffSections } from './section-diff.ts'

export interface PageWrite {
  readonly guideId: number
  readonly url: DocUrl
  readonly page: ExtractedPage
  readonly extractionVersion: number
  readonly validators: Validators
  readonly tocOrder: number | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
  /** False for the first harvest of a guide: a thousand "added" rows would say nothing. */
  readonly recordHistory: boolean
}

export type PageWriteResult = 'new' | 'changed' | 'unchanged'

/** Stores a fetched page over whatever is at its path: writePageOver for who has not read that. */
export function writePage(db: SqlDatabase, write: PageWrite): PageWriteResult {
  return writePageOver(db, findReadablePage(db, write.url.path), write)
}

/**
 * Stores a fetched page over `known`, which is what findReadablePage gives for its path; throws DocsError GUIDE_FULL
 * when the guide has no space for a new one. Content with the same hash leaves text, passages and history untouched.
 */
export function writePageOver(db: SqlDatabase, known: PageRow | undefined, write: PageWrite): PageWriteResult {
  const { page, extractionVersion } = write
  const change = decidePageChange(known, { contentHash: page.contentHash, extractionVersion })
  if (known && change === 'unchanged') {
    confirmContent(db, known.id, write)
    return 'unchanged'
  }
  const isNews = change === 'new' || change === 'changed'
  if (write.recordHistory && isNews) {
    recordChange(db, {
      path: write.url.path,
      guideId: write.guideId,
      title: page.title,
      at: write.now,
      kind: change === 'new' ? 'added' : 'changed',
      ...(known && change === 'changed' ? findChanges(db, known, page) : { sections: undefined }),
    })
  }
  const pageId = upsertPage(db, write, known, isNews)
  replaceContent(db, pageId, write)
  return isNews ? change : 'unchanged'
}

// What stands outside the content may differ all the same: breadcrumbs change with every rearrangement of the guide.
function confirmContent(db: SqlDatabase, pageId: number, { page, validators, tocOrder, now }: PageWrite): void {
  db.prepare(
    `UPDATE page SET checked_at = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),
       fetched_at = ?, toc_order = coalesce(?, toc_order), description = ?, breadcrumb = ? WHERE id = ?`,
  ).run(
    now,
    validators.etag ?? null,
    validators.lastModified ?? null,
    now,
    tocOrder ?? null,
    page.description,
    JSON.stringify(page.breadcrumb),
    pageId,
  )
}

/** Not modified: the stored copy is confirmed. */
export function touchPage(db: SqlDatabase, path: string, validators: Validators, now: number): void {
  db.prepare(
    `UPDATE page SET checked_at = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified)
     WHERE path = ?`,
  ).run(now, validators.etag ?? null, validators.lastModified ?? null, path)
}

/** Records that the site answers English at this locale's URL: known, not indexed. `known` as for writePageOver. */
export function writeUntranslated(
  db: SqlDatabase,
  known: PageRow | undefined,
  write: Omit<PageWrite, 'recordHistory'>,
): void {
  if (known?.status === 'live') recordRemoval(db, known, write.now)
  const pageId = upsertPage(db, write, known, true)
  removeContent(db, pageId)
  db.prepare(`UPDATE page SET status = 'untranslated' WHERE id = ?`).run(pageId)
}

/**
 * The site answers English where it had a translation. Its validators are forgotten, so that the next visit brings the
 * page whole, whichever it is.
 */
export function withdrawTranslation(db: SqlDatabase, page: PageRow, now: number): void {
  recordRemoval(db, page, now)
  removeContent(db, page.id)
  db.prepare(
    `UPDATE page SET status = 'untranslated', etag = NULL, last_modified = NULL, changed_at = ?, checked_at = ?
      WHERE id = ?`,
  ).run(now, now, page.id)
}

/** The page left the site, or moved to the path `movedTo`: it stays known, and leaves the index. */
export function markGone(db: SqlDatabase, page: PageRow, now: number, movedTo?: string): void {
  if (page.status === 'gone') return
  if (page.status === 'live') recordRemoval(db, page, now, movedTo)
  removeContent(db, page.id)
  db.prepare(`UPDATE page SET status = 'gone', changed_at = ?, checked_at = ? WHERE id = ?`).run(now, now, page.id)
}

function recordRemoval(db: SqlDatabase, page: PageRow, now: number, movedTo?: string): void {
  recordChange(db, {
    path: page.path,
    guideId: page.guideId,
    title: page.title,
    at: now,
    kind: movedTo === undefined ? 'removed' : 'moved',
    sections: undefined,
    ...(movedTo === undefined ? {} : { movedTo }),
  })
}

/** Gives the pages of a guide the order of its table of contents; pages that are not in it lose theirs. */
export function orderPages(db: SqlDatabase, guideId: number, paths: readonly string[]): void {
  db.prepare('UPDATE page SET toc_order = NULL WHERE guide_id = ? AND toc_order IS NOT NULL').run(guideId)
  const update = db.prepare('UPDATE page SET toc_order = ? WHERE path = ?')
  for (const [order, path] of paths.entries()) update.run(order, path)
}

function upsertPage(
  db: SqlDatabase,
  write: Omit<PageWrite, 'recordHistory'>,
  known: PageRow | undefined,
  contentChanged: boolean,
): number {
  const { page, url, now } = write
  const row = db
    .prepare(
      `INSERT INTO page (id, guide_id, path, name, status, title, description, breadcrumb, machine_translated,
         content_hash, extraction_version, etag, last_modified, toc_order, first_seen_at, changed_at, fetched_at,
         checked_at)
       VALUES (?, ?, ?, ?, 'live', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET guide_id = excluded.guide_id, name = excluded.name, status = 'live',
         title = excluded.title, description = excluded.description, breadcrumb = excluded.breadcrumb,
         machine_translated = excluded.machine_translated,
         content_hash = excluded.content_hash, extraction_version = excluded.extraction_version, etag = excluded.etag,
         last_modified = excluded.last_modified, toc_order = excluded.toc_order, changed_at = excluded.changed_at,
         first_seen_at = iif(typeof(first_seen_at) = 'integer', first_seen_at, excluded.first_seen_at),
         fetched_at = excluded.fetched_at, checked_at = excluded.checked_at
       RETURNING id`,
    )
    .get<{ id: number }>(
      known?.id ?? makePageId(db, write.guideId),
      write.guideId,
      url.path,
      url.page,
      page.title,
      page.description,
      JSON.stringify(page.breadcrumb),
      page.machineTranslated ? 1 : 0,
      page.contentHash,
      write.extractionVersion,
      write.validators.etag ?? null,
      write.validators.lastModified ?? null,
      write.tocOrder ?? known?.tocOrder ?? null,
      known?.firstSeenAt ?? now,
      contentChanged ? now : (known?.changedAt ?? now),
      now,
      now,
    )
  if (!row) throw new Error(`the page row of ${url.path} was not written`)
  return row.id
}

// A page keeps its id for good: a path never changes its guide.
function makePageId(db: SqlDatabase, guideId: number): number {
  const { from, to } = getPageIdRange(guideId)
  const last = db
    .prepare('SELECT max(id) AS id FROM page WHERE id BETWEEN ? AND ?')
    .get<{ id: number | null }>(from, to)
  const id = last?.id == null ? from : last.id + 1
  if (id > to)
    throw new DocsError('GUIDE_FULL', `The index holds as many pages of this guide as it can (${to - from + 1}).`)
  return id
}

function replaceContent(db: SqlDatabase, pageId: number, { page }: PageWrite): void {
  removeContent(db, pageId)
  const tables = page.tables.length > 0 ? JSON.stringify(page.tables) : undefined
  db.prepare('INSERT INTO page_text (page_id, length, markdown, tables) VALUES (?, ?, ?, ?)').run(
    pageId,
    page.markdown.length,
    compressText(page.markdown),
    // Their rows stand in the Markdown as well.
    tables !== undefined && fitsStore(tables) ? compressText(tables) : null,
  )
  const section = db.prepare(
    'INSERT INTO section (page_id, ordinal, level, title, anchor, start, end) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const s of page.sections) section.run(pageId, s.ordinal, s.level, s.title, s.anchor, s.start, s.end)
  writeLinks(db, pageId, page.links, page.linkContexts ?? readLinkContexts(page.markdown, page.links))
  indexPassages(db, pageId, page)
}

function removeContent(db: SqlDatabase, pageId: number): void {
  removePassages(db, pageId)
  for (const table of ['page_text', 'section']) db.prepare(`DELETE FROM ${table} WHERE page_id = ?`).run(pageId)
  writeLinks(db, pageId, [], [])
}

function findChanges(db: SqlDatabase, known: PageRow, page: ExtractedPage) {
  const markdown = readIfReadable(() => loadMarkdown(db, known.id))
  const before = { markdown: markdown ?? '', sections: loadSections(db, known.id) }
  // Of a text that cannot be read nobody knows what it said.
  return { sections: diffSections(before, page), text: markdown === undefined ? [] : findChangedText(before, page) }
}
