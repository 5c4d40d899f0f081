// What a session reads of the index again and again is read once, also that it is not there.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { getIndexedPages } from '../../src/search/candidates/indexed-pages.ts'
import { openPostings } from '../../src/store/fulltext/postings.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { openSite, type Site } from './made-site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

// `data_version` is asked each time: whether all that is kept still holds.
function countAsked(db: SqlDatabase) {
  const asked: string[] = []
  const prepare = (sql: string) => {
    if (!sql.includes('data_version')) asked.push(sql)
    return db.prepare(sql)
  }
  return { db: { ...db, prepare }, asked }
}

test.each([
  ['a page that is there', () => openPostings(site.db).map.pageIds[0] ?? 0, true],
  ['a page that is not there', () => 999_999, false],
])('%s is looked up once', (_, pageId, isThere) => {
  const { db, asked } = countAsked(site.db)
  const pages = getIndexedPages(db)
  expect(pages.outline(pageId()) !== undefined).toBe(isThere)
  const before = asked.length
  expect(before).toBeGreaterThan(0)
  expect(getIndexedPages(db).outline(pageId()) !== undefined).toBe(isThere)
  expect(asked.length).toBe(before)
})
