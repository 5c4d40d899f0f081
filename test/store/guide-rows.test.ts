import { describe, expect, test } from 'vitest'
import { DocsError } from '../../src/core/model/errors.ts'
import { seedFrontier } from '../../src/store/frontier/frontier.ts'
import {
  dropEmptyGuide,
  ensureGuide,
  findGuide,
  listGuides,
  loadToc,
  loadTocFiles,
  markGuideComplete,
  nameGuide,
  saveToc,
  summarizeGuides,
} from '../../src/store/guides/guide-rows.ts'
import { writePage, writeUntranslated } from '../../src/store/pages/page-writer.ts'
import { compressText, decompressText } from '../../src/store/sqlite/compression.ts'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { DAY, ensureLampGuide, makePage, makePageWrite, START } from './made-page.ts'

describe.each(DRIVERS)('guides with $name', (driver) => {
  test('one folder in two locales is two guides', async () => {
    const { db } = await openNewIndex(driver)
    const english = ensureLampGuide(db)
    const japanese = ensureGuide(db, { ...english, locale: 'ja_jp' })
    expect(ensureLampGuide(db)).toEqual(english)
    expect(japanese.id).not.toBe(english.id)
    expect(listGuides(db).map((guide) => guide.locale)).toEqual(['en_us', 'ja_jp'])
  })

  test('are named by their pages and keep their contents', async () => {
    const { db } = await openNewIndex(driver)
    const { id } = ensureLampGuide(db)
    nameGuide(db, id, 'Made-up Lamp', 'Developer Guide')
    const toc = [
      { title: 'Welcome', page: 'welcome.html', children: [{ title: 'Part', page: undefined, children: [] }] },
    ]
    expect([loadToc(db, id), loadTocFiles(db, id)]).toEqual([[], []])
    saveToc(db, id, toc, ['toc-contents.json'])
    saveToc(db, id, toc)
    expect(loadToc(db, id)).toEqual(toc)
    expect(loadTocFiles(db, id)).toEqual(['toc-contents.json'])
    writePage(db, makePageWrite(ensureLampGuide(db), 'a', makePage('A', 'a')))
    markGuideComplete(db, id, START)
    expect(findGuide(db, '/lamp/latest/dg/', 'en_us')).toMatchObject({ product: 'Made-up Lamp', completedAt: START })
  })

  test('are summed up by the pages that are live', async () => {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    writePage(db, makePageWrite(guide, 'a', makePage('A', 'a')))
    writePage(db, makePageWrite(guide, 'b', makePage('B', 'b'), { now: START + DAY }))
    writeUntranslated(db, undefined, makePageWrite(guide, 'c', makePage('C', 'c'), { now: START + 2 * DAY }))
    expect(summarizeGuides(db)).toMatchObject([
      { catalogId: 'lamp-dg', pages: 2, untranslated: 1, failed: 0, oldest: START, newest: START + DAY },
    ])
  })

  test('of which nothing was stored can be forgotten, others not', async () => {
    const { db } = await openNewIndex(driver)
    const guide = ensureLampGuide(db)
    seedFrontier(db, guide.id, [{ path: '/x', priority: 0 }])
    // While other guides of the run are harvested it is not told as complete.
    markGuideComplete(db, guide.id, START)
    expect(listGuides(db)).toMatchObject([{ completedAt: undefined }])
    expect(dropEmptyGuide(db, guide.id)).toBe(true)
    expect(listGuides(db)).toEqual([])
    const again = ensureLampGuide(db)
    writePage(db, makePageWrite(again, 'a', makePage('A', 'a')))
    expect(dropEmptyGuide(db, again.id)).toBe(false)
  })
})

test('compressed text comes back, and what is no compressed text is an error', () => {
  expect(decompressText(compressText('ランプ lamp '.repeat(500)))).toBe('ランプ lamp '.repeat(500))
  expect(compressText('lamp '.repeat(1000)).length).toBeLessThan(100)
  expect(() => decompressText(Buffer.from('nonsense'))).toThrow()
})

test('a binding that does not load is an error that says how to get one', async () => {
  const missing = DRIVERS.some((driver) => driver.name === 'node:sqlite') ? 'better-sqlite3' : 'node:sqlite'
  const failure = await loadDriver(missing).catch((error: unknown) => error)
  if (DRIVERS.length === 2) expect(failure).toMatchObject({ name: missing })
  else expect(failure).toBeInstanceOf(DocsError)
  if (DRIVERS.length === 1) {
    const remedy = `npm rebuild better-sqlite3 --ignore-scripts=false --prefix ${process.cwd()}`
    expect(failure).toMatchObject({ code: 'NO_SQLITE', hint: expect.stringContaining('22.13') })
    expect(failure).toMatchObject({ hint: expect.stringContaining(remedy) })
  }
  expect(DRIVERS.map((driver) => driver.name)).toContain((await loadDriver('auto')).name)
})
