// Links to pages that moved, in the text that is read.

import { expect, test } from 'vitest'
import { rewriteMovedLinks } from '../../src/read/moved-links.ts'
import { recordChange } from '../../src/store/history/change-rows.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { markGone, writePage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { DRIVERS, openNewIndex } from '../store/drivers.ts'
import { DAY, ensureLampGuide, makePage, makePageWrite, START } from '../store/made-page.ts'

const BASE = 'https://docs.aws.amazon.com/lamp/latest/dg/'
const [driver] = DRIVERS

/** `old` is now `new`, `older` is `old`, `away` left the index, `back` moved and is there again, `lost` is removed. */
async function openMoved(): Promise<SqlDatabase> {
  if (!driver) throw new Error('no SQLite')
  const { db } = await openNewIndex(driver)
  const guide = ensureLampGuide(db)
  const put = (name: string, now = START) =>
    db.transaction(() => writePage(db, makePageWrite(guide, name, makePage(name, `text of ${name}.`), { now })))
  const drop = (name: string, movedTo?: string, now = START + DAY) => {
    const page = findPage(db, `/lamp/latest/dg/${name}.html`)
    if (page) db.transaction(() => markGone(db, page, now, movedTo))
  }
  for (const name of ['new', 'old', 'older', 'away', 'back', 'lost', 'again']) put(name)
  drop('older', '/lamp/latest/dg/old.html')
  drop('old', '/lamp/latest/dg/new.html')
  drop('away', '/torch/latest/dg/a (b).html')
  drop('back', '/lamp/latest/dg/new.html')
  put('back', START + 2 * DAY)
  drop('lost')
  drop('again', '/lamp/latest/dg/new.html')
  put('again', START + 2 * DAY)
  drop('again', undefined, START + 3 * DAY)
  return db
}

test('go where the pages are now, and every section is found where it was', async () => {
  const db = await openMoved()
  const link = (name: string) => `[see](${BASE}${name})`
  const makeText = (old: string, older: string, away: string) =>
    makePage('Page', `${link(old)} and ${link('new.html')}`, {
      First: `| ${link(older)} | ${link('back.html')} |`,
      Second: `${link('lost.html')} ${link('again.html')} ${link('never.html')} [away](${away})`,
      Third: 'The end.',
    })
  const stored = makeText('old.html#more', 'older.html', `${BASE}away.html`)
  const now = makeText('new.html#more', 'new.html', 'https://docs.aws.amazon.com/torch/latest/dg/a%20%28b%29.html')
  expect(rewriteMovedLinks(db, { text: stored.markdown, sections: stored.sections })).toEqual({
    text: now.markdown,
    sections: now.sections,
  })
})

test('follow what is recorded later, and what came later with an older date', async () => {
  const db = await openMoved()
  const read = (name: string) => {
    const page = { text: `[see](${BASE}${name}.html)`, sections: [] }
    return rewriteMovedLinks(db, page).text.replace(`[see](${BASE}`, '').replace('.html)', '')
  }
  expect([read('old'), read('lost')]).toEqual(['new', 'lost'])
  const { id: guideId } = ensureLampGuide(db)
  const record = (name: string, at: number, kind: 'moved' | 'removed', movedTo?: string) => {
    const to = movedTo === undefined ? {} : { movedTo: `/lamp/latest/dg/${movedTo}.html` }
    const path = `/lamp/latest/dg/${name}.html`
    recordChange(db, { path, guideId, title: name, at, kind, sections: undefined, ...to })
  }
  record('lost', START + 4 * DAY, 'moved', 'back')
  record('old', START, 'moved', 'lost')
  expect([read('old'), read('lost')]).toEqual(['new', 'back'])
  record('old', START + 5 * DAY, 'removed')
  expect([read('old'), read('lost')]).toEqual(['old', 'back'])
})

test('in code stay what the site has, and text that is no link does', async () => {
  const db = await openMoved()
  const text = [
    '# Page',
    `\`\`\`\n[see](${BASE}old.html)\n\`\`\``,
    `- Write \`[see](${BASE}old.html)\`, or ${BASE}old.html.`,
    '',
  ].join('\n\n')
  const page = { text, sections: makePage('Page', '').sections }
  expect(rewriteMovedLinks(db, page)).toEqual(page)
  const both = `${text}\`code\` and [see](${BASE}old.html)\n`
  expect(rewriteMovedLinks(db, { ...page, text: both }).text).toBe(`${text}\`code\` and [see](${BASE}new.html)\n`)
})
