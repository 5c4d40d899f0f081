// Files that are not what their name or their header says.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APPLICATION_ID } from '../../src/store/index/migrations.ts'
import { openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { makeTemporaryFolder } from '../bundle/synthetic-index.ts'
import { DRIVERS, makeTemporaryFile, openNewIndex } from './drivers.ts'

describe.each(DRIVERS)('with $name', (driver) => {
  it.each([' ', '\t', '\n', '\u00a0'])('a name with a blank at its end (%j) opens no other file', async (blank) => {
    const folder = makeTemporaryFolder()
    const file = join(folder, 'other.db')
    const other = driver.open(file, { readOnly: false, busyTimeoutMs: 0 })
    other.exec('CREATE TABLE theirs (id INTEGER)')
    other.close()
    const before = readFileSync(file)
    for (const open of [openIndexForWriting, openIndexForReading]) {
      await expect(open(file + blank, driver)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('somebody else’s database that appears while the index is opened is left alone', async () => {
    const file = makeTemporaryFile('index.sqlite')
    const meddling = {
      ...driver,
      open: (name: string, options: Parameters<typeof driver.open>[1]) => {
        const other = driver.open(name, { readOnly: false, busyTimeoutMs: 0 })
        other.exec('CREATE TABLE theirs (id INTEGER)')
        other.close()
        return driver.open(name, options)
      },
    }
    await expect(openIndexForWriting(file, meddling)).rejects.toMatchObject({ code: 'NOT_AN_INDEX' })
    expect(readFileSync(file).includes('passage_index')).toBe(false)
  })

  it.each([-1, 0, 1, 2, 3])(
    'a header that claims schema %i of a newer file is an error, and the file stays',
    async (version) => {
      const file = makeTemporaryFile('index.sqlite')
      const index = await openNewIndex(driver, file)
      index.db.exec(`PRAGMA user_version = ${version}`)
      index.close()
      const before = readFileSync(file)
      for (const open of [openIndexForReading, openIndexForWriting]) {
        await expect(open(file, driver)).rejects.toMatchObject({
          code: 'INDEX_DAMAGED',
          message: expect.stringContaining(`it claims schema ${version}`),
        })
      }
      expect(readFileSync(file).equals(before)).toBe(true)
    },
  )

  it.each([1, 2, 3, 4])('so is one that claims schema %i and has no tables', async (version) => {
    const file = makeTemporaryFile('index.sqlite')
    const db = driver.open(file, { readOnly: false, busyTimeoutMs: 0 })
    db.exec(
      `PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE theirs (id INTEGER); PRAGMA user_version = ${version}`,
    )
    db.close()
    await expect(openIndexForReading(file, driver)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  })

  it('an index whose making was killed at its beginning is made', async () => {
    const file = makeTemporaryFile('index.sqlite')
    writeFileSync(file, '')
    const db = driver.open(file, { readOnly: false, busyTimeoutMs: 0 })
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
    db.close()
    const index = await openIndexForWriting(file, driver)
    expect(index.db.prepare('SELECT count(*) AS n FROM page').get()).toEqual({ n: 0 })
    index.close()
  })
})
