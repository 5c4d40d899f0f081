// Runs that write the index, and the lock between them: a run without an end and with a fresh heartbeat holds the
// index.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export type RunKind = 'crawl' | 'refresh' | 'import'

/** As it begins a sentence. */
export function aRun(kind: RunKind): string {
  return kind === 'import' ? 'An import' : `A ${kind}`
}

export interface Run {
  readonly id: number
  readonly kind: RunKind
  /** Who: `host:pid`. */
  readonly owner: string
  readonly startedAt: number
  /**
   * When the first of the runs that this one goes on from began; its own start when the last run of its kind covered
   * all it was asked for.
   */
  readonly since: number
  readonly heartbeatAt: number
  readonly finishedAt: number | undefined
  readonly exitCode: number | undefined
  /** The run's final report as JSON. */
  readonly report: string | undefined
}

export type RunStart = { readonly kind: 'started'; readonly run: Run } | { readonly kind: 'busy'; readonly owner: Run }

/** A heartbeat older than this belongs to a dead process. */
export const HEARTBEAT_STALE_MS = 60_000
/**
 * Nor does the heart of a process beat while SQLite works for it: one that is there has longer before its number counts
 * as another's.
 */
export const LIVING_STALE_MS = 15 * 60_000

const COLUMNS = `id, kind, holder AS owner, since, started_at AS startedAt, heartbeat_at AS heartbeatAt, finished_at AS finishedAt, exit_code AS exitCode, report`

/**
 * Takes the lock, or names who holds it. `isAlive` asks the operating system about a owner on this machine: the run of
 * a process that is gone (false) is taken over at once. Otherwise the heartbeat decides, since a number may belong to
 * another process by now.
 * A heartbeat from the future (the clock was set back) counts as stale once it is further ahead than a fresh one can be
 * old.
 */
export function startRun(
  db: SqlDatabase,
  start: { kind: RunKind; owner: string; now: number; isAlive: (owner: string) => boolean | undefined },
): RunStart {
  return db.transaction(() => {
    for (const open of openRuns(db)) {
      const isAlive = start.isAlive(open.owner)
      if (isGoingOn(open, start.now, isAlive)) return { kind: 'busy', owner: open }
      finishRun(db, open.id, { now: start.now, exitCode: undefined, report: undefined })
    }
    const { kind, owner, now } = start
    const since = unfinishedSince(db, kind) ?? now
    const { lastInsertRowid: id } = db
      .prepare('INSERT INTO run (kind, holder, since, started_at, heartbeat_at) VALUES (?, ?, ?, ?, ?)')
      .run(kind, owner, since, now, now)
    const run = {
      id,
      kind,
      owner,
      since,
      startedAt: now,
      heartbeatAt: now,
      finishedAt: undefined,
      exitCode: undefined,
      report: undefined,
    }
    return { kind: 'started', run }
  })
}

/** `isAlive`: what the operating system says of the owner; undefined when it cannot tell. */
export function isGoingOn({ heartbeatAt }: Run, now: number, isAlive: boolean | undefined): boolean {
  if (isAlive === false) return false
  return Math.abs(now - heartbeatAt) < (isAlive ? LIVING_STALE_MS : HEARTBEAT_STALE_MS)
}

function unfinishedSince(db: SqlDatabase, kind: RunKind): number | undefined {
  const last = db
    .prepare('SELECT since, covered FROM run WHERE kind = ? ORDER BY id DESC LIMIT 1')
    .get<{ since: number; covered: number }>(kind)
  return last && last.covered === 0 ? last.since : undefined
}

/** False when another process has taken the run over meanwhile (this one was asleep): stop writing. */
export function beat(db: SqlDatabase, runId: number, now: number): boolean {
  return (
    db.prepare('UPDATE run SET heartbeat_at = ? WHERE id = ? AND finished_at IS NULL').run(now, runId).changes === 1
  )
}

/**
 * `covered`: the run got through all that it was asked for, failures included; otherwise the next of its kind goes on
 * from it.
 */
export function finishRun(
  db: SqlDatabase,
  runId: number,
  end: { now: number; exitCode: number | undefined; report: string | undefined; covered?: boolean },
): void {
  db.prepare(
    'UPDATE run SET finished_at = ?, covered = ?, exit_code = ?, report = ? WHERE id = ? AND finished_at IS NULL',
  ).run(end.now, end.covered ? 1 : 0, end.exitCode ?? null, end.report ?? null, runId)
}

export function openRuns(db: SqlDatabase): Run[] {
  return db.prepare(`SELECT ${COLUMNS} FROM run WHERE finished_at IS NULL ORDER BY id`).all<SqlRun>().map(fromSql)
}

export function lastFinishedRun(db: SqlDatabase): Run | undefined {
  const row = db.prepare(`SELECT ${COLUMNS} FROM run WHERE report IS NOT NULL ORDER BY id DESC LIMIT 1`).get<SqlRun>()
  return row && fromSql(row)
}

interface SqlRun extends Omit<Run, 'finishedAt' | 'exitCode' | 'report'> {
  readonly finishedAt: number | null
  readonly exitCode: number | null
  readonly report: string | null
}

function fromSql(row: SqlRun): Run {
  return {
    ...row,
    finishedAt: row.finishedAt ?? undefined,
    exitCode: row.exitCode ?? undefined,
    report: row.report ?? undefined,
  }
}
