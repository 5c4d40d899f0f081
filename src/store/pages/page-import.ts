// Storing a page that another index has read from the site: content as writePage stores it, dates and validators as
// they were there. Callers hold a transaction.

import type { DocUrl } from '../../core/model/doc-url.ts'
import type { Validators } from '../../core/model/fetch-outcome.ts'
import type { ExtractedPage } from '../../core/model/page.ts'
import { type PageChange, recordChange } from '../history/change-rows.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import type { PageRow, PageStatus } from './page-rows.ts'
import { markGone, writePageOver, writeUntranslated } from './page-writer.ts'

/** Milliseconds since the epoch, with the meanings that PageRow gives them. */
export interface PageDates {
  readonly firstSeenAt: number
  readonly changedAt: number
  readonly fetchedAt: number
  readonly checkedAt: number
}

export interface PageImport {
  readonly guideId: number
  readonly url: DocUrl
  readonly status: PageStatus
  /** Of a page that is not live only title, description, breadcrumb and hash count. */
  readonly page: ExtractedPage
  readonly extractionVersion: number
  readonly validators: Validators
  readonly tocOrder: number | undefined
  readonly dates: PageDates
  /** Whether to record a change of its own: false where the imported history has it, or where the guide is new here. */
  readonly recordHistory: boolean
}

/**
 * Puts the imported page in the place of `known`, which is what is stored at its path. A page that left the site keeps
 * the title it had here.
 */
export function importPage(db: SqlDatabase, known: PageRow | undefined, write: PageImport): void {
  const { status, dates, recordHistory, ...rest } = write
  if (status === 'live') writePageOver(db, known, { ...rest, now: dates.changedAt, recordHistory })
  else if (status === 'gone' && known) markGone(db, known, dates.changedAt)
  else writeUntranslated(db, known, { ...rest, now: dates.changedAt })
  if (status !== 'gone') {
    // writePage leaves a page of the same content alone; what stands around the content may differ.
    db.prepare(
      `UPDATE page SET title = ?, description = ?, breadcrumb = ?, machine_translated = ?, content_hash = ?
        WHERE path = ?`,
    ).run(
      write.page.title,
      write.page.description,
      JSON.stringify(write.page.breadcrumb),
      write.page.machineTranslated ? 1 : 0,
      write.page.contentHash,
      write.url.path,
    )
  }
  db.prepare(
    `UPDATE page SET status = ?, etag = ?, last_modified = ?, toc_order = ?, first_seen_at = ?, changed_at = ?,
       fetched_at = ?, checked_at = ? WHERE path = ?`,
  ).run(
    status,
    write.validators.etag ?? null,
    write.validators.lastModified ?? null,
    write.tocOrder ?? null,
    Math.min(dates.firstSeenAt, known?.firstSeenAt ?? dates.firstSeenAt),
    dates.changedAt,
    dates.fetchedAt,
    dates.checkedAt,
    write.url.path,
  )
}

/**
 * Another index saw the same page later: the stored copy is as good as that, and stands where the later table of
 * contents has it.
 */
export function confirmPage(
  db: SqlDatabase,
  path: string,
  seen: { readonly checkedAt: number; readonly tocOrder: number | undefined },
): void {
  db.prepare('UPDATE page SET checked_at = ?, toc_order = ? WHERE path = ? AND checked_at <= ?').run(
    seen.checkedAt,
    seen.tocOrder ?? null,
    path,
    seen.checkedAt,
  )
}

/** Adds a change to the history unless it is there; says whether it was added. */
export function importChange(db: SqlDatabase, change: PageChange): boolean {
  const known = db
    .prepare('SELECT 1 FROM page_change WHERE path = ? AND at = ? AND kind = ? LIMIT 1')
    .get(change.path, change.at, change.kind)
  if (known) return false
  recordChange(db, change)
  return true
}
