import { beforeEach, expect, test } from 'vitest'
import { readChanges } from '../../src/read/read-changes.ts'
import { ensureGuide } from '../../src/store/guides/guide-rows.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { markGone, writePage } from '../../src/store/pages/page-writer.ts'
import { DRIVERS, openNewIndex } from '../store/drivers.ts'
import { DAY, ensureLampGuide, makePage, makePageWrite, requireDocUrl, START } from '../store/made-page.ts'

const [driver] = DRIVERS
if (!driver) throw new Error('no SQLite binding loads here')
const SITE = 'https://docs.aws.amazon.com'
let db: Awaited<ReturnType<typeof openNewIndex>>['db']

/** Two guides harvested on different days, and changes to the first of them. */
beforeEach(async () => {
  db = (await openNewIndex(driver)).db
  const lamp = ensureLampGuide(db)
  const first = { recordHistory: false }
  for (const name of ['bulb', 'shade', 'wire'])
    writePage(db, makePageWrite(lamp, name, makePage(name, 'text', { Old: 'x' }), first))
  const api = ensureGuide(db, {
    catalogId: 'lamp-api',
    base: '/lamp/latest/api/',
    locale: 'en_us',
    product: 'Lamp',
    title: 'API',
  })
  const url = requireDocUrl('/lamp/latest/api/on.html')
  writePage(db, { ...makePageWrite(api, 'on', makePage('On', 'text'), { ...first, now: START + 5 * DAY }), url })
  writePage(db, makePageWrite(lamp, 'bulb', makePage('bulb', 'text', { New: 'y' }), { now: START + 2 * DAY }))
  const retire = (name: string, day: number, movedTo?: string) => {
    const page = findPage(db, `/lamp/latest/dg/${name}.html`)
    if (page) markGone(db, page, START + day * DAY, movedTo)
  }
  retire('shade', 3)
  retire('wire', 4, '/lamp/latest/dg/cord.html')
})

test('lists what changed newest first: which page, when, which sections, moved where', () => {
  const log = readChanges(db, { guides: ['lamp-dg'], since: START, limit: 10 })
  expect(log.changes).toEqual([
    expect.objectContaining({
      kind: 'moved',
      url: `${SITE}/lamp/latest/dg/wire.html`,
      movedTo: `${SITE}/lamp/latest/dg/cord.html`,
      at: START + 4 * DAY,
    }),
    expect.objectContaining({ kind: 'removed', title: 'shade', sections: undefined, at: START + 3 * DAY }),
    expect.objectContaining({
      kind: 'changed',
      guide: 'lamp-dg',
      locale: 'en_us',
      sections: { added: ['New'], removed: ['Old'], edited: [] },
    }),
  ])
})

test('says how far back the record of each guide goes, and from when on it is whole for all of them', () => {
  expect(readChanges(db, { since: 0, limit: 10 })).toMatchObject({
    goesBackTo: START + 5 * DAY,
    guides: [
      { guide: 'lamp-api', goesBackTo: START + 5 * DAY },
      { guide: 'lamp-dg', goesBackTo: START },
    ],
  })
})

test('keeps to the days, guides and number asked for, and says how many there are', () => {
  expect(readChanges(db, { since: START + 3 * DAY, limit: 10 }).changes.map(({ title }) => title)).toEqual([
    'wire',
    'shade',
  ])
  expect(readChanges(db, { guides: ['lamp-api'], since: 0, limit: 10 })).toMatchObject({ changes: [], total: 0 })
  expect(readChanges(db, { guides: [`${SITE}/lamp/latest/dg/bulb.html`], since: 0, limit: 1 })).toMatchObject({
    total: 3,
    changes: [{ title: 'wire' }],
  })
})

test('a guide that is not indexed is an error that says how to get it, not an empty answer', () => {
  expect(() => readChanges(db, { guides: ['lampe'], since: 0, limit: 1 })).toThrow('Guide "lampe" is not in the index.')
  expect(() => readChanges(db, { guides: ['lamp-dg'], locale: 'ja_jp', since: 0, limit: 1 })).toThrow(
    'in Japanese (ja_jp)',
  )
})
