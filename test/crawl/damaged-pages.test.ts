// A page whose stored text is damaged is asked for again, whole, whatever the site says of its age.

import { expect, test } from 'vitest'
import { listChanges } from '../../src/store/history/change-rows.ts'
import { listDamagedPages } from '../../src/store/pages/damaged-pages.ts'
import { findPage, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { type Setup, setUp, summarizeContent } from './crawl-setup.ts'
import { GUIDE, putGuide } from './crawl-site.ts'

const DAY = 86_400_000
const toPath = (name: string) => `${GUIDE}${name}.html`

/**
 * Four pages that were harvested a day ago; the text of `b` and the contents have a bit flipped since, and `c` has no
 * text.
 */
async function setUpDamaged(): Promise<Setup> {
  const setup = await setUp()
  putGuide(setup.site, ['a', 'b', 'c', 'd'])
  await setup.crawl()
  setup.clock.time += DAY
  setup.site.log.length = 0
  const { db } = setup.index
  const id = findPage(db, toPath('b'))?.id ?? 0
  const { text } = db
    .prepare('SELECT markdown AS text FROM page_text WHERE page_id = ?')
    .get<{ text: Uint8Array }>(id) ?? { text: new Uint8Array() }
  const flipped = Buffer.from(text)
  flipped[10] = (flipped[10] ?? 0) ^ 1
  db.prepare('UPDATE page_text SET markdown = ? WHERE page_id = ?').run(flipped, id)
  db.prepare('DELETE FROM page_text WHERE page_id = ?').run(findPage(db, toPath('c'))?.id ?? 0)
  db.exec(`UPDATE guide SET toc = x'00112233'`)
  expect(listDamagedPages(db).map(({ path }) => path)).toEqual([toPath('b'), toPath('c')])
  return setup
}

const listAsked = ({ site }: Setup) =>
  site.log.filter(({ path }) => path.endsWith('.html')).map(({ path, conditional }) => [path.slice(-6), conditional])

function expectWhole({ index: { db } }: Setup): void {
  expect(listDamagedPages(db)).toEqual([])
  expect(loadMarkdown(db, findPage(db, toPath('b'))?.id ?? 0)).toContain('text of b.')
  expect(Object.keys(summarizeContent(db))).toHaveLength(4)
  // Nobody can say that the site changed.
  expect(listChanges(db, { since: 0, limit: 10 })).toEqual([])
}

test('the next refresh asks for it and for nothing else that is not due', async () => {
  const setup = await setUpDamaged()
  expect(await setup.refresh()).toMatchObject({ kind: 'complete' })
  expect(listAsked(setup)).toEqual([
    ['b.html', false],
    ['c.html', false],
  ])
  expectWhole(setup)
  setup.site.log.length = 0
  await setup.refresh()
  expect(listAsked(setup)).toEqual([])
})

test('the next crawl does not take "not modified" for an answer', async () => {
  const setup = await setUpDamaged()
  expect(await setup.crawlOne()).toMatchObject({ complete: true, pages: 4 })
  expect(Object.fromEntries(listAsked(setup))).toEqual({
    'a.html': true,
    'b.html': false,
    'c.html': false,
    'd.html': true,
  })
  expectWhole(setup)
})
