// What status says of an index: numbers, ages, failures by URL, the cache, and runs that go on or were killed.

import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findGuide } from '../../src/store/guides/guide-rows.ts'
import { startRun } from '../../src/store/lock/run-lock.ts'
import { openPageCache } from '../../src/store/page-cache/page-cache.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import {
  crawlGuide,
  DAY,
  LAMBDA,
  LAMBDA_JA,
  makeIndex,
  makePage,
  makeTemporaryFolder,
  START,
} from '../bundle/synthetic-index.ts'
import { runIn } from './run-in-folder.ts'

async function readStatus(folder: string) {
  const { code, stdout } = await runIn(folder, ['status', '--json'])
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

function failPage(db: SqlDatabase, name: string, reason: string): void {
  const guide = findGuide(db, LAMBDA.base, 'en_us')
  db.prepare(
    `INSERT INTO frontier (guide_id, path, state, priority, outcome, detail) VALUES (?, ?, 'done', 0, 'failed', ?)`,
  ).run(guide?.id ?? 0, `${LAMBDA.base}${name}.html`, reason)
}

it('counts pages, sections and locales, tells ages, and names what failed', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => {
    crawlGuide(db, LAMBDA, 5)
    crawlGuide(db, LAMBDA_JA, 4, START + 3 * DAY)
    failPage(db, 'lost', 'answers 503')
  })
  expect(await readStatus(folder)).toMatchObject({
    file,
    exists: true,
    pages: 9,
    sections: 18,
    locales: ['en_us', 'ja_jp'],
    confirmed: { oldest: START, median: START + 4, newest: START + 3 * DAY + 3 },
    guides: [
      { id: 'lamp-dg', locale: 'en_us', pages: 5, failed: 1, oldest: START, newest: START + 4 },
      { id: 'lamp-dg', locale: 'ja_jp', pages: 4, failed: 0 },
    ],
    failures: [
      {
        guide: 'lamp-dg',
        locale: 'en_us',
        url: 'https://docs.aws.amazon.com/lamp/latest/dg/lost.html',
        reason: 'answers 503',
      },
    ],
    cache: { kind: 'none' },
    running: [],
  })
  const { stdout } = await runIn(folder, ['status'])
  expect(stdout).toContain('9 pages with 18 sections in 2 guides (en_us, ja_jp)')
  expect(stdout).toContain('failed   https://docs.aws.amazon.com/lamp/latest/dg/lost.html: answers 503')
})

it('counts the pages that were read live, and makes no cache to do so', async () => {
  const folder = makeTemporaryFolder()
  await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 2))
  expect((await readStatus(folder)).cache).toMatchObject({ kind: 'none' })
  const cache = await openPageCache(join(folder, 'index.cache.sqlite'))
  const validators = { etag: undefined, lastModified: undefined }
  cache.put({ path: '/lamp/latest/dg/a.html', page: makePage(LAMBDA, 'a', 'Text.'), validators, fetchedAt: START })
  cache.close()
  const { cache: found } = await readStatus(folder)
  expect(found).toMatchObject({ kind: 'pages', pages: 1 })
  expect(found.bytes).toBeGreaterThan(4096)
})

it('tells a run that goes on from one that was killed', async () => {
  const folder = makeTemporaryFolder()
  const file = join(folder, 'index.sqlite')
  const isAlive = () => undefined
  await makeIndex(file, (db) => {
    crawlGuide(db, LAMBDA, 2)
    startRun(db, { kind: 'crawl', owner: `${hostname()}:${process.pid}`, now: Date.now(), isAlive })
  })
  expect((await readStatus(folder)).running).toMatchObject([{ kind: 'crawl', isAlive: true }])
  // Two minutes without a heartbeat are what SQLite's work takes; twenty are another process with the number of the one
  // that was killed.
  await makeIndex(file, (db) => db.exec('UPDATE run SET heartbeat_at = heartbeat_at - 120000'))
  expect((await readStatus(folder)).running).toMatchObject([{ kind: 'crawl', isAlive: true }])
  await makeIndex(file, (db) => db.exec('UPDATE run SET heartbeat_at = heartbeat_at - 1080000'))
  expect((await readStatus(folder)).running).toMatchObject([{ kind: 'crawl', isAlive: false }])
  expect((await runIn(folder, ['status'])).stdout).toContain('was killed; the next one takes the index over')
})

it('without an index says how to get one', async () => {
  const folder = makeTemporaryFolder()
  expect(await readStatus(folder)).toMatchObject({ exists: false, pages: 0, guides: [], failures: [] })
  expect((await runIn(folder, ['status'])).stdout).toMatch(/aws-docs-offline --index \S+ crawl lambda-dg/)
})

it('an import beats where nobody sees it: it goes on as long as its process does', async () => {
  const folder = makeTemporaryFolder()
  const file = join(folder, 'index.sqlite')
  await makeIndex(file, (db) => {
    crawlGuide(db, LAMBDA, 2)
    const owner = `${hostname()}:${process.pid}`
    startRun(db, { kind: 'import', owner, now: Date.now() - 120_000, isAlive: () => undefined })
  })
  expect((await readStatus(folder)).running).toMatchObject([{ kind: 'import', isAlive: true }])
  expect((await runIn(folder, ['status'])).stdout).toContain('An import is running')
})
