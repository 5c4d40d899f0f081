// Holding the index for a run: the lock, its heartbeat, and the record of how the run ended.

import { DocsError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { makeSecondRunError } from './make-second-run-error.ts'
import { releaseRunLock, takeRunLock } from './run-lock.ts'
import { type RunKind, renewHeartbeat } from './runs.ts'

export interface HoldDeps {
  readonly db: SqlDatabase
  readonly clock: Clock
}

/**
 * What a run comes to. `covered`: it got through all that it was asked for, so that the next run has nothing to go on
 * from.
 */
export interface RunEnd<Report> {
  readonly report: Report
  readonly covered: boolean
}

export interface Hold {
  readonly runId: number
  /** Aborts when another process has taken the run over. */
  readonly signal: AbortSignal
  /**
   * When the first of the unfinished runs that this one goes on from began; undefined when it begins anew. Milliseconds
   * since the epoch.
   */
  readonly continuesSince: number | undefined
}

const HEARTBEAT_MS = 10_000

/**
 * Runs `work` as the one writer of the index and records what it returns as the run's report. Throws DocsError
 * CRAWL_RUNNING when the index is held.
 */
export async function holdRunLock<Report extends { readonly exitCode: number }>(
  { db, clock }: HoldDeps,
  kind: RunKind,
  work: (hold: Hold) => Promise<RunEnd<Report>>,
): Promise<Report> {
  const start = takeRunLock(db, kind, clock.now())
  if (start.kind === 'busy') throw makeSecondRunError(db, start.owner)
  const lost = new AbortController()
  // A timer of its own and not the injected clock's sleep: the heart beats however long the run waits for the site.
  const heart = setInterval(() => {
    if (!tryBeat(db, start.run.id, clock))
      lost.abort(new DocsError('CRAWL_RUNNING', 'Another process took this run over.'))
  }, HEARTBEAT_MS)
  heart.unref()
  const { since, startedAt } = start.run
  let end: RunEnd<Report> | undefined
  try {
    end = await work({
      runId: start.run.id,
      signal: lost.signal,
      continuesSince: since < startedAt ? since : undefined,
    })
    return end.report
  } finally {
    clearInterval(heart)
    close(db, start.run.id, clock, end)
  }
}

function tryBeat(db: SqlDatabase, runId: number, clock: Clock): boolean {
  try {
    return renewHeartbeat(db, runId, clock.now())
  } catch {
    return true // a full disk or a busy file: the crawl's own writes will say so
  }
}

function close(
  db: SqlDatabase,
  runId: number,
  clock: Clock,
  end: RunEnd<{ readonly exitCode: number }> | undefined,
): void {
  const now = clock.now()
  const covered = end?.covered ?? false
  try {
    const report = end && JSON.stringify(end.report)
    releaseRunLock(db, runId, { now, covered, exitCode: end?.report.exitCode, report })
  } catch {
    // A full disk. The run stays open in the file, and the next one sees that its process is gone.
  }
}
