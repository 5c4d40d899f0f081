import { expect, test } from 'vitest'
import { describeCompleteness } from '../../src/core/model/completeness.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { findGuide, listGuides, saveToc } from '../../src/store/guides/guide-rows.ts'
import { computeGuideCompleteness, listGuideStates } from '../../src/store/guides/guide-states.ts'
import { loadOpenRuns } from '../../src/store/lock/runs.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { LAMP, LAMP_JA, setUp } from './crawl-setup.ts'
import { GUIDE, putGuide } from './crawl-site.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const PACED = 'User-agent: *\nCrawl-delay: 60\n'
const listStates = (db: SqlDatabase) =>
  listGuideStates(
    db,
    loadOpenRuns(db).map((run) => ({ ...run, isAlive: true })),
  )

test('a guide that was stopped says how much is there, since when, how long the rest takes, and how to go on', async () => {
  const { site, index, clock, crawl } = await setUp()
  site.files.set('/robots.txt', PACED)
  putGuide(site, NAMES)
  await crawl({ maxPages: 3 }, 1)
  const [guide] = listStates(index.db)
  expect(guide?.completeness).toEqual({
    kind: 'partial',
    pages: 3,
    known: 10,
    stoppedAt: clock.time,
    isRunning: false,
    leftMs: 7 * 60_000,
    command: 'aws-docs-offline crawl lamp-dg',
  })
  expect(guide && describeCompleteness(guide.completeness)).toMatch(
    /^3 of 10 pages, stopped 2026-01-01 \d\d:\d\d UTC, about 7 minutes left$/,
  )
  const row = findGuide(index.db, GUIDE, 'en_us')
  expect(row && computeGuideCompleteness(index.db, row, [])).toEqual(guide?.completeness)
  await crawl()
  expect(listStates(index.db)[0]?.completeness).toMatchObject({ kind: 'complete', pages: 10, known: 10 })
})

test('while the site does not answer, the run waits since the first failure, until the first answer', async () => {
  const { site, index, clock, crawl } = await setUp()
  putGuide(site, NAMES)
  let failures = 0
  const begins: number[] = []
  const seen: unknown[] = []
  const look = () =>
    seen.push(...listStates(index.db).map(({ completeness: { waiting, leftMs } }) => [waiting, leftMs]))
  site.misbehave = (path, n, response) => {
    if (!path.endsWith('.html') || (path.endsWith('/a.html') && n === 1)) return undefined
    failures += 1
    if (failures === 1) begins.push(clock.now())
    // The first of them has failed, all that a crawl bears without a pause, and some behind pauses.
    if (failures === 2 || failures === CRAWLING.failures + 1 || failures === CRAWLING.failures + 3) look()
    if (failures > CRAWLING.failures + 4) return undefined
    response.destroy()
    return 'handled'
  }
  const onProgress = ({ done }: { done: number }) => {
    if (done === 3) look()
  }
  expect(await crawl({ onProgress }, 1)).toMatchObject({ kind: 'complete' })
  const waiting = { since: begins[0], reason: expect.stringMatching(/^the site cannot be read: /) }
  expect(seen).toEqual([
    [undefined, 0],
    [waiting, undefined],
    [waiting, undefined],
    [undefined, 0],
  ])
  expect(listStates(index.db)[0]?.completeness).not.toHaveProperty('waiting')
})

test('while a crawl is at it, a guide says so, and one that is not on its list does not', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  putGuide(site, NAMES, `/ja_jp${GUIDE}`, { locale: 'ja_jp' })
  await crawl({ maxPages: 2 })
  const seen: string[] = []
  const onProgress = ({ done }: { done: number }) => {
    if (done !== 4) return
    seen.push(
      ...listStates(index.db).map(
        ({ locale, completeness: { isRunning, stoppedAt } }) => `${locale} ${isRunning} ${stoppedAt === undefined}`,
      ),
    )
  }
  await crawl({ guides: [LAMP_JA], maxPages: 5, onProgress }, 1)
  expect(seen).toEqual(['en_us false false', 'ja_jp true true'])
  const [, japanese] = listStates(index.db)
  expect(japanese?.completeness.command).toBe('aws-docs-offline crawl lamp-dg --locale ja_jp')
})

test('a part of a guide that came without a frontier is measured by its contents', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  await crawl({ maxPages: 3 })
  index.db.exec('DELETE FROM frontier; UPDATE guide SET pass_started_at = NULL')
  expect(listStates(index.db)[0]?.completeness).toMatchObject({ kind: 'partial', pages: 3, known: 10 })
  saveToc(index.db, 1, [])
  const [guide] = listStates(index.db)
  expect(guide && describeCompleteness(guide.completeness)).toMatch(/^3 pages, not complete, stopped /)
})

test('a crawl that is stopped while it reads the contents leaves no guide behind', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  const stop = new AbortController()
  site.misbehave = (path) => {
    if (!path.endsWith('toc-contents.json')) return undefined
    stop.abort()
    return 'handled'
  }
  expect(await crawl({ guides: [LAMP], signal: stop.signal })).toMatchObject({
    kind: 'partial',
    exitCode: 2,
    reason: 'interrupted',
  })
  expect(listGuides(index.db)).toEqual([])
})
