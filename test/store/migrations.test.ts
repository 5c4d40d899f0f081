// Indexes of older schemas, opened by today's program.

import { describe, expect, test } from 'vitest'
import { readDoclist } from '../../src/store/fulltext/read-doclist.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { SCHEMA_VERSION } from '../../src/store/index/migrations.ts'
import { openIndexForReading, openIndexForWriting, readPragma } from '../../src/store/index/open-index.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, makeTemporaryFile } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

/** Takes back what schema 4 added, but for the full-text index itself, which is made anew. */
const UNDO_4 = `ALTER TABLE passage DROP COLUMN terms;
  DROP TABLE doclist; DROP TABLE anchor_doclist; DROP TABLE learned_array; DROP TABLE unlearned_page`

describe.each(DRIVERS)('with $name', (driver) => {
  test('an older schema is migrated when somebody opens it, to read too', async () => {
    const file = makeTemporaryFile()
    const old = driver.open(file, { readOnly: false, busyTimeoutMs: 0 })
    old.exec(`PRAGMA application_id = ${0x41575344}`) // killed before the first migration
    old.close()
    const reader = await openIndexForReading(file, driver)
    expect(readPragma(reader.db, 'user_version')).toBe(SCHEMA_VERSION)
    expect(listGuides(reader.db)).toEqual([])
    reader.close()
  })

  test('a migration fills what it adds from what the file holds', async () => {
    const file = makeTemporaryFile()
    const index = await openIndexForWriting(file, driver)
    const page = makePage('Bulb', 'Against smoke: [Other](https://docs.aws.amazon.com/lamp/latest/dg/other.html)')
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'bulb', page))
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'other', makePage('Other', 'Linked to.')))
    index.db.exec(`ALTER TABLE link DROP COLUMN said; ${UNDO_4}; PRAGMA user_version = 2`)
    index.close()
    const reader = await openIndexForReading(file, driver)
    const said = reader.db.prepare("SELECT said FROM link WHERE said <> ''").firstColumn<string>()
    expect(said).toEqual(['against smoke'])
    reader.close()
  })

  test('an index of a schema before how often terms are said gets one that says it', async () => {
    const file = makeTemporaryFile()
    const index = await openIndexForWriting(file, driver)
    const page = makePage('Bulb', 'Smoke here, smoke there. Light.')
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'bulb', page))
    const marksOf = (db: SqlDatabase, term: string) => [...readDoclist(db, term).marks]
    const before = ['smoke', 'light', 'bulb'].map((term) => marksOf(index.db, term))
    index.db.exec(`${UNDO_4}; PRAGMA user_version = 3`)
    index.close()
    const reader = await openIndexForReading(file, driver)
    expect(['smoke', 'light', 'bulb'].map((term) => marksOf(reader.db, term))).toEqual(before)
    expect(before.slice(0, 2)).toEqual([[2], [1]]) // twice, once
    reader.close()
  })
})
