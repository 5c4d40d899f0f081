// Runs that have no end yet, and whether each is really going on: a process that was killed leaves one behind, which
// the next run takes over.

import { isLockOwnerAlive } from '../../store/lock/lock-owner.ts'
import { isGoingOn } from '../../store/lock/run-lock.ts'
import { loadOpenRuns, type Run } from '../../store/lock/runs.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface OpenRun extends Run {
  readonly isAlive: boolean
}

export function listOpenRuns(db: SqlDatabase, now: number): OpenRun[] {
  return loadOpenRuns(db).map((run) => ({ ...run, isAlive: isThere(run, now) }))
}

function isThere(run: Run, now: number): boolean {
  const isHeld = isLockOwnerAlive(run.owner)
  // An import beats inside its one transaction, where nobody else sees it.
  return (run.kind === 'import' && isHeld === true) || isGoingOn(run, now, isHeld)
}
