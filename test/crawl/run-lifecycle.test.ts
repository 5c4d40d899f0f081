// How runs end and go on: interrupted, bounded, taken over, refused, out of room; and what is told of them.

import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { learnCommonTerms } from '../../src/store/fulltext/learned-terms.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { getPageIdRange } from '../../src/store/index/passage-id.ts'
import { startRun } from '../../src/store/lock/run-lock.ts'
import { findLastFinishedRun, loadOpenRuns } from '../../src/store/lock/runs.ts'
import { LAMP, listLivePages, setUp } from './crawl-setup.ts'
import { GUIDE, makePageHtml, putGuide } from './crawl-site.ts'

const HOUR = 3_600_000
const NAMES = Array.from({ length: 20 }, (_, n) => `page-${n}`)
const isPage = (path: string) => path.endsWith('.html')

test('a run that is interrupted hands its pages back and is taken up by the next', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  const stop = new AbortController()
  const report = await crawl({
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 6) stop.abort()
    },
  })
  expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: 'interrupted' })
  expect(report.guides[0]?.counts).toMatchObject({ failed: 0 })
  expect(loadOpenRuns(index.db)).toEqual([])
  site.log.length = 0
  const next = await crawl()
  expect(next).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
  expect(site.log.filter((entry) => isPage(entry.path)).length).toBeLessThanOrEqual(14)
})

test('a run over several guides that was stopped goes on with the guides that are left', async () => {
  const { site, clock, crawl } = await setUp()
  const second = { ...LAMP, catalogId: 'lamp-api', base: '/lamp/latest/api/' } as const
  const few = NAMES.slice(0, 3)
  putGuide(site, few)
  putGuide(site, NAMES, second.base)
  const stop = new AbortController()
  const onProgress = ({ guide, done }: { guide: string; done: number }) => {
    if (guide === 'lamp-api' && done === 10) stop.abort()
  }
  await crawl({ guides: [LAMP, second], signal: stop.signal, onProgress })
  site.log.length = 0
  clock.time += HOUR
  const report = await crawl({ guides: [LAMP, second] })
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
  expect(report.guides.map((guide) => [guide.id, guide.counts.new])).toEqual([
    ['lamp-dg', 3],
    ['lamp-api', 20],
  ])
  expect(site.log.filter((entry) => entry.path.startsWith(GUIDE))).toEqual([])
  expect(site.log.filter((entry) => isPage(entry.path)).length).toBeLessThanOrEqual(13)
  site.log.length = 0
  await crawl({ guides: [LAMP, second] }) // that one covered everything, so this begins anew
  expect(site.log.filter((entry) => isPage(entry.path))).toHaveLength(23)
})

test('a bound on pages is kept, and the next run goes on from there', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, NAMES)
  const report = await crawl({ maxPages: 7 })
  expect(report).toMatchObject({
    kind: 'partial',
    exitCode: 0,
    guides: [{ pages: 7, complete: false, counts: { new: 7, left: 13 } }],
  })
  expect(site.log.filter((entry) => isPage(entry.path))).toHaveLength(7)
  expect(await crawl({ maxPages: 13 })).toMatchObject({ kind: 'complete', guides: [{ pages: 20, complete: true }] })
})

test('a pass that was left for more than a week is begun anew', async () => {
  const { site, clock, crawlOne } = await setUp()
  putGuide(site, NAMES)
  await crawlOne({ maxPages: 5 })
  clock.time += 8 * 24 * HOUR
  expect((await crawlOne()).counts).toMatchObject({ unchanged: 5, new: 15 })
})

test('while another process holds the index the crawl is refused and says who does', async () => {
  const { site, index, clock, crawl } = await setUp()
  putGuide(site, ['a'])
  startRun(index.db, { kind: 'refresh', owner: 'another-host:1', now: clock.time - 1000, isAlive: () => undefined })
  const report = await crawl()
  expect(report).toMatchObject({
    kind: 'refused',
    exitCode: 3,
    reason: expect.stringMatching(/^A refresh is running since .+ UTC \(another-host:1\)\. Run this again when/),
  })
  expect(site.log).toEqual([])
  clock.time += 2 * 60_000 // its heart has stopped
  expect(await crawl()).toMatchObject({ kind: 'complete' })
})

test('two crawls in one process do not run into each other', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, NAMES)
  const both = await Promise.all([crawl(), crawl()])
  expect(both.map((report) => report.kind).toSorted()).toEqual(['complete', 'refused'])
})

