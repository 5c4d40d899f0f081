// CheckResult pages by a part of their title.

import { describe, expect, it } from 'vitest'
import { listPages } from '../../src/store/pages/page-list.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from './made-page.ts'

describe.each(DRIVERS)('with $name', (driver) => {
  it.each([
    ['über', ['a', 'b']],
    ['ÜBER', ['a', 'b']],
    ['übersicht', ['b']],
    ['lamp', ['a', 'c']],
    ['LAMP', ['a', 'c']],
    ['ランプ', ['d']],
    ['', ['a', 'b', 'c', 'd']],
    ['ö', []],
  ])('%s is found in whatever case it is written', async (titleHolds, names) => {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    const titles = { a: 'Über die Lamp', b: 'ÜBERSICHT', c: 'A LAMP', d: 'ランプの色' }
    for (const [name, title] of Object.entries(titles))
      writePage(db, makePageWrite(guide, name, makePage(title, 'text')))
    const found = (limit: number) => listPages(db, { titleHolds, limit }).map(({ path }) => path.slice(-6, -5))
    expect(found(9)).toEqual(names)
    expect(found(1)).toEqual(names.slice(0, 1))
  })
})
