// A page whose text cannot be read back: damaged, or larger than what is unpacked.

import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { searchPassages } from '../../src/search/search-passages.ts'
import { searchTables } from '../../src/search/tables/search-tables.ts'
import { listTextProblems } from '../../src/store/index/check-integrity.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { compressText } from '../../src/store/sqlite/compression.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from '../store/drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from '../store/made-page.ts'

const TABLE = { section: 0, title: '', columns: ['Part', 'Use'], rows: [['filament', 'glows']], spans: [] }

/** What is packed best takes longest, and here it is one letter. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const SPOILT: readonly (readonly [string, Uint8Array])[] = [
  ['damaged', Buffer.from('not what brotli makes')],
  ['cut off', compressText('A filament glows. '.repeat(100)).subarray(0, 10)],
  ['empty', new Uint8Array()],
  ['larger than what is unpacked', brotliCompressSync(Buffer.alloc(70 * 1024 * 1024, 'a'), QUICKLY)],
]

test.each(SPOILT)('%s: a search leaves it out, doctor names it, and it can be written again', async (_, bytes) => {
  for (const driver of DRIVERS) {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    const write = (name: string) => {
      const page = { ...makePage(name, `A filament glows in ${name}.`), tables: [TABLE] }
      return writePage(db, makePageWrite(guide, name, page))
    }
    write('bulb')
    write('tube')
    const id = findPage(db, '/lamp/latest/dg/bulb.html')?.id ?? 0
    db.prepare('UPDATE page_text SET markdown = ?, tables = ? WHERE page_id = ?').run(bytes, bytes, id)
    expect(listFound(db)).toEqual(['/lamp/latest/dg/tube.html'])
    const tables = searchTables(db, { text: 'filament', maxRows: 10 }).tables.map(({ page }) => page.path)
    expect(tables).toEqual(['/lamp/latest/dg/tube.html'])
    expect(listTextProblems(db).join()).toContain(
      'the text of 1 page cannot be read, first /lamp/latest/dg/bulb.html; searches leave them out',
    )
    const page = makePage('bulb', 'A filament glows again.')
    expect(writePage(db, makePageWrite(guide, 'bulb', page))).toBe('changed')
    expect(listFound(db)).toContain('/lamp/latest/dg/bulb.html')
  }
})

function listFound(db: SqlDatabase): string[] {
  return searchPassages(db, { text: 'filament glows', limit: 10 }).hits.map(({ path }) => path)
}

test('what could not be read back is not written', () => {
  expect(() => compressText('語'.repeat(23_000_000))).toThrow('more than the 67108864 bytes that can be stored')
})
