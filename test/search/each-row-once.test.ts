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
import { expectEachOnce, watchQuestions } from '../store/watch-questions.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

it.each<[string, (db: SqlDatabase) => unknown]>([
  ['a search', (db) => searchPassages(db, { text: 'delete an object', limit: 5 })],
  ['a search in two languages', (db) => searchPassages(db, { text: 'オブジェクトの削除', limit: 5 })],
  ['related pages', (db) => findRelatedPages(db, requireVaultQuotas(db), 5, 0)],
])('%s', (_, answer) => {
  const { db, asked } = watchQuestions(site.db)
  answer(db)
  expectEachOnce(asked)
})

it('rows of the tables in a section', async () => {
  for (const driver of DRIVERS) {
    const index = await openNewIndex(driver)
    const table = { section: 0, title: '', columns: ['Part', 'Use'], rows: [['filament', 'glows']], spans: [] }
    const page = { ...makePage('Parts', 'A filament glows.'), tables: [table, table] }
    writePage(index.db, makePageWrite(ensureLampGuide(index.db), 'parts', page))
    const { db, asked } = watchQuestions(index.db)
    expect(searchTables(db, { text: 'filament', maxRows: 5, section: 'Parts' }).searched).toBe(2)
    expectEachOnce(asked)
  }
})

function requireVaultQuotas(db: SqlDatabase) {
  const page = findPage(db, '/vault/latest/userguide/quotas.html')
  if (!page) throw new Error('the page is not there')
  return page
}
