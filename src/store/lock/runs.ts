// The record of runs that write the index. The lock between them is made of it: run-lock.ts.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'

export type RunKind = 'crawl' | 'refresh' | 'import'

/** As it begins a sentence. */
export function nameRun(kind: RunKind): string {
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

const COLUMNS =
  'id, kind, holder AS owner, since, started_at AS startedAt, heartbeat_at AS heartbeatAt, finished_at AS ' +
  'finishedAt, exit_code AS exitCode, report'

/** False when another process has taken the run over meanwhile (this one was asleep): stop writing. */
export function renewHeartbeat(db: SqlDatabase, runId: number, now: number): boolean {
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

export function loadOpenRuns(db: SqlDatabase): Run[] {
  return db.prepare(`SELECT ${COLUMNS} FROM run WHERE finished_at IS NULL ORDER BY id`).all<SqlRun>().map(toRun)
}

export function findLastFinishedRun(db: SqlDatabase): Run | undefined {
  const row = db.prepare(`SELECT ${COLUMNS} FROM run WHERE report IS NOT NULL ORDER BY id DESC LIMIT 1`).get<SqlRun>()
  return row && toRun(row)
}

interface SqlRun extends Omit<Run, 'finishedAt' | 'exitCode' | 'report'> {
  readonly finishedAt: number | null
  readonly exitCode: number | null
  readonly report: string | null
}

function toRun(row: SqlRun): Run {
  return {
    ...row,
    finishedAt: row.finishedAt ?? undefined,
    exitCode: row.exitCode ?? undefined,
    report: row.report ?? undefined,
  }
}
