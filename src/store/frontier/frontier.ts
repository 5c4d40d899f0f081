// The crawl frontier on disk: which pages of a guide are still to be fetched, with leases, so that a killed crawl
// resumes where its last commit was.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export interface FrontierSeed {
  readonly path: string
  /** Smaller is fetched earlier. */
  readonly priority: number
}

export interface Lease {
  readonly path: string
  readonly attempts: number
  readonly priority: number
}

export interface FrontierOutcome {
  readonly path: string
  readonly outcome: string
  readonly detail: string | undefined
}

/** Adds what is not there yet; gives how many were added. */
export function seedFrontier(db: SqlDatabase, guideId: number, seeds: Iterable<FrontierSeed>): number {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO frontier (guide_id, path, state, priority) VALUES (?, ?, 'pending', ?)`,
  )
  let added = 0
  for (const { path, priority } of seeds) added += insert.run(guideId, path, priority).changes
  return added
}

/** A pass over a guide: `crawl` asks for every page, `refresh` for what was due when it was begun. */
export type PassKind = 'crawl' | 'refresh'

export interface Pass {
  readonly kind: PassKind
  /** Milliseconds since the epoch. */
  readonly startedAt: number
}

/**
 * Begins a pass over a guide: the frontier of the one before it is forgotten and these pages are to be fetched. Callers
 * hold a transaction.
 */
export function beginPass(
  db: SqlDatabase,
  guideId: number,
  { kind, startedAt }: Pass,
  seeds: Iterable<FrontierSeed>,
): void {
  db.prepare('DELETE FROM frontier WHERE guide_id = ?').run(guideId)
  seedFrontier(db, guideId, seeds)
  db.prepare('UPDATE guide SET pass_started_at = ?, pass_kind = ? WHERE id = ?').run(startedAt, kind, guideId)
}

/**
 * Adds pages to the pass under way; one that is still pending is asked for as early as the more urgent of its
 * priorities says.
 */
export function extendPass(db: SqlDatabase, guideId: number, seeds: Iterable<FrontierSeed>): void {
  const insert = db.prepare(
    `INSERT INTO frontier (guide_id, path, state, priority) VALUES (?, ?, 'pending', ?)
     ON CONFLICT DO UPDATE SET priority = min(priority, excluded.priority) WHERE state = 'pending'`,
  )
  for (const { path, priority } of seeds) insert.run(guideId, path, priority)
}

/** The pass under way; undefined when there is none. */
export function findOpenPass(db: SqlDatabase, guideId: number): Pass | undefined {
  const row = db
    .prepare(`SELECT pass_started_at AS startedAt, coalesce(pass_kind, 'crawl') AS kind FROM guide WHERE id = ?`)
    .get<{ startedAt: number | null; kind: PassKind }>(guideId)
  return row?.startedAt == null ? undefined : { kind: row.kind, startedAt: row.startedAt }
}

/** The pass is over. Its frontier stays, as the record of what became of each page. */
export function endPass(db: SqlDatabase, guideId: number): void {
  db.prepare('UPDATE guide SET pass_started_at = NULL WHERE id = ?').run(guideId)
}

/**
 * Puts the pages that came to one of `outcomes` back to be asked for afresh; gives how many. Of the untranslated ones
 * only those that the index still has a translation of: for the others nothing hangs on the answer.
 */
export function reopen(db: SqlDatabase, guideId: number, outcomes: readonly string[]): number {
  return db
    .prepare(
      `UPDATE frontier SET state = 'pending', outcome = NULL, detail = NULL, attempts = 0, not_before = 0
       WHERE guide_id = ? AND outcome IN (SELECT value FROM json_each(?))
         AND (outcome <> 'untranslated' OR EXISTS (SELECT 1 FROM page WHERE page.path = frontier.path
           AND status = 'live'))`,
    )
    .run(guideId, JSON.stringify(outcomes)).changes
}

export function countPending(db: SqlDatabase, guideId: number): number {
  return (
    db.prepare(`SELECT count(*) AS n FROM frontier WHERE guide_id = ? AND state <> 'done'`).get<{ n: number }>(guideId)
      ?.n ?? 0
  )
}

/** Pages of the pass that were asked for. */
export function countDone(db: SqlDatabase, guideId: number): number {
  return (
    db.prepare(`SELECT count(*) AS n FROM frontier WHERE guide_id = ? AND state = 'done'`).get<{ n: number }>(guideId)
      ?.n ?? 0
  )
}

/**
 * Takes a pass up that another run left: for the owner of the run lock, whose predecessors are dead. Every page that
 * is not done may be asked for at once: how long the site wanted to be left alone was said to that run, and this one
 * will hear it again.
 */
export function takeUpPass(db: SqlDatabase, guideId: number): void {
  db.prepare(`UPDATE frontier SET state = 'pending', not_before = 0 WHERE guide_id = ? AND state <> 'done'`).run(
    guideId,
  )
}

/**
 * Leases the next page that is due, of those below the priority `below`; undefined when none is (see findNextDueAt).
 */
export function leaseNext(
  db: SqlDatabase,
  guideId: number,
  now: number,
  below: number = Number.MAX_SAFE_INTEGER,
): Lease | undefined {
  return db
    .prepare(
      `UPDATE frontier SET state = 'leased' WHERE (guide_id, path) = (
         SELECT guide_id, path FROM frontier WHERE guide_id = ? AND state = 'pending' AND priority < ?
           AND not_before <= ?
         ORDER BY priority LIMIT 1)
       RETURNING path, attempts, priority`,
    )
    .get<Lease>(guideId, below, now)
}

/** When the earliest pending page (below the priority `below`) may be asked for; undefined when nothing is pending. */
export function findNextDueAt(
  db: SqlDatabase,
  guideId: number,
  below: number = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const row = db
    .prepare(`SELECT min(not_before) AS at FROM frontier WHERE guide_id = ? AND state = 'pending' AND priority < ?`)
    .get<{ at: number | null }>(guideId, below)
  return row?.at ?? undefined
}

export function finishLease(db: SqlDatabase, guideId: number, done: FrontierOutcome): void {
  db.prepare(`UPDATE frontier SET state = 'done', outcome = ?, detail = ? WHERE guide_id = ? AND path = ?`).run(
    done.outcome,
    done.detail ?? null,
    guideId,
    done.path,
  )
}

/** Hands a page back for another try. A throttled page keeps its count of attempts. */
export function returnLease(
  db: SqlDatabase,
  guideId: number,
  path: string,
  retry: { notBefore: number; countsAttempt: boolean },
): void {
  db.prepare(
    `UPDATE frontier SET state = 'pending', not_before = ?, attempts = attempts + ? WHERE guide_id = ? AND path = ?`,
  ).run(retry.notBefore, retry.countsAttempt ? 1 : 0, guideId, path)
}

/** How many pages of the pass came to each outcome; `left` are those still to be asked for. */
export function countOutcomes(db: SqlDatabase, guideId: number): Map<string, number> {
  const rows = db
    .prepare(`SELECT coalesce(outcome, 'left') AS outcome, count(*) AS n FROM frontier WHERE guide_id = ? GROUP BY 1`)
    .all<{ outcome: string; n: number }>(guideId)
  return new Map(rows.map((row) => [row.outcome, row.n]))
}

/** Where a page of the pass stands; undefined when the pass does not know it. */
export function findFrontierState(
  db: SqlDatabase,
  guideId: number,
  path: string,
): 'pending' | 'leased' | 'done' | undefined {
  return db
    .prepare('SELECT state FROM frontier WHERE guide_id = ? AND path = ?')
    .get<{ state: 'pending' | 'leased' | 'done' }>(guideId, path)?.state
}

/** The pages of the pass that came to one of `outcomes`, by path. */
export function listFrontierOutcomes(db: SqlDatabase, guideId: number, outcomes: readonly string[]): FrontierOutcome[] {
  return db
    .prepare(
      `SELECT path, outcome, detail FROM frontier
       WHERE guide_id = ? AND outcome IN (SELECT value FROM json_each(?)) ORDER BY path`,
    )
    .all<{ path: string; outcome: string; detail: string | null }>(guideId, JSON.stringify(outcomes))
    .map((row) => ({ ...row, detail: row.detail ?? undefined }))
}
