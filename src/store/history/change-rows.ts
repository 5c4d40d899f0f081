// The record of what changed: one row a page and change.

import type { SectionDiff } from '../pages/section-diff.ts'
import { parseStoredJson } from '../sqlite/parse-stored-json.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import type { ChangedText } from './changed-text.ts'

export type ChangeKind = 'added' | 'changed' | 'removed' | 'moved'

export interface PageChange {
  readonly path: string
  readonly guideId: number
  readonly title: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: ChangeKind
  readonly sections: SectionDiff | undefined
  /** Of a changed page, as far as it was kept; what came with a bundle has none. */
  readonly text?: readonly ChangedText[]
  /** Where a moved page went. */
  readonly movedTo?: string
}

type Detail = 'sections' | 'movedTo' | 'text'

export function recordChange(db: SqlDatabase, change: PageChange): void {
  const detail = JSON.stringify({ sections: change.sections, movedTo: change.movedTo, text: change.text })
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
export function listChanges(db: SqlDatabase, filter: ChangeFilter & { readonly limit: number }): PageChange[] {
  const { where, values } = toCondition(filter)
  return db
    .prepare(
      `SELECT path, guide_id AS guideId, title, at, kind, detail FROM page_change ${where}
       ORDER BY at DESC, id DESC LIMIT ?`,
    )
    .all<Omit<PageChange, Detail> & { detail: string }>(...values, filter.limit)
    .map(({ detail, ...row }) => ({
      ...row,
      ...parseStoredJson<Pick<PageChange, Detail>>(detail, 'object'),
    }))
}

/** Where the site led when the page was last looked for: undefined where that was nowhere, or nobody looked. */
export function findMove(db: SqlDatabase, path: string): string | undefined {
  const last = db
    .prepare('SELECT kind, detail FROM page_change WHERE path = ? ORDER BY at DESC, id DESC LIMIT 1')
    .get<{ kind: ChangeKind; detail: string }>(path)
  if (last?.kind !== 'moved') return undefined
  return parseStoredJson<Pick<PageChange, 'movedTo'>>(last.detail, 'object').movedTo
}

export function countChanges(db: SqlDatabase, filter: ChangeFilter): number {
  const { where, values } = toCondition(filter)
  return db.prepare(`SELECT count(*) AS n FROM page_change ${where}`).get<{ n: number }>(...values)?.n ?? 0
}

/** By guide id: since when its changes have been recorded, which is since its first page came. */
export function listRecordStarts(db: SqlDatabase): Map<number, number> {
  const rows = db
    .prepare('SELECT guide_id AS id, min(first_seen_at) AS at FROM page GROUP BY guide_id')
    .all<{ id: number; at: number }>()
  return new Map(rows.map(({ id, at }) => [id, at]))
}

interface ChangeFilter {
  /** All guides when undefined. */
  readonly guideIds?: readonly number[]
  /** Milliseconds since the epoch. */
  readonly since: number
}

function toCondition({ guideIds, since }: ChangeFilter): { where: string; values: (number | string)[] } {
  const guides = guideIds ? 'AND guide_id IN (SELECT value FROM json_each(?))' : ''
  return { where: `WHERE at >= ? ${guides}`, values: [since, ...(guideIds ? [JSON.stringify(guideIds)] : [])] }
}
