import { beforeEach, describe, expect, test } from 'vitest'
import { HEARTBEAT_STALE_MS, LIVING_STALE_MS, startRun } from '../../src/store/lock/run-lock.ts'
import { findLastFinishedRun, finishRun, loadOpenRuns, renewHeartbeat } from '../../src/store/lock/runs.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'

const NOW = 1_800_000_000_000

describe.each(DRIVERS)('the lock of runs with $name', (driver) => {
  let db: SqlDatabase
  const start = (owner: string, now = NOW, isAlive: (owner: string) => boolean | undefined = () => undefined) =>
    startRun(db, { kind: 'crawl', owner, now, isAlive })
  const started = (owner: string, now = NOW) => {
    const one = start(owner, now)
    if (one.kind !== 'started') throw new Error('the index is held')
    return one.run
  }

  beforeEach(async () => {
    db = (await openNewIndex(driver)).db
  })

  test('is held by one run and named to the next', () => {
    started('a:1')
    expect(start('b:2', NOW + 1000)).toMatchObject({ kind: 'busy', owner: { owner: 'a:1', startedAt: NOW } })
  })

  test('is free when the run has ended', () => {
    const run = started('a:1')
    finishRun(db, run.id, { now: NOW + 5, exitCode: 0, report: '{}' })
    expect(start('b:2').kind).toBe('started')
    expect(findLastFinishedRun(db)).toMatchObject({ owner: 'a:1', finishedAt: NOW + 5, exitCode: 0, report: '{}' })
  })

  test('goes on from runs that did not cover all they were asked for, and from no others', () => {
    const first = started('a:1')
    finishRun(db, first.id, { now: NOW + 5, exitCode: 2, report: '{}', covered: false })
    const second = started('a:1', NOW + 10)
    expect(second.since).toBe(NOW)
    expect(start('b:2', NOW + 20, () => false)).toMatchObject({ run: { since: NOW } }) // the second was killed
    const third = loadOpenRuns(db)[0]
    finishRun(db, third?.id ?? 0, { now: NOW + 30, exitCode: 2, report: '{}', covered: true })
    expect(started('a:1', NOW + 40).since).toBe(NOW + 40)
    expect(startRun(db, { kind: 'refresh', owner: 'a:1', now: NOW + 200_000, isAlive: () => false })).toMatchObject({
      run: { since: NOW + 200_000 },
    })
  })

  test('is taken over at once from a process that is gone, however fresh its heartbeat', () => {
    const dead = started('a:1')
    expect(start('b:2', NOW + 1, () => false).kind).toBe('started')
    expect(loadOpenRuns(db).map((run) => run.owner)).toEqual(['b:2'])
    expect(renewHeartbeat(db, dead.id, NOW + 2)).toBe(false) // it was only asleep: now it knows
    finishRun(db, dead.id, { now: NOW + 3, exitCode: 0, report: '{}' })
    expect(findLastFinishedRun(db)).toBeUndefined()
  })

  test('is taken over when the heartbeat has stopped, even if another process has the number by now', () => {
    const run = started('a:1')
    renewHeartbeat(db, run.id, NOW + 1000)
    expect(start('b:2', NOW + HEARTBEAT_STALE_MS, () => undefined).kind).toBe('busy')
    expect(start('b:2', NOW + 1000 + LIVING_STALE_MS, () => true).kind).toBe('started')
  })

  test('is not taken over from a process that is there while SQLite keeps it from beating; from one that nobody sees, it is', () => {
    const run = started('a:1')
    renewHeartbeat(db, run.id, NOW)
    expect(start('b:2', NOW + 3 * HEARTBEAT_STALE_MS, () => true).kind).toBe('busy')
    expect(start('b:2', NOW + 3 * HEARTBEAT_STALE_MS, () => undefined).kind).toBe('started')
  })

  test('is not held for ever by a heartbeat from the future', () => {
    started('a:1', NOW + 3_600_000) // the clock was an hour ahead and has been set back
    expect(start('b:2', NOW).kind).toBe('started')
  })
})
