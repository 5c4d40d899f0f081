import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  beginPass,
  countOutcomes,
  countPending,
  endPass,
  extendPass,
  findFrontierState,
  findNextDueAt,
  findOpenPass,
  finishLease,
  leaseNext,
  listFrontierOutcomes,
  reopen,
  returnLease,
  seedFrontier,
  takeUpPass,
} from '../../src/store/frontier/frontier.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { writePage, writeUntranslated } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

const makeSeeds = (...paths: string[]) => paths.map((path, priority) => ({ path, priority }))

describe.each(DRIVERS)('the frontier with $name', (driver) => {
  let db: SqlDatabase
  let guideId: number
  const lease = (now = 0) => leaseNext(db, guideId, now)?.path
  const finish = (path: string, outcome = 'new', detail?: string) => finishLease(db, guideId, { path, outcome, detail })

  beforeEach(async () => {
    db = (await openNewIndex(driver)).db
    guideId = ensureLampGuide(db).id
  })

  test('leases pages in the order of their priority, each to one taker', () => {
    expect(seedFrontier(db, guideId, [{ path: '/late', priority: 9 }, ...makeSeeds('/first', '/second')])).toBe(3)
    expect([lease(), lease(), lease(), lease()]).toEqual(['/first', '/second', '/late', undefined])
    expect(findNextDueAt(db, guideId)).toBeUndefined()
    expect(countPending(db, guideId)).toBe(3)
  })

  test('keeps what it has when the same page is seeded again', () => {
    seedFrontier(db, guideId, makeSeeds('/a'))
    lease()
    finish('/a')
    expect(seedFrontier(db, guideId, makeSeeds('/a', '/b'))).toBe(1)
    expect([lease(), lease()]).toEqual(['/b', undefined])
    expect(findFrontierState(db, guideId, '/a')).toBe('done')
    expect(findFrontierState(db, guideId, '/none')).toBeUndefined()
  })

  test('gives a page handed back only when its time has come, and counts the attempts that count', () => {
    seedFrontier(db, guideId, makeSeeds('/a'))
    lease()
    returnLease(db, guideId, '/a', { notBefore: 500, countsAttempt: true })
    expect([lease(499), findNextDueAt(db, guideId)]).toEqual([undefined, 500])
    expect(leaseNext(db, guideId, 500)).toMatchObject({ path: '/a', attempts: 1 })
    returnLease(db, guideId, '/a', { notBefore: 600, countsAttempt: false })
    expect(leaseNext(db, guideId, 600)).toMatchObject({ path: '/a', attempts: 1 })
  })

  test('hands everything that is not done to the run that takes the pass up, at once', () => {
    seedFrontier(db, guideId, makeSeeds('/a', '/b', '/c'))
    finish(lease() ?? '')
    lease()
    returnLease(db, guideId, lease() ?? '', { notBefore: 3_600_000, countsAttempt: false })
    expect([lease(), findNextDueAt(db, guideId)]).toEqual([undefined, 3_600_000])
    takeUpPass(db, guideId)
    expect([lease(), lease(), lease()]).toEqual(['/b', '/c', undefined])
  })

  test('accounts for every page of a pass', () => {
    seedFrontier(db, guideId, makeSeeds('/a', '/b', '/c', '/d'))
    finish('/a')
    finish('/b', 'failed', 'answered 500')
    finish('/c', 'skipped', 'robots.txt')
    expect(countOutcomes(db, guideId)).toEqual(new Map(Object.entries({ new: 1, failed: 1, skipped: 1, left: 1 })))
    expect(listFrontierOutcomes(db, guideId, ['failed', 'new'])).toEqual([
      { path: '/a', outcome: 'new', detail: undefined },
      { path: '/b', outcome: 'failed', detail: 'answered 500' },
    ])
  })

  test('tries pages that failed afresh', () => {
    seedFrontier(db, guideId, makeSeeds('/a', '/b'))
    lease()
    returnLease(db, guideId, '/a', { notBefore: 900, countsAttempt: true })
    finish('/a', 'failed')
    finish('/b')
    expect(reopen(db, guideId, ['failed'])).toBe(1)
    expect(leaseNext(db, guideId, 0)).toMatchObject({ path: '/a', attempts: 0 })
  })

  test('asks again for a translation that the index still has, and not for a page that never was translated', () => {
    const guide = ensureLampGuide(db)
    writePage(db, makePageWrite(guide, 'kept', makePage('Kept', 'text')))
    writeUntranslated(db, undefined, makePageWrite(guide, 'never', makePage('Never', 'text')))
    const paths = ['/lamp/latest/dg/kept.html', '/lamp/latest/dg/never.html']
    seedFrontier(db, guideId, makeSeeds(...paths))
    for (const path of paths) finish(path, 'untranslated')
    expect(reopen(db, guideId, ['untranslated'])).toBe(1)
    expect(listFrontierOutcomes(db, guideId, ['untranslated']).map(({ path }) => path)).toEqual([paths[1]])
  })

  test('forgets a pass when the next begins, and outlives the process in between', async () => {
    const { file, db: writing, close } = await openNewIndex(driver)
    const id = ensureLampGuide(writing).id
    writing.transaction(() => beginPass(writing, id, { kind: 'crawl', startedAt: 77 }, makeSeeds('/old')))
    writing.transaction(() => beginPass(writing, id, { kind: 'refresh', startedAt: 78 }, makeSeeds('/a', '/b')))
    finishLease(writing, id, { path: '/a', outcome: 'new', detail: undefined })
    close()
    const next = await openIndexForWriting(file, driver)
    expect(findOpenPass(next.db, id)).toEqual({ kind: 'refresh', startedAt: 78 })
    expect(leaseNext(next.db, id, 0)?.path).toBe('/b')
    endPass(next.db, id)
    expect(findOpenPass(next.db, id)).toBeUndefined()
    expect(listFrontierOutcomes(next.db, id, ['new'])).toHaveLength(1)
    next.close()
  })

  test('takes more pages into a pass, asks for the most urgent first, and for those below a bound alone', () => {
    seedFrontier(db, guideId, [
      { path: '/old', priority: 50 },
      { path: '/older', priority: 60 },
    ])
    finishLease(db, guideId, {
      path: leaseNext(db, guideId, 0)?.path ?? '',
      outcome: 'new',
      detail: undefined,
    })
    extendPass(db, guideId, [
      { path: '/old', priority: 1 },
      { path: '/older', priority: 2 },
      { path: '/new', priority: 3 },
      { path: '/aged', priority: 70 },
    ])
    const urgent = () => leaseNext(db, guideId, 0, 50)?.path
    expect([urgent(), urgent(), urgent()]).toEqual(['/older', '/new', undefined])
    expect([findNextDueAt(db, guideId, 50), findNextDueAt(db, guideId)]).toEqual([undefined, 0])
    expect(lease()).toBe('/aged')
  })

  test('gives every page out once, whatever is seeded, leased and handed back in between', () => {
    const step = fc.oneof(
      fc.record({ seed: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }) }),
      fc.record({ lease: fc.constantFrom('finish', 'return') }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        db.transaction(() => beginPass(db, guideId, { kind: 'crawl', startedAt: 0 }, []))
        const seeded = new Set<string>()
        const finished: string[] = []
        const take = (how: string) => {
          const path = lease()
          if (path === undefined) return false
          if (how === 'finish') finished.push(path)
          if (how === 'finish') finish(path)
          else returnLease(db, guideId, path, { notBefore: 0, countsAttempt: true })
          return true
        }
        for (const one of steps) {
          if ('lease' in one) take(one.lease)
          else {
            const paths = one.seed.map((n) => `/p${n}`)
            for (const path of paths) seeded.add(path)
            seedFrontier(db, guideId, makeSeeds(...paths))
          }
        }
        while (take('finish'));
        expect(finished.toSorted()).toEqual([...seeded].toSorted())
      }),
      { numRuns: 30 },
    )
  })
})
