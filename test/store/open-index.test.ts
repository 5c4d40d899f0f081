import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { SCHEMA_VERSION } from '../../src/store/index/migrations.ts'
import { openIndexForReading, openIndexForWriting, readPragma } from '../../src/store/index/open-index.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, makeTemporaryFile, openNewIndex } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

const WAL = 2
const ROLLBACK_JOURNAL = 1
const readJournalMode = (file: string) => readFileSync(file)[18]

test('at least one SQLite binding loads', () => {
  expect(DRIVERS.length).toBeGreaterThan(0)
})

describe.each(DRIVERS)('an index opened with $name', (driver) => {
  test('is made where there was none, folders included', async () => {
    const file = join(dirname(makeTemporaryFile()), 'deep', 'down', 'index.sqlite')
    const index = await openNewIndex(driver, file)
    expect(index.db.driver).toBe(driver.name)
    expect(readPragma(index.db, 'user_version')).toBe(SCHEMA_VERSION)
    expect(readPragma(index.db, 'foreign_keys')).toBe(1)
    expect(listGuides(index.db)).toEqual([])
  })

  test('that a killed writer left with its log is one file again after the last reader, and after the next writer', async () => {
    const source = await openNewIndex(driver)
    ensureLampGuide(source.db)
    const beside = (file: string) => ['-wal', '-shm'].filter((suffix) => existsSync(file + suffix))
    expect(beside(source.file)).toHaveLength(2)
    const left = () => {
      const copy = makeTemporaryFile()
      for (const suffix of ['', '-wal']) copyFileSync(source.file + suffix, copy + suffix) // as a kill leaves the files
      return copy
    }
    const read = left()
    const [first, last] = [await openIndexForReading(read, driver), await openIndexForReading(read, driver)]
    expect([listGuides(first.db).length, listGuides(last.db).length]).toEqual([1, 1])
    first.close()
    expect(listGuides(last.db)).toHaveLength(1)
    expect(readJournalMode(read)).toBe(WAL)
    last.close()
    expect([readJournalMode(read), beside(read)]).toEqual([ROLLBACK_JOURNAL, []])

    const written = left()
    ;(await openIndexForWriting(written, driver)).close()
    expect([readJournalMode(written), beside(written)]).toEqual([ROLLBACK_JOURNAL, []])
    source.close()
  })

  test('that is being written keeps its log when a reader leaves', async () => {
    const writer = await openNewIndex(driver)
    ensureLampGuide(writer.db)
    const reader = await openIndexForReading(writer.file, driver)
    expect(listGuides(reader.db)).toHaveLength(1)
    reader.close()
    expect(readJournalMode(writer.file)).toBe(WAL)
    writer.db.exec("UPDATE guide SET title = 'Other'")
    writer.close()
    const after = await openIndexForReading(writer.file, driver)
    expect(listGuides(after.db).map(({ title }) => title)).toEqual(['Other'])
    after.close()
  })

  test('is one file at rest, which readers open without writing beside it', async () => {
    const file = makeTemporaryFile()
    const index = await openIndexForWriting(file, driver)
    ensureLampGuide(index.db)
    expect(readJournalMode(file)).toBe(WAL)
    index.close()
    index.close() // closing twice is closing once
    expect(readJournalMode(file)).toBe(ROLLBACK_JOURNAL)
    const reader = await openIndexForReading(file, driver)
    expect(listGuides(reader.db)).toHaveLength(1)
    expect([existsSync(`${file}-wal`), existsSync(`${file}-shm`)]).toEqual([false, false])
    reader.close()
  })

  test('gives readers the last commit while pages are written', async () => {
    const index = await openNewIndex(driver)
    const guide = ensureLampGuide(index.db)
    const reader = await openIndexForReading(index.file, driver)
    index.db.transaction(() => {
      writePage(index.db, makePageWrite(guide, 'a', makePage('A', 'text')))
      expect(findPage(reader.db, '/lamp/latest/dg/a.html')).toBeUndefined()
    })
    expect(findPage(reader.db, '/lamp/latest/dg/a.html')?.title).toBe('A')
    index.close() // stays in WAL mode, since somebody reads
    expect(findPage(reader.db, '/lamp/latest/dg/a.html')?.title).toBe('A')
    reader.close()
    ;(await openIndexForWriting(index.file, driver)).close()
    expect(readJournalMode(index.file)).toBe(ROLLBACK_JOURNAL)
  })

  test('cannot be written by a reader', async () => {
    const index = await openNewIndex(driver)
    const reader = await openIndexForReading(index.file, driver)
    expect(() => ensureLampGuide(reader.db)).toThrow(expect.objectContaining({ code: 'INDEX_READ_ONLY' }))
    reader.close()
  })

  test('an index that is not there, or an empty file, is no index yet', async () => {
    const file = makeTemporaryFile()
    await expect(openIndexForReading(file, driver)).rejects.toMatchObject({ code: 'NO_INDEX' })
    writeFileSync(file, '')
    await expect(openIndexForReading(file, driver)).rejects.toMatchObject({ code: 'NO_INDEX' })
    ;(await openIndexForWriting(file, driver)).close()
    ;(await openIndexForReading(file, driver)).close()
  })

  test.each([
    ['text', 'These are my notes, and they are longer than a SQLite header is. '.repeat(20)],
    ['a short file', 'x'],
  ])('%s is refused and left as it is', async (_, content) => {
    const file = makeTemporaryFile()
    writeFileSync(file, content)
    await expect(openIndexForReading(file, driver)).rejects.toMatchObject({ code: 'NOT_AN_INDEX' })
    await expect(openIndexForWriting(file, driver)).rejects.toMatchObject({ code: 'NOT_AN_INDEX' })
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  test("somebody else's database is refused and left as it is", async () => {
    const file = makeTemporaryFile()
    const other = driver.open(file, { readOnly: false, busyTimeoutMs: 0 })
    other.exec('CREATE TABLE precious (x)')
    other.close()
    const before = readFileSync(file)
    await expect(openIndexForReading(file, driver)).rejects.toMatchObject({ code: 'NOT_AN_INDEX' })
    await expect(openIndexForWriting(file, driver)).rejects.toMatchObject({ code: 'NOT_AN_INDEX' })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a newer schema is refused with the way out', async () => {
    const index = await openIndexForWriting(makeTemporaryFile(), driver)
    index.db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
    index.close()
    for (const open of [openIndexForReading, openIndexForWriting]) {
      await expect(open(index.file, driver)).rejects.toMatchObject({
        code: 'INDEX_TOO_NEW',
        hint: expect.stringContaining('Update'),
      })
    }
  })

  test.each(['DELETE', 'WAL'])(
    'a reader undoes what a writer was killed in the middle of (then in %s mode)',
    async (mode) => {
      const index = await openIndexForWriting(makeTemporaryFile(), driver)
      ensureLampGuide(index.db)
      index.close()
      const db = driver.open(index.file, { readOnly: false, busyTimeoutMs: 0 })
      const killed = makeTemporaryFile('killed.sqlite')
      db.exec('PRAGMA cache_size = 1; CREATE TABLE more (text TEXT)')
      db.transaction(() => {
        db.exec(
          'INSERT INTO more WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 99) SELECT hex(zeroblob(9999)) FROM n',
        )
        for (const end of ['', '-journal']) copyFileSync(index.file + end, killed + end)
      })
      db.close()
      // The switch to WAL mode and back is written under a rollback journal like everything else.
      const bytes = readFileSync(killed)
      if (mode === 'WAL') bytes.fill(WAL, 18, 20)
      writeFileSync(killed, bytes)
      const reader = await openIndexForReading(killed, driver)
      expect(listGuides(reader.db)).toHaveLength(1)
      expect(reader.db.prepare('SELECT count(*) FROM more').firstColumn()).toEqual([0])
      reader.close()
      expect(existsSync(`${killed}-journal`)).toBe(false)
    },
  )

  test('two that make the same index at once both get it', async () => {
    const file = makeTemporaryFile()
    const both = await Promise.all([openIndexForWriting(file, driver), openIndexForWriting(file, driver)])
    for (const index of both) expect(readPragma(index.db, 'user_version')).toBe(SCHEMA_VERSION)
    for (const index of both) index.close()
  })

  test('a damaged file is named as such, at the latest when the damage is read', async () => {
    const index = await openIndexForWriting(makeTemporaryFile(), driver)
    const guide = ensureLampGuide(index.db)
    for (let n = 0; n < 60; n++)
      writePage(index.db, makePageWrite(guide, `p${n}`, makePage(`P ${n}`, 'text '.repeat(200))))
    index.close()
    const bytes = readFileSync(index.file)
    bytes.fill(0xa5, 4096) // all but the first page
    writeFileSync(index.file, bytes)
    const read = async () => {
      const reader = await openIndexForReading(index.file, driver)
      try {
        findPage(reader.db, '/lamp/latest/dg/p1.html')
      } finally {
        reader.close()
      }
    }
    await expect(read()).rejects.toMatchObject({ code: 'INDEX_DAMAGED', hint: expect.stringContaining('doctor') })
  })

  test('what a killed writer had committed is there for the next one', async () => {
    const file = makeTemporaryFile()
    const index = await openNewIndex(driver, file)
    ensureLampGuide(index.db)
    const copy = makeTemporaryFile('copy.sqlite')
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix) // as a kill leaves the files
    const reader = await openIndexForReading(copy, driver)
    expect(listGuides(reader.db)).toHaveLength(1)
    reader.close()
  })

  test('a full disk stops a write with the way out, and keeps what was committed', async () => {
    const index = await openNewIndex(driver)
    const guide = ensureLampGuide(index.db)
    writePage(index.db, makePageWrite(guide, 'kept', makePage('Kept', 'text')))
    index.db.exec(`PRAGMA max_page_count = ${readPragma(index.db, 'page_count') + 4}`)
    const fill = () => {
      for (let n = 0; n < 500; n++)
        index.db.transaction(() =>
          writePage(index.db, makePageWrite(guide, `p${n}`, makePage(`P ${n}`, `${n} `.repeat(300)))),
        )
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
    expect(findPage(index.db, '/lamp/latest/dg/kept.html')?.status).toBe('live')
    index.db.transaction(() => expect(listGuides(index.db)).toHaveLength(1)) // no transaction was left open
  })

  test('a second writer is told that the file is busy', async () => {
    const index = await openNewIndex(driver)
    const other = driver.open(index.file, { readOnly: false, busyTimeoutMs: 0 })
    index.db.transaction(() => {
      expect(() => other.transaction(() => {})).toThrow(expect.objectContaining({ code: 'INDEX_BUSY' }))
    })
    other.transaction(() => {})
    other.close()
  })

  test('a folder in the place of the file, or a file in the place of its folder, is an error that says so', async () => {
    const folder = makeTemporaryFile('folder')
    mkdirSync(folder)
    const isFolder = { code: 'NOT_AN_INDEX', message: `${folder} is a folder, and an index is a file.` }
    await expect(openIndexForWriting(folder, driver)).rejects.toMatchObject(isFolder)
    await expect(openIndexForReading(folder, driver)).rejects.toMatchObject(isFolder)
    const file = makeTemporaryFile('file')
    writeFileSync(file, '')
    await expect(openIndexForWriting(join(file, 'index.sqlite'), driver)).rejects.toMatchObject({
      code: 'INDEX_READ_ONLY',
    })
  })

  test('a transaction that throws leaves nothing behind', async () => {
    const index = await openNewIndex(driver)
    const failing = () =>
      index.db.transaction(() => {
        ensureLampGuide(index.db)
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(listGuides(index.db)).toEqual([])
  })
})
