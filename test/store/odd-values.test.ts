// Values that a damaged file holds where there is no checksum, and errors that come while rows are read one by one.

import { describe, expect, it } from 'vitest'
import { searchPassages } from '../../src/search/search-passages.ts'
import { listGuideNames, listGuides, loadTocFiles } from '../../src/store/guides/guide-rows.ts'
import { loadRunFacts } from '../../src/store/guides/run-facts.ts'
import { listChanges } from '../../src/store/history/change-rows.ts'
import { listIntegrityProblems, listTextProblems } from '../../src/store/index/check-integrity.ts'
import { forgetDamaged } from '../../src/store/pages/damaged-pages.ts'
import { findPage, findReadablePage, listPagesOfGuide } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { explainSqliteError } from '../../src/store/sqlite/explain-sqlite-error.ts'
import { openBinding } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

const ODD = ['', '{', '["a', '5', 'null', '"text"']

describe.each(DRIVERS)('with $name', (driver) => {
  it.each(ODD)('a breadcrumb of %j fails no search; doctor names the page, and it is written anew', async (value) => {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    writePage(db, makePageWrite(guide, 'bulb', makePage('bulb', 'A filament glows.')))
    db.prepare('UPDATE page SET breadcrumb = ?').run(value)
    expect(searchPassages(db, { text: 'filament glows', limit: 5 }).hits.map(({ title }) => title)).toEqual(['bulb'])
    expect([...listIntegrityProblems(db), ...listTextProblems(db)].join()).toContain('/lamp/latest/dg/bulb.html')
    expect(forgetDamaged(db, guide.id)).toEqual(['/lamp/latest/dg/bulb.html'])
    writePage(db, makePageWrite(guide, 'bulb', makePage('bulb', 'A filament glows.')))
    expect(findPage(db, '/lamp/latest/dg/bulb.html')?.breadcrumb).toEqual(['Made-up Lamp', 'Developer Guide'])
    expect(listTextProblems(db)).toEqual([])
  })

  it.each([
    'name',
    'status',
    'title',
    'description',
    'content_hash',
    'first_seen_at',
    'checked_at',
    'extraction_version',
  ])(
    'a page whose %s is of another type fails no search and no crawl; doctor names it, and it is written anew',
    async (column) => {
      const { db } = await openNewIndex(driver)
      const guide = ensureLampGuide(db)
      const pages = ['bulb', 'shade'].map((name) => makePageWrite(guide, name, makePage(name, 'A filament glows.')))
      for (const page of pages) writePage(db, page)
      db.prepare(`UPDATE page SET ${column} = x'00ff' WHERE path LIKE '%bulb%'`).run()
      const path = '/lamp/latest/dg/bulb.html'
      expect(searchPassages(db, { text: 'filament glows', limit: 5 }).hits.map(({ title }) => title)).toEqual(['shade'])
      expect(() => findPage(db, path)).toThrow(expect.objectContaining({ code: 'INDEX_DAMAGED' }))
      expect(findReadablePage(db, path)).toBeUndefined()
      expect(listPagesOfGuide(db, guide.id).map(({ title }) => title)).toEqual(['shade'])
      // Of a page whose status is none it is not known whether it is there at all.
      if (column !== 'status') {
        expect(listTextProblems(db).join()).toContain(path)
        expect(forgetDamaged(db, guide.id)).toEqual([path])
      }
      for (const page of pages) writePage(db, page)
      expect(findPage(db, path)?.title).toBe('bulb')
      expect(listTextProblems(db)).toEqual([])
    },
  )

  it.each(['catalog_id', 'base', 'locale', 'product', 'title'])(
    'a guide whose %s is of another type is an error that says so',
    async (column) => {
      const { db } = await openNewIndex(driver)
      const guide = ensureLampGuide(db)
      writePage(db, makePageWrite(guide, 'bulb', makePage('bulb', 'A filament glows.')))
      db.prepare(`UPDATE guide SET ${column} = x'00ff'`).run()
      for (const use of [
        () => searchPassages(db, { text: 'filament glows', limit: 5 }),
        () => listGuides(db),
        () => listGuideNames(db),
      ])
        expect(use).toThrow(expect.objectContaining({ code: 'INDEX_DAMAGED' }))
    },
  )

  it.each(ODD)('%j for what is no page’s is an error that says so', async (value) => {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    writePage(db, makePageWrite(guide, 'bulb', makePage('bulb', 'A filament glows.')))
    db.prepare('UPDATE page_change SET detail = ?').run(value)
    db.prepare(
      "INSERT INTO meta (key, value) VALUES ('run_facts', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    ).run(value)
    db.prepare('UPDATE guide SET toc_files = ?').run(value)
    const damaged = expect.objectContaining({ code: 'INDEX_DAMAGED' })
    expect(() => listChanges(db, { since: 0, limit: 5 } as never)).toThrow(damaged)
    if (value !== '') expect(() => loadTocFiles(db, guide.id)).toThrow(damaged)
    expect(() => loadRunFacts(db)).toThrow(damaged)
  })
})

it('what a binding throws between two rows is explained like what it throws at once, and the rows are released', () => {
  let isEnded = false
  const rows = {
    next: () => {
      throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' })
    },
    return: () => {
      isEnded = true
      return { done: true as const, value: undefined }
    },
    [Symbol.iterator]() {
      return this
    },
  }
  const statement = { iterate: () => rows } as never
  const db = openBinding('better-sqlite3', 'index.sqlite', () => ({ prepare: () => statement }) as never)
  const reading = db.prepare('SELECT 1').iterate()
  expect(() => reading.next()).toThrow(expect.objectContaining({ code: 'INDEX_DAMAGED' }))
  reading.return?.()
  expect(isEnded).toBe(true)
})

it.each([{ code: 'SQLITE_NOMEM' }, { errcode: 7 }, { code: 'SQLITE_TOOBIG' }, { errcode: 18 }])(
  'a length in the file that asks for all memory (%j) is the file’s fault',
  (fields) => {
    const error = Object.assign(new Error('out of memory'), fields)
    expect(explainSqliteError(error, 'index.sqlite')).toMatchObject({ code: 'INDEX_UNREADABLE' })
  },
)

it.each([
  'no such module: fts1',
  'no such table: page',
  'vtable constructor failed: passage_index',
  'no such tokenizer: x',
  "invalid fts5 file format (found 0, expected 4 or 5) - run 'rebuild'",
])('a schema that has changed under us (%s) is the file’s fault', (text) => {
  expect(explainSqliteError(new Error(text), 'index.sqlite')).toMatchObject({ code: 'INDEX_UNREADABLE' })
})
