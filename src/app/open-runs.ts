// Runs that have no end yet, and whether each is really going on: a process that was killed leaves one behind, which the next run takes over.

import { isHolderAlive } from '../crawl/holder.ts'
import { HEARTBEAT_STALE_MS, openRuns, type Run } from '../store/runs.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

export interface OpenRun extends Run {
  readonly isAlive: boolean
}

export function listOpenRuns(db: SqlDatabase, now: number): OpenRun[] {
  return openRuns(db).map((run) => ({
    ...run,
    isAlive: Math.abs(now - run.heartbeatAt) < HEARTBEAT_STALE_MS && isHolderAlive(run.holder) !== false,
  }))
}
