// Runs that have no end yet, and whether each is really going on: a process that was killed leaves one behind, which
// the next run takes over.

import type { Waiting } from '../../core/model/completeness.ts'
import { loadRunFacts } from '../../store/guides/run-facts.ts'
import { isLockOwnerAlive } from '../../store/lock/lock-owner.ts'
import { isGoingOn } from '../../store/lock/run-lock.ts'
import { loadOpenRuns, type Run } from '../../store/lock/runs.ts'
import type { SqlDatabase } from '../../store/sqlite/sql-driver.ts'

export interface OpenRun extends Run {
  readonly isAlive: boolean
  /** For the site, while it does not answer. */
  readonly waiting: Waiting | undefined
}

export function listOpenRuns(db: SqlDatabase, now: number): OpenRun[] {
  return loadOpenRuns(db).map((run) => {
    const facts = loadRunFacts(db)
    return { ...run, isAlive: isThere(run, now), waiting: facts.run === run.id ? facts.waiting : undefined }
  })
}

function isThere(run: Run, now: number): boolean {
  const isHeld = isLockOwnerAlive(run.owner)
  // An import beats inside its one transaction, where nobody else sees it.
  return (run.kind === 'import' && isHeld === true) || isGoingOn(run, now, isHeld)
}
