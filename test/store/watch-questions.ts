// An index that notes what it is asked about pages, to see that nothing is asked twice.

import { expect } from 'vitest'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'

const ABOUT_PAGES = /\bFROM (?:page|section|passage|page_text)\b/

/** The same index, and the questions about pages that were put to it. */
export function watchQuestions(db: SqlDatabase): { readonly db: SqlDatabase; readonly asked: string[] } {
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

/** Of all that was asked, no question twice. */
export function expectEachOnce(asked: readonly string[]): void {
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((question, at) => asked.indexOf(question) !== at)).toEqual([])
}
