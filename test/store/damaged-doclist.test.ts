// A list of where a word stands that a damaged file gives out as nothing: an error that says so, and no defect.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { crawlGuide, LAMBDA, makeIndex } from '../bundle/synthetic-index.ts'

const folder = mkdtempSync(join(tmpdir(), 'damaged-doclist-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As a flipped bit in a record's head does. */
function loseList(db: SqlDatabase, table: string): string {
  const term = db.prepare(`SELECT term FROM ${table} LIMIT 1`).get<{ term: string }>()?.term ?? ''
  db.exec(`CREATE TABLE lost AS SELECT term, postings, NULL AS list FROM ${table}; DROP TABLE ${table};
    ALTER TABLE lost RENAME TO ${table}`)
  return term
}

test('a word whose list is lost is damage of the index', async () => {
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => {
    crawlGuide(db, LAMBDA, 6)
    learnFromIndex(db)
  })
  const { db, close } = await openIndexForWriting(file)
  const term = loseList(db, 'doclist')
  expect(term).not.toBe('')
  expect(() => openPostings(db).get(term)).toThrowError(
    expect.objectContaining({ code: 'INDEX_DAMAGED', message: expect.stringContaining('doclist') }),
  )
  close()
})
