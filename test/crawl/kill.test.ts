import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CrawlReport } from '../../src/crawl/run/report.ts'
import { listFrontierOutcomes } from '../../src/store/frontier/frontier.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { loadOpenRuns } from '../../src/store/lock/runs.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { joinScript } from '../joined-script.ts'
import { makeTemporaryFile, summarizeContent } from './crawl-setup.ts'
import { type CrawlSite, GUIDE, makePageHtml, putGuide, startSite } from './crawl-site.ts'

const NAMES = Array.from({ length: 60 }, (_, n) => `page-${n}`)
const EVERYTHING = ['new', 'changed', 'unchanged', 'moved', 'gone', 'untranslated', 'skipped', 'failed']

async function startCrawl(site: CrawlSite, file: string): Promise<ChildProcess> {
  const script = await joinScript(join(import.meta.dirname, 'crawl-child.ts'))
  return spawn(process.execPath, [script, site.origin, file], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function crawlToTheEnd(site: CrawlSite, file: string): Promise<CrawlReport> {
  const child = await startCrawl(site, file)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  await once(child, 'close')
  return JSON.parse(output) as CrawlReport
}

/** Kills the crawl at the `n`th request for a page from now, with other requests under way. */
async function killAtRequest(site: CrawlSite, file: string, n: number): Promise<void> {
  let pages = 0
  const child = await startCrawl(site, file)
  const dead = once(child, 'exit')
  site.misbehave = (path, _, response) => {
    if (!path.endsWith('.html')) return undefined
    pages += 1
    if (pages >= n) child.kill('SIGKILL')
    if (pages >= n) return 'handled'
    setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end(site.files.get(path)), 3)
    return 'handled'
  }
  const [, signal] = await dead
  expect(signal).toBe('SIGKILL')
  site.misbehave = undefined
}

async function readIndex<T>(file: string, read: (db: SqlDatabase) => T): Promise<T> {
  const index = await openIndexForReading(file)
  try {
    return read(index.db)
  } finally {
    index.close()
  }
}

const listDonePages = (db: SqlDatabase) =>
  listGuides(db).flatMap((guide) => listFrontierOutcomes(db, guide.id, EVERYTHING).map((one) => one.path))
const sumPassages = (db: SqlDatabase) =>
  db.prepare('SELECT count(*) AS rows, sum(start + "end") AS offsets FROM passage').get<object>()

test('a crawl killed at any moment goes on where it was, and ends with the index of one that was never killed', async () => {
  const site = await startSite()
  onTestFinished(() => site.close())
  putGuide(site, NAMES)
  site.files.set(`${GUIDE}page-7.html`, makePageHtml('Seven', 'links on', { links: ['linked.html'] }))
  site.files.set(`${GUIDE}linked.html`, makePageHtml('Linked', 'text'))
  const [killed, whole] = [makeTemporaryFile('killed.sqlite'), makeTemporaryFile('whole.sqlite')]

  for (const n of [1, 9, 27]) {
    await killAtRequest(site, killed, n)
    const done = await readIndex(killed, listDonePages)
    expect(await readIndex(killed, loadOpenRuns)).toHaveLength(1) // the dead run's lock, which nobody waits for
    site.log.length = 0
    // The next turn of the loop, or the last run, must not ask for any of these again.
    const before = site.log.length
    await killAtRequest(site, killed, 3)
    const asked = site.log.slice(before).map((entry) => entry.path)
    expect(asked.filter((path) => done.includes(path))).toEqual([])
  }
  const done = await readIndex(killed, listDonePages)
  expect(done.length).toBeGreaterThan(10) // how many more depends on what was under way at each kill
  site.log.length = 0
  const report = await crawlToTheEnd(site, killed)
  expect(site.log.filter((entry) => done.includes(entry.path))).toEqual([])
  expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
  expect(report.guides[0]).toMatchObject({ pages: 61, counts: { new: 61, left: 0, failed: 0 } })

  await crawlToTheEnd(site, whole)
  expect(await readIndex(killed, summarizeContent)).toEqual(await readIndex(whole, summarizeContent))
  expect(await readIndex(killed, sumPassages)).toEqual(await readIndex(whole, sumPassages))
})
