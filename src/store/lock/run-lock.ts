// The run lock, with one rule for every writer: crawl, refresh, import and pull take it here.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { identifyLockOwner, isLockOwnerAlive } from './lock-owner.ts'
import { finishRun, type RunKind, type RunStart, startRun } from './runs.ts'

// A process can only know of its own runs: another run of the same process id is that of a dead process.
const ownRuns = new Set<SqlDatabase>()

export function takeRunLock(db: SqlDatabase, kind: RunKind, now: number): RunStart {
  const owner = identifyLockOwner()
  const isAlive = (other: string) => (other === owner ? ownRuns.size > 0 : isLockOwnerAlive(other))
  const start = startRun(db, { kind, owner, now, isAlive })
  if (start.kind === 'started') ownRuns.add(db)
  return start
}

/**
 * Throws what SQLite says where the end cannot be written (a full disk): the run stays open, and the next one sees that
 * its process is gone.
 */
export function releaseRunLock(db: SqlDatabase, runId: number, end: Parameters<typeof finishRun>[2]): void {
  ownRuns.delete(db)
  finishRun(db, runId, end)
}
