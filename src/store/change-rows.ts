// The record of what changed: one row a page and change.

import type { SectionDiff } from './section-diff.ts'
import type { SqlDatabase } from './sql-driver.ts'

export type ChangeKind = 'added' | 'changed' | 'removed' | 'moved'

export interface PageChange {
  readonly path: string
  readonly guideId: number
  readonly title: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: ChangeKind
  readonly sections: SectionDiff | undefined
  /** Where a moved page went. */
  readonly movedTo?: string
}

export function recordChange(db: SqlDatabase, change: PageChange): void {
  const detail = JSON.stringify({ sections: change.sections, movedTo: change.movedTo })
  db.prepare('INSERT INTO page_change (path, guide_id, title, at, kind, detail) VALUES (?, ?, ?, ?, ?, ?)').run(
    change.path,
    change.guideId,
    change.title,
    change.at,
    change.kind,
    detail,
  )
}

/** A page that turns out to have moved here is no addition: drops what was recorded as one since `since`. */
export function forgetAddition(db: SqlDatabase, path: string, since: number): void {
  db.prepare(`DELETE FROM page_change WHERE path = ? AND kind = 'added' AND at >= ?`).run(path, since)
}

/** Newest first. */
export function listChanges(
  db: SqlDatabase,
  filter: { guideIds?: readonly number[]; since: number; limit: number },
): PageChange[] {
  const guides = filter.guideIds ? `AND guide_id IN (${filter.guideIds.map(() => '?').join(', ')})` : ''
  return db
    .prepare(
      `SELECT path, guide_id AS guideId, title, at, kind, detail FROM page_change WHERE at >= ? ${guides} ORDER BY at DESC, id DESC LIMIT ?`,
    )
    .all<Omit<PageChange, 'sections' | 'movedTo'> & { detail: string }>(
      filter.since,
      ...(filter.guideIds ?? []),
      filter.limit,
    )
    .map(({ detail, ...row }) => ({ ...row, ...(JSON.parse(detail) as Pick<PageChange, 'sections' | 'movedTo'>) }))
}
