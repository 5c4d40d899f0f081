// The run lock, with one rule for every writer: crawl, refresh, import and pull take it here, also from a process that
// is gone. A run without an end and with a fresh heartbeat holds the index.

import type { SqlDatabase } from '../sqlite/sql-driver.ts'
import { identifyLockOwner, isLockOwnerAlive } from './lock-owner.ts'
import { finishRun, loadOpenRuns, type Run, type RunKind } from './runs.ts'

export type RunStart = { readonly kind: 'started'; readonly run: Run } | { readonly kind: 'busy'; readonly owner: Run }

/** A heartbeat older than this belongs to a dead process. */
export const HEARTBEAT_STALE_MS = 60_000
/**
 * Nor does the heart of a process beat while SQLite works for it: one that is there has longer before its number counts
 * as another's.
 */
export const LIVING_STALE_MS = 15 * 60_000

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
    for (const open of loadOpenRuns(db)) {
      const isAlive = start.isAlive(open.owner)
      if (isGoingOn(open, start.now, isAlive)) return { kind: 'busy', owner: open }
      finishRun(db, open.id, { now: start.now, exitCode: undefined, report: undefined })
    }
    const { kind, owner, now } = start
    const since = findUnfinishedSince(db, kind) ?? now
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

function findUnfinishedSince(db: SqlDatabase, kind: RunKind): number | undefined {
  const last = db
    .prepare('SELECT since, covered FROM run WHERE kind = ? ORDER BY id DESC LIMIT 1')
    .get<{ since: number; covered: number }>(kind)
  return last && last.covered === 0 ? last.since : undefined
}