test('a full disk ends the run with the way out, and what was committed is kept', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, NAMES)
  for (const name of NAMES)
    site.files.set(`${GUIDE}${name}.html`, makePageHtml(name, randomBytes(4000).toString('hex')))
  index.db.exec(`PRAGMA max_page_count = ${countPages(index.db) + 20}`)
  const report = await crawl()
  expect(report).toMatchObject({
    exitCode: 2,
    kind: 'partial',
    reason: expect.stringContaining('Free some disk space'),
  })
  const kept = listLivePages(index.db).length
  expect(kept).toBeGreaterThan(0)
  index.db.exec('PRAGMA max_page_count = 1000000')
  expect(await crawl()).toMatchObject({ kind: 'complete', guides: [{ pages: 20 }] })
})

test('pages for which a guide has no space fail with the reason, and the others are kept up', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, ['a'])
  await crawl()
  index.db
    .prepare(
      `INSERT INTO page (id, guide_id, path, name, status, title, description, breadcrumb, content_hash, extraction_version,
         first_seen_at, changed_at, fetched_at, checked_at)
       SELECT ?, guide_id, path || '.last', '', 'gone', '', '', '[]', '', 1, 0, 0, 0, 0 FROM page`,
    )
    .run(getPageIdRange(requireOnly(listGuides(index.db)).id).to)
  putGuide(site, ['b', 'c', 'a'])
  site.files.set(`${GUIDE}a.html`, makePageHtml('Page a', 'newer text.'))
  const guide = requireOnly((await crawl()).guides)
  expect(guide).toMatchObject({ pages: 1, counts: { failed: 2, changed: 1, left: 0 } })
  expect(guide.failed[0]?.reason).toBe('The index holds as many pages of this guide as it can (65536).')
})

test('the report is kept with the run', async () => {
  const { site, index, crawl } = await setUp()
  putGuide(site, ['a'])
  const report = await crawl()
  const run = findLastFinishedRun(index.db)
  expect(run).toMatchObject({ kind: 'crawl', exitCode: 0 })
  expect(JSON.parse(run?.report ?? '')).toEqual(JSON.parse(JSON.stringify(report)))
})

test('search learns from a run that changed something, while the run still holds the index', async () => {
  const openThen: number[] = []
  const { site, index, crawl } = await setUp({
    learn(db) {
      openThen.push(loadOpenRuns(db).length)
      learnCommonTerms(db)
    },
  })
  putGuide(site, ['a'])
  await crawl()
  await crawl() // changes nothing
  expect(openThen).toEqual([1])
  index.db.exec('DELETE FROM doclist; DELETE FROM learned_array') // as a new schema does
  await crawl()
  expect(openThen).toEqual([1, 1])
  index.db.exec('INSERT INTO unlearned_page (page_id) SELECT id FROM page LIMIT 1') // as a kill leaves it
  await crawl()
  expect(openThen).toEqual([1, 1, 1])
})

test('a run that was taken over leaves the learning to the other', async () => {
  const learned: number[] = []
  const { site, index, clock, crawl } = await setUp({ learn: () => learned.push(1) })
  putGuide(site, NAMES)
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const report = await crawl({
    onProgress: ({ done }) => {
      if (done !== 6) return
      const now = clock.time + 10 * 60_000
      startRun(index.db, { kind: 'crawl', owner: 'another-host:1', now, isAlive: () => false })
      vi.advanceTimersByTime(10_000)
    },
  })
  expect(report).toMatchObject({ exitCode: 2, reason: 'Another process took this run over.' })
  expect(report.guides[0]?.counts.new).toBeGreaterThan(0)
  expect(learned).toEqual([])
})

test('progress counts up to the total, which grows with what is found', async () => {
  const { site, crawl } = await setUp()
  putGuide(site, NAMES)
  const told: string[] = []
  await crawl({ guides: [LAMP], onProgress: ({ guide, done, total }) => told.push(`${guide} ${done}/${total}`) }, 1)
  expect(told[0]).toBe('lamp-dg 0/20')
  expect(told.at(-1)).toBe('lamp-dg 20/20')
  expect(told).toHaveLength(21)
})

function requireOnly<T>([one, ...more]: readonly T[]): T {
  if (one === undefined || more.length > 0) throw new Error('expected exactly one')
  return one
}

function countPages(db: Parameters<typeof listLivePages>[0]): number {
  return db.prepare('PRAGMA page_count').get<{ page_count: number }>()?.page_count ?? 0
}
