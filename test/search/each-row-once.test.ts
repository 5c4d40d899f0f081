// No answer reads a row twice: what one step has read of a page goes on to the next.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { findRelatedPages } from '../../src/search/related/related-pages.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { searchTables } from '../../src/search/tables/search-tables.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from '../store/drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from '../store/made-page.ts'
import { openSite, type Site } from './made-site.ts'

const ABOUT_PAGES = /\bFROM (?:page|section|passage|page_text)\b/

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

/** The same index, and the questions about pages that were put to it. */
function watch(db: SqlDatabase): { readonly db: SqlDatabase; readonly asked: string[] } {
  const asked: string[] = []
  const prepare: SqlDatabase['prepare'] = (sql) => {
    const statement = db.prepare(sql)
    const note = (params: readonly unknown[]) => {
      if (ABOUT_PAGES.test(sql)) asked.push(`${sql.replace(/\s+/g, ' ')} ${JSON.stringify(params)}`)
    }
    return {
      ...statement,
      get: (...params) => {
        note(params)
        return statement.get(...params)
      },
      all: (...params) => {
        note(params)
        return statement.all(...params)
      },
      firstColumn: (...params) => {
        note(params)
        return statement.firstColumn(...params)
      },
    }
  }
  return { db: { ...db, prepare }, asked }
}

it.each<[string, (db: SqlDatabase) => unknown]>([
  ['a search', (db) => searchPassages(db, { text: 'delete an object', limit: 5 })],
  ['a search in two languages', (db) => searchPassages(db, { text: 'オブジェクトの削除', limit: 5 })],
  ['related pages', (db) => findRelatedPages(db, requireVaultQuotas(db), 5, 0)],
])('%s', (_, answer) => {
  const { db, asked } = watch(site.db)
  answer(db)
  expectEachOnce(asked)
})

it('rows of the tables in a section', async () => {
  for (const driver of DRIVERS) {
    const index = await openNewIndex(driver)
    const table = { section: 0, title: '', columns: ['Part', 'Use'], rows: [['filament', 'glows']], spans: [] }
    const page = { ...makePage('Parts', 'A filament glows.'), tables: [table, table] }
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'parts', page))
    const { db, asked } = watch(index.db)
    expect(searchTables(db, { text: 'filament', maxRows: 5, section: 'Parts' }).searched).toBe(2)
    expectEachOnce(asked)
  }
})

function expectEachOnce(asked: readonly string[]): void {
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((question, at) => asked.indexOf(question) !== at)).toEqual([])
}

function requireVaultQuotas(db: SqlDatabase) {
  const page = findPage(db, '/vault/latest/userguide/quotas.html')
  if (!page) throw new Error('the page is not there')
  return page
}
