import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ensureGuide, type GuideRow } from '../../src/store/guides/guide-rows.ts'
import { listChanges } from '../../src/store/history/change-rows.ts'
import {
  countLivePages,
  findPage,
  listPagesOfGuide,
  loadMarkdown,
  loadSections,
  loadTables,
} from '../../src/store/pages/page-rows.ts'
import { markGone, orderPages, touchPage, writePage, writeUntranslated } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from './drivers.ts'
import { DAY, ensureLampGuide, listMatches, makePage, makePageWrite, requireDocUrl, START } from './made-page.ts'

const PATH = '/lamp/latest/dg/bulb.html'

describe.each(DRIVERS)('a page written with $name', (driver) => {
  let db: SqlDatabase
  let guide: GuideRow
  const write = (page = makePage('Bulb', 'A filament glows.', { Sockets: 'Screw it in.' }), change = {}) =>
    writePage(db, makePageWrite(guide, 'bulb', page, change))
  const changes = () => listChanges(db, { since: 0, limit: 10 }).map(({ kind, sections }) => ({ kind, sections }))

  beforeEach(async () => {
    db = (await openNewIndex(driver)).db
    guide = ensureLampGuide(db)
  })

  test('is new, is found by its words, and is read back as it was', () => {
    const page = { ...makePage('Bulb', 'A filament glows.', { Sockets: 'Screw it in.' }), tables: [TABLE] }
    expect(write(page)).toBe('new')
    const row = findPage(db, PATH)
    expect(row).toMatchObject({ status: 'live', title: 'Bulb', name: 'bulb.html', breadcrumb: page.breadcrumb })
    expect(row).toMatchObject({ firstSeenAt: START, changedAt: START, fetchedAt: START, checkedAt: START })
    expect(row?.validators).toEqual({ etag: '"1"', lastModified: undefined })
    expect(loadMarkdown(db, row?.id ?? 0)).toBe(page.markdown)
    expect(loadSections(db, row?.id ?? 0)).toEqual(page.sections)
    expect(loadTables(db, row?.id ?? 0)).toEqual([TABLE])
    expect(listMatches(db, 'filament')).toHaveLength(1)
    expect(changes()).toEqual([{ kind: 'added', sections: undefined }])
  })

  test('that comes again the same leaves its passages untouched, and is only dated anew', () => {
    write()
    const before = listMatches(db, 'bulb')
    const moved = { ...makePage('Bulb', 'A filament glows.', { Sockets: 'Screw it in.' }), breadcrumb: ['Elsewhere'] }
    expect(write(moved, { now: START + DAY, validators: { etag: '"2"', lastModified: 'Mon' } })).toBe('unchanged')
    expect(listMatches(db, 'bulb')).toEqual(before)
    expect(findPage(db, PATH)).toMatchObject({
      changedAt: START,
      fetchedAt: START + DAY,
      checkedAt: START + DAY,
      validators: { etag: '"2"', lastModified: 'Mon' },
      breadcrumb: ['Elsewhere'],
    })
    expect(changes()).toHaveLength(1)
  })

  test('that changed is found by its new words only, and the history names the sections', () => {
    write()
    const next = makePage('Bulb', 'A filament glows.', { Sockets: 'Push it in.', Recycling: 'Glass.' })
    expect(write(next, { now: START + DAY })).toBe('changed')
    expect([listMatches(db, 'screw'), listMatches(db, 'push').length]).toEqual([[], 1])
    expect(changes()[0]).toEqual({
      kind: 'changed',
      sections: { added: ['Recycling'], removed: [], edited: ['Sockets'] },
    })
    expect(findPage(db, PATH)).toMatchObject({ firstSeenAt: START, changedAt: START + DAY })
  })

  test('read by a newer extraction is indexed anew without having changed', () => {
    write()
    const page = makePage('Bulb', 'A filament glows.', { Sockets: 'Screw it in.' })
    const better = { ...page, passages: page.passages.slice(0, 1) }
    expect(write(better, { now: START + DAY, extractionVersion: 2 })).toBe('unchanged')
    expect([listMatches(db, 'filament').length, listMatches(db, 'screw')]).toEqual([1, []])
    expect(findPage(db, PATH)).toMatchObject({ changedAt: START, extractionVersion: 2 })
    expect(changes()).toHaveLength(1)
  })

  test('of a first harvest leaves no history', () => {
    write(undefined, { recordHistory: false })
    expect(changes()).toEqual([])
  })

  test('confirmed by a 304 keeps the validators that the answer does not repeat', () => {
    write()
    touchPage(db, PATH, { etag: undefined, lastModified: 'Tue' }, START + DAY)
    expect(findPage(db, PATH)).toMatchObject({
      checkedAt: START + DAY,
      fetchedAt: START,
      validators: { etag: '"1"', lastModified: 'Tue' },
    })
  })

  test('that left the site stays known and leaves the index; when it comes back it is new', () => {
    write()
    const row = findPage(db, PATH)
    if (row) markGone(db, row, START + DAY)
    expect(findPage(db, PATH)).toMatchObject({ status: 'gone', title: 'Bulb' })
    expect([listMatches(db, 'filament'), loadMarkdown(db, row?.id ?? 0), countLivePages(db, guide.id)]).toEqual([
      [],
      undefined,
      0,
    ])
    const gone = findPage(db, PATH)
    if (gone) markGone(db, gone, START + 2 * DAY) // nothing more to do
    expect(write(undefined, { now: START + 3 * DAY })).toBe('new')
    expect(changes().map((change) => change.kind)).toEqual(['added', 'removed', 'added'])
    expect(findPage(db, PATH)?.firstSeenAt).toBe(START)
  })

  test('that moved says where it went', () => {
    write()
    const row = findPage(db, PATH)
    if (row) markGone(db, row, START + DAY, '/lamp/latest/dg/lamp.html')
    expect(listChanges(db, { since: START + 1, limit: 10 })).toEqual([
      {
        path: PATH,
        guideId: guide.id,
        title: 'Bulb',
        at: START + DAY,
        kind: 'moved',
        movedTo: '/lamp/latest/dg/lamp.html',
      },
    ])
  })

  test('that is English under another locale is known and not indexed', () => {
    const japanese = ensureGuide(db, { ...guide, locale: 'ja_jp' })
    const url = requireDocUrl('/ja_jp/lamp/latest/dg/bulb.html')
    const page = makePage('Bulb', 'A filament glows.')
    writePage(db, { ...makePageWrite(japanese, 'bulb', page), url })
    writeUntranslated(db, findPage(db, url.path), {
      ...makePageWrite(japanese, 'bulb', page, { now: START + DAY }),
      url,
    })
    expect(findPage(db, url.path)).toMatchObject({ status: 'untranslated', locale: 'ja_jp' })
    expect(listMatches(db, 'filament')).toEqual([])
    expect(changes().map((change) => change.kind)).toEqual(['removed', 'added'])
  })

  test('stands where the table of contents has it, and last when that no longer has it', () => {
    for (const name of ['a', 'b', 'c']) writePage(db, makePageWrite(guide, name, makePage(name, name)))
    const inOrder = () => listPagesOfGuide(db, guide.id).map((page) => page.title)
    orderPages(db, guide.id, ['/lamp/latest/dg/c.html', '/lamp/latest/dg/none.html', '/lamp/latest/dg/a.html'])
    expect(inOrder()).toEqual(['c', 'a', 'b'])
    orderPages(db, guide.id, ['/lamp/latest/dg/b.html'])
    expect(inOrder()).toEqual(['b', 'a', 'c'])
  })

  test('lends its words to the pages that it links to, for as long as it says them', () => {
    const linking = (text: string) => ({
      ...makePage('Bulb', text),
      links: ['/lamp/latest/dg/other.html'],
    })
    const link = '[Other](https://docs.aws.amazon.com/lamp/latest/dg/other.html)'
    writePage(db, makePageWrite(guide, 'other', makePage('Other', 'Linked to.')))
    const other = findPage(db, '/lamp/latest/dg/other.html')
    const said = () => {
      const rows = db.prepare('SELECT said FROM link JOIN link_target ON id = target_id WHERE path = ?')
      const counts: Record<string, number> = {}
      for (const term of rows
        .firstColumn<string>(other?.path ?? '')
        .flatMap((terms) => terms.split(' ').filter(Boolean)))
        counts[term] = (counts[term] ?? 0) + 1
      return counts
    }
    write(linking(`Against smoke: ${link}`))
    writePage(db, makePageWrite(guide, 'socket', linking(`Smoke and fire: ${link}`)))
    expect(said()).toEqual({ against: 1, smoke: 2, fire: 1 })
    write(linking(`Against noise: ${link}`))
    expect(said()).toEqual({ against: 1, nois: 1, smoke: 1, fire: 1 })
    const page = findPage(db, PATH)
    if (page) markGone(db, page, START)
    expect(said()).toEqual({ smoke: 1, fire: 1 })
  })

  test('holds any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const page = makePage('Lantern', Buffer.from(text).toString())
        write(page)
        expect(loadMarkdown(db, findPage(db, PATH)?.id ?? 0)).toBe(page.markdown)
      }),
      { numRuns: 50 },
    )
    expect(listMatches(db, 'lantern')).toHaveLength(1)
  })
})

const TABLE = {
  section: 0,
  title: 'Bulbs',
  columns: ['Kind', 'Watts'],
  rows: [
    ['small', '5'],
    ['small', '10'],
  ],
  spans: [{ column: 0, from: [0, 0] }],
}
