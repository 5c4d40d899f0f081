import { describe, expect, onTestFinished, test } from 'vitest'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { findPage, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, newIndex } from './drivers.ts'
import { DAY, lampGuide, madePage, madeWrite, START } from './made-page.ts'

const PATH = '/lamp/latest/dg/bulb.html'

describe.each(DRIVERS)('a snapshot with $name', (driver) => {
  test('sees one state of the file, whatever is committed meanwhile', async () => {
    const { db: writing, file } = await newIndex(driver)
    const guide = lampGuide(writing)
    const write = (text: string, day: number) =>
      writePage(writing, madeWrite(guide, 'bulb', madePage('Bulb', text), { now: START + day * DAY }))
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
    const { db } = await newIndex(driver)
    const guide = db.transaction(() => db.snapshot(() => lampGuide(db)))
    expect(() => db.snapshot(() => never())).toThrow('no')
    expect(db.transaction(() => lampGuide(db).id)).toBe(guide.id)
  })
})

function never(): never {
  throw new Error('no')
}
