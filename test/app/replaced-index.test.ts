// An index that another file takes the place of while it is served.

import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createIndexReader } from '../../src/app/index/index-reader.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { crawlGuide, crawlPage, LAMBDA, madeIndex, QUEUE, START, temporaryFolder } from '../bundle/synthetic-index.ts'

const guidesOf = (db: SqlDatabase) => db.prepare('SELECT catalog_id AS id FROM guide ORDER BY id').firstColumn<string>()
const pagesOf = (db: SqlDatabase) => db.prepare('SELECT count(*) AS n FROM page').firstColumn<number>()[0]

function readerOf(file: string) {
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
  const folder = temporaryFolder()
  const file = await madeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 40))
  const other = await madeIndex(join(folder, 'other.sqlite'), (db) => crawlGuide(db, QUEUE, 30))
  // SQLite tells files apart by this number alone.
  const counterOf = (name: string) => readFileSync(name).readUInt32BE(24)
  expect(counterOf(file)).toBe(counterOf(other))
  const reader = readerOf(file)
  expect(guidesOf(await reader.database())).toEqual(['lamp-dg'])
  copyOver(other, file)
  const db = await reader.database()
  expect([guidesOf(db), pagesOf(db)]).toEqual([['queue-dg'], 30])
})

it('an index that is cut short while it is served is an error and not the end of the process', async () => {
  const folder = temporaryFolder()
  const file = await madeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 200))
  const reader = readerOf(file)
  const held = await reader.database()
  const whole = readFileSync(file)
  for (const length of [0, 100, 4096, 50_000, whole.length - 4096]) {
    truncateSync(file, length)
    const read = async () => (await reader.database()).prepare('SELECT sum(length(markdown)) FROM page_text').get()
    await expect(read()).rejects.toMatchObject({ code: expect.stringMatching(/^INDEX_|NOT_AN_INDEX/) })
    expect(() => held.prepare('SELECT sum(length(markdown)) FROM page_text').get()).toThrow()
    writeFileSync(file, whole)
  }
  expect(pagesOf(await reader.database())).toBe(200)
})

it('a writer beside the reader is followed without opening the index anew', async () => {
  const folder = temporaryFolder()
  const file = await madeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 3))
  const writer = await openIndexForWriting(file)
  const reader = readerOf(file)
  const db = await reader.database()
  for (const name of ['new-1', 'new-2']) {
    crawlPage(writer.db, LAMBDA, name, 'New.', START)
    writer.db.exec('PRAGMA wal_checkpoint(PASSIVE)')
    expect(await reader.database()).toBe(db)
  }
  expect(pagesOf(db)).toBe(5)
  writer.close()
  expect(pagesOf(await reader.database())).toBe(5)
})

it('an index that is renamed to its place is opened', async () => {
  const folder = temporaryFolder()
  const file = await madeIndex(join(folder, 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 3))
  const reader = readerOf(file)
  await reader.database()
  renameSync(await madeIndex(join(folder, 'other.sqlite'), (db) => crawlGuide(db, QUEUE, 4)), file)
  expect(guidesOf(await reader.database())).toEqual(['queue-dg'])
})
