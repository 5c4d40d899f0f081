// Another file copied over an index that somebody reads, as `cp other.sqlite index.sqlite` does: the reader may answer
// with an error, but lives, and whoever opens the file next has the new one.

import { copyFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openIndexForReading, openIndexForWriting, readPragma } from '../../src/store/index/open-index.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, makeTemporaryFile } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

describe.each(DRIVERS)('with $name', (driver) => {
  async function makeIndex(names: readonly string[]): Promise<string> {
    const { file, db, close } = await openIndexForWriting(makeTemporaryFile(), driver)
    const text = Array.from({ length: 2_000 }, (_, n) => `w${n * 7919}`).join(' ')
    for (const name of names) writePage(db, makePageWrite(ensureLampGuide(db), name, makePage(name, text)))
    close()
    return file
  }

  it('a smaller one under an open reader ends nothing, as a map of the file would', async () => {
    const index = await makeIndex(Array.from({ length: 20 }, (_, n) => `bulb-${n}`))
    const other = await makeIndex(['wick'])
    const reader = await openIndexForReading(index, driver)
    expect(readPragma(reader.db, 'mmap_size')).toBe(0)
    copyFileSync(other, index)
    expect(statSync(index).size).toBe(statSync(other).size)
    const count = () => reader.db.prepare('SELECT sum(length(markdown)) AS n FROM page_text').get()
    try {
      count()
    } catch (error) {
      expect(error).toMatchObject({ code: 'INDEX_DAMAGED' })
    }
    reader.close()
    const next = await openIndexForReading(index, driver)
    expect(findPage(next.db, '/lamp/latest/dg/wick.html')).toBeDefined()
    next.close()
  })
})
