// An index that another file takes the place of while it is served.

import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createIndexReader } from '../../src/app/index/index-reader.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import {
  crawlGuide,
  crawlPage,
  LAMBDA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  START,
} from '../bundle/synthetic-index.ts'

const listGuideIds = (db: SqlDatabase) =>
  db.prepare('SELECT catalog_id AS id FROM guide ORDER BY id').firstColumn<string>()
const countPages = (db: SqlDatabase) => db.prepare('SELECT count(*) AS n FROM page').firstColumn<number>()[0]

function openReader(file: string) {
  const reader = createIndexReader(file)
  onTestFinished(() => reader.close())
  return reader
}

// What `cp` does: the same file, cut to nothing and written anew.
function copyOver(from: string, to: string): void {
  const { ino } = statSync(to)
  writeFileSync(to, readFileSync(from))
  expect(statSync(to).ino).toBe(ino)
}

it('a copy over the index is read like any new one, and never mixed with the old one', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 40))
  const other = await makeIndex(join(folder, 'other.sqlite'), (db) => crawlGuide(db, QUEUE, 30))
  // SQLite tells files apart by this number alone.
  const counterOf = (name: string) => readFileSync(name).readUInt32BE(24)
  expect(counterOf(file)).toBe(counterOf(other))
  const reader = openReader(file)
  expect(listGuideIds(await reader.getDatabase())).toEqual(['lamp-dg'])
  copyOver(other, file)
  const db = await reader.getDatabase()
  expect([listGuideIds(db), countPages(db)]).toEqual([['queue-dg'], 30])
})

it('an index that is cut short while it is served is an error and not the end of the process', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 200))
  const reader = openReader(file)
  const held = await reader.getDatabase()
  const whole = readFileSync(file)
  for (const length of [0, 100, 4096, 50_000, whole.length - 4096]) {
    truncateSync(file, length)
    const read = async () => (await reader.getDatabase()).prepare('SELECT sum(length(markdown)) FROM page_text').get()
    await expect(read()).rejects.toMatchObject({ code: expect.stringMatching(/^INDEX_|NOT_AN_INDEX/) })
    expect(() => held.prepare('SELECT sum(length(markdown)) FROM page_text').get()).toThrow()
    writeFileSync(file, whole)
  }
  expect(countPages(await reader.getDatabase())).toBe(200)
})

it('a writer beside the reader is followed without opening the index anew', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 3))
  const writer = await openIndexForWriting(file)
  const reader = openReader(file)
  const db = await reader.getDatabase()
  for (const name of ['new-1', 'new-2']) {
    crawlPage(writer.db, LAMBDA, name, 'New.', START)
    writer.db.exec('PRAGMA wal_checkpoint(PASSIVE)')
    expect(await reader.getDatabase()).toBe(db)
  }
  expect(countPages(db)).toBe(5)
  writer.close()
  expect(countPages(await reader.getDatabase())).toBe(5)
})

it('an index that is renamed to its place is opened', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 3))
  const reader = openReader(file)
  await reader.getDatabase()
  renameSync(await makeIndex(join(folder, 'other.sqlite'), (db) => crawlGuide(db, QUEUE, 4)), file)
  expect(listGuideIds(await reader.getDatabase())).toEqual(['queue-dg'])
})
