// Runs that have no end yet, and whether each is really going on: a process that was killed leaves one behind, which the next run takes over.

import { isHolderAlive } from '../crawl/holder.ts'
import { HEARTBEAT_STALE_MS, openRuns, type Run } from '../store/runs.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

export interface OpenRun extends Run {
  readonly isAlive: boolean
}

export function listOpenRuns(db: SqlDatabase, now: number): OpenRun[] {
  return openRuns(db).map((run) => ({ ...run, isAlive: isGoingOn(run, now) }))
}

function isGoingOn({ kind, holder, heartbeatAt }: Run, now: number): boolean {
  const isHeld = isHolderAlive(holder)
  if (isHeld === false) return false
  // An import beats inside its one transaction, where nobody else sees it.
  if (kind === 'import' && isHeld) return true
  return Math.abs(now - heartbeatAt) < HEARTBEAT_STALE_MS
}
