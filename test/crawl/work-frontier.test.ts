import { expect, onTestFinished, test } from 'vitest'
import { type FrontierWork, workFrontier } from '../../src/crawl/run/work-frontier.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { finishLease, returnLease, seedFrontier } from '../../src/store/frontier/frontier.ts'
import { ensureGuide } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { createTestClock, LAMP, makeTemporaryFile } from './crawl-setup.ts'

async function openFrontier(pages: number, concurrency = 4) {
  const index = await openIndexForWriting(makeTemporaryFile('index.sqlite'))
  onTestFinished(() => index.close())
  const { db } = index
  const guideId = ensureGuide(db, LAMP).id
  seedFrontier(
    db,
    guideId,
    Array.from({ length: pages }, (_, n) => ({ path: `/p${n}`, priority: n })),
  )
  const host = createHostScheduler({ clock: createTestClock(), tolerance: CRAWLING, concurrency })
  const finish = (path: string) => finishLease(db, guideId, { path, outcome: 'new', detail: undefined })
  const work = (handle: FrontierWork['handle'], change: Partial<FrontierWork> = {}) =>
    workFrontier({
      db,
      clock: createTestClock(),
      guideId,
      host,
      signal: new AbortController().signal,
      maxPages: Number.POSITIVE_INFINITY,
      handle,
      ...change,
    })
  return { db, guideId, host, finish, work }
}

test('works through all pages, as many at once as there are slots', async () => {
  const { finish, work } = await openFrontier(20)
  let running = 0
  let most = 0
  const end = await work(async ({ path }) => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    finish(path)
    running -= 1
    return true
  })
  expect([end, most]).toEqual(['empty', 4])
})

test('waits until a page that was handed back is due', async () => {
  const { db, guideId, finish, work } = await openFrontier(1)
  const clock = createTestClock()
  const due = clock.time + 90_000
  const asked: number[] = []
  await work(
    async ({ path }) => {
      asked.push(clock.time)
      if (asked.length > 1) finish(path)
      else returnLease(db, guideId, path, { notBefore: due, countsAttempt: true })
      return asked.length > 1
    },
    { clock },
  )
  expect(asked).toEqual([due - 90_000, due])
})

test('when the host is given up, pages that wait for their turn are told at once', async () => {
  const { host, work } = await openFrontier(10)
  let told = 0
  const end = await work(async ({ path }, signal) => {
    if (path === '/p3') host.record({ kind: 'throttled', status: 429, retryAfterMs: 3_600_000 })
    else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    told += 1
    return false
  })
  expect([end, told]).toEqual(['exhausted', 4])
})

test('an error in one page ends the pass, after the others have been told', async () => {
  const { work } = await openFrontier(10)
  let told = 0
  const failing = work(async ({ path }, signal) => {
    if (path === '/p2') throw new Error('no space')
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    told += 1
    return false
  })
  await expect(failing).rejects.toThrow('no space')
  expect(told).toBe(3)
})

test('a frontier that cannot be written ends the pass, after the pages under way have been told', async () => {
  const { db, work } = await openFrontier(10)
  db.exec(
    `CREATE TRIGGER no_room BEFORE UPDATE ON frontier WHEN old.path = '/p3' BEGIN SELECT RAISE(ABORT, 'no space'); END`,
  )
  let told = 0
  const failing = work(async (_, signal) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    told += 1
    return false
  })
  await expect(failing).rejects.toThrow('no space')
  expect(told).toBe(3)
})
