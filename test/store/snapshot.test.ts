import { describe, expect, onTestFinished, test } from 'vitest'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { findPage, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { DAY, ensureLampGuide, makePage, makePageWrite, START } from './made-page.ts'

const PATH = '/lamp/latest/dg/bulb.html'

describe.each(DRIVERS)('a snapshot with $name', (driver) => {
  test('sees one state of the file, whatever is committed meanwhile', async () => {
    const { db: writing, file } = await openNewIndex(driver)
    const guide = ensureLampGuide(writing)
    const write = (text: string, day: number) =>
      writePage(writing, makePageWrite(guide, 'bulb', makePage('Bulb', text), { now: START + day * DAY }))
    write('first', 0)
    const { db, close } = await openIndexForReading(file, driver)
    onTestFinished(close)
    const read = () => [findPage(db, PATH)?.changedAt, loadMarkdown(db, findPage(db, PATH)?.id ?? 0)]
    db.snapshot(() => {
      const before = read()
      write('second', 1)
      expect(read()).toEqual(before)
      expect(db.snapshot(read)).toEqual(before)
    })
    expect(read()).toEqual([START + DAY, '# Bulb\n\nsecond\n'])
  })

  test('inside a transaction is part of it, and one that throws leaves the connection usable', async () => {
    const { db } = await openNewIndex(driver)
    const guide = db.transaction(() => db.snapshot(() => ensureLampGuide(db)))
    expect(() => db.snapshot(() => fail())).toThrow('no')
    expect(db.transaction(() => ensureLampGuide(db).id)).toBe(guide.id)
  })
})

function fail(): never {
  throw new Error('no')
}
