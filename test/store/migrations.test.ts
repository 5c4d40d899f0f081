// Indexes of older schemas, opened by today's program.

import { describe, expect, test } from 'vitest'
import { learnCommonTerms } from '../../src/store/fulltext/learned-terms.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import { readDoclist } from '../../src/store/fulltext/read-doclist.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { listIntegrityProblems } from '../../src/store/index/check-integrity.ts'
import { SCHEMA_VERSION } from '../../src/store/index/migrations.ts'
import { openIndexForReading, openIndexForWriting, readPragma } from '../../src/store/index/open-index.ts'
import { loadPageContent } from '../../src/store/pages/page-export.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, makeTemporaryFile } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

/** Takes back what schema 4 added, but for the full-text index itself, which is made anew. */
const UNDO_4 = `ALTER TABLE passage DROP COLUMN terms;
  DROP TABLE doclist; DROP TABLE anchor_doclist; DROP TABLE learned_array; DROP TABLE unlearned_page`

/** An index as schema 4 had it: every anchor written out, doclists without row ids, more indices. */
const UNDO_5 = `
  UPDATE passage SET anchor = (SELECT anchor FROM section WHERE page_id = passage.id / 4096 AND ordinal = section)
    WHERE anchor = '';
  CREATE TABLE old (term TEXT PRIMARY KEY, postings INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
  INSERT INTO old SELECT * FROM doclist; DROP TABLE doclist; ALTER TABLE old RENAME TO doclist;
  DROP INDEX frontier_next; CREATE INDEX frontier_next ON frontier (guide_id, state, priority);
  CREATE INDEX page_name ON page (name);
  PRAGMA user_version = 4`

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

  test('an index that stores the same in more space is read as it is, and holds the same once it is migrated', async () => {
    const file = makeTemporaryFile()
    const page = makePage('Bulb', 'Smoke here.', { Sockets: 'Smoke there.', Glass: 'Smoke all over.' })
    const passages = page.passages.map((passage) => (passage.section === 2 ? { ...passage, anchor: 'term' } : passage))
    const index = await openIndexForWriting(file, driver)
    for (const name of ['bulb', 'lamp', 'torch', 'wick'])
      writePage(index.db, makePageWrite(ensureLampGuide(index.db), name, { ...page, passages }))
    learnCommonTerms(index.db)
    const schema = readSchema(index.db)
    const made = readHeld(index.db)
    expect(made).toMatchObject({ anchors: ['', 'sockets', 'term'], smoke: 12, stored: ['', 'term'] })
    index.db.exec(UNDO_5)
    index.close()
    const reader = await openIndexForReading(file, driver)
    expect(readPragma(reader.db, 'user_version')).toBe(4)
    expect(readHeld(reader.db)).toEqual({ ...made, stored: ['', 'sockets', 'term'] })
    reader.close()
    const writer = await openIndexForWriting(file, driver)
    expect(readSchema(writer.db)).toEqual(schema)
    expect(readHeld(writer.db)).toEqual({ ...made, doclists: [] }) // schema 6 has terms that were not learnt
    learnCommonTerms(writer.db)
    expect(readHeld(writer.db)).toEqual(made)
    expect(listIntegrityProblems(writer.db)).toEqual([])
    writer.close()
  })

  test('an index of a schema that took plural acronyms for stop words is made anew, and says nothing twice', async () => {
    const file = makeTemporaryFile()
    const index = await openIndexForWriting(file, driver)
    const page = makePage(
      'Sharing AMIs',
      'See [other AMIs](https://docs.aws.amazon.com/lamp/latest/dg/other.html) of vendors.',
    )
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'share', page))
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'other', makePage('Other', 'Linked to.')))
    learnCommonTerms(index.db)
    const before = readTerms(index.db)
    expect(before).toContainEqual({ term: 'ami', doc: 1 })
    index.db.exec(`DELETE FROM passage_index WHERE rowid IN (SELECT id FROM passage);
      UPDATE link SET said = ''; PRAGMA user_version = 5`)
    index.close()
    const writer = await openIndexForWriting(file, driver)
    expect(readTerms(writer.db)).toEqual(before)
    expect(writer.db.prepare("SELECT said FROM link WHERE said <> ''").firstColumn<string>()).toEqual(['vendor'])
    expect(writer.db.prepare('SELECT term FROM doclist').all()).toEqual([])
    expect(listIntegrityProblems(writer.db)).toEqual([])
    writer.close()
  })
})

function readTerms(db: SqlDatabase) {
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.counted USING fts5vocab (main, passage_index, row)')
  return db.prepare('SELECT term, doc FROM temp.counted ORDER BY term').all<{ term: string; doc: number }>()
}

/** Anchors of a page's passages as they are read, those that are stored, and how often a learnt word stands. */
function readHeld(db: SqlDatabase) {
  const { id = 0 } = findPage(db, '/lamp/latest/dg/bulb.html') ?? {}
  return {
    anchors: loadPageContent(db, id)?.passages.map(({ anchor }) => anchor),
    stored: db.prepare('SELECT DISTINCT anchor FROM passage ORDER BY 1').firstColumn<string>(),
    smoke: openPostings(db).get('smoke').ordinals.length,
    doclists: db.prepare('SELECT term, postings, list FROM doclist ORDER BY term').all(),
  }
}

function readSchema(db: SqlDatabase): string[] {
  const rows = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').firstColumn<string>()
  return rows.filter((sql) => !sql.includes('sqlite_stat'))
}
