import { expect, test } from 'vitest'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { findRelatedPages } from '../../src/search/related/related-pages.ts'
import { saveToc } from '../../src/store/guides/guide-rows.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, openNewIndex } from '../store/drivers.ts'
import { ensureLampGuide, makePage, makePageWrite } from '../store/made-page.ts'

const ALIKE = Array.from({ length: 8 }, (_, at) => `alike-${at}`)

test.each(DRIVERS)('$name: the page that comes next is among those beside a page that many link to', async (driver) => {
  const { db } = await openNewIndex(driver)
  const guide = ensureLampGuide(db)
  const asked = makePageWrite(guide, 'filament', makePage('Filament of a lamp', 'A filament glows.'))
  writePage(db, asked)
  for (const name of ALIKE) {
    const page = makePage(`Filament of a lamp, ${name}`, 'A filament glows.')
    writePage(db, makePageWrite(guide, name, { ...page, links: [asked.url.path] }))
  }
  writePage(db, makePageWrite(guide, 'next', makePage('Posters', 'On paper.')))
  const names = ['filament', 'next', ...ALIKE]
  saveToc(
    db,
    guide.id,
    names.map((name) => ({ page: `${name}.html`, title: name, children: [] })),
  )
  learnFromIndex(db)
  const page = findPage(db, asked.url.path)
  const list = (limit: number) => (page ? findRelatedPages(db, page, limit, 0) : [])
  expect(list(5)).toHaveLength(5)
  expect(list(5).at(-1)).toMatchObject({ title: 'Posters', reasons: expect.arrayContaining(['next in order']) })
  expect(list(4).map(({ title }) => title)).not.toContain('Posters')
})
