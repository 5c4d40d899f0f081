// Pages that are in an index already and beyond what a bundle takes: the guide is exported all the same, and what it
// makes can be imported.

import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import type { TocEntry } from '../../src/core/model/guide.ts'
import { ensureGuide, listGuides, loadToc, saveToc } from '../../src/store/guides/guide-rows.ts'
import { loadPageContent } from '../../src/store/pages/page-export.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { importDeps } from './import-setup.ts'
import { crawlGuide, LAMBDA, makeIndex, makeTemporaryFolder, readIndex } from './synthetic-index.ts'

const PATH = '/lamp/latest/dg/page-1.html'

/** Carries the index over and gives the other side's file with the report. */
async function carryOver(fill: (db: SqlDatabase) => void) {
  const folder = makeTemporaryFolder()
  const from = await makeIndex(join(folder, 'from.db'), (db) => {
    crawlGuide(db, LAMBDA, 4)
    fill(db)
  })
  const file = join(folder, 'all.bundle')
  const report = await readIndex(from, (db) => exportBundle(db, { file }))
  const to = join(folder, 'to.db')
  await importBundle(importDeps(folder, to), { source: file })
  // What was made to fit is the same the next time: a delta holds nothing.
  const since = await readIndex(from, (db) => exportBundle(db, { file: join(folder, 'delta.bundle'), since: file }))
  expect(since.manifest.records).toBe(0)
  return { report, to }
}

it('titles, descriptions and validators are cut and cleaned', async () => {
  const { report, to } = await carryOver((db) => {
    db.prepare('UPDATE page SET title = ?, description = ?, etag = ?, breadcrumb = ? WHERE path = ?').run(
      `Two\nlines \u001b]52;c;x\u0007 ${'a'.repeat(20_000)}`,
      'turned \u202e around',
      '"a"\r\nx: y',
      JSON.stringify(Array(500).fill('step\u0000')),
      PATH,
    )
    db.prepare('UPDATE section SET title = ?, anchor = ? WHERE ordinal = 1').run('A\tB', 'a'.repeat(12_000))
    db.prepare('UPDATE guide SET catalog_id = ?, product = ?').run('lamp\ndg', `Lamp\u0007${'p'.repeat(5_000)}`)
  })
  expect(report.leftOut).toEqual([])
  await readIndex(to, (db) => {
    const page = findPage(db, PATH)
    expect(page?.title).toMatch(/^Two lines {2}\]52;c;x {2}a+$/)
    expect(page?.title).toHaveLength(10_000)
    expect(page).toMatchObject({ description: 'turned   around', validators: { etag: undefined } })
    expect(page?.breadcrumb).toHaveLength(100)
    expect(listGuides(db)[0]).toMatchObject({ catalogId: 'lamp-dg' })
  })
})

it('links that are longer than any address stay behind, and so does a page at such an address', async () => {
  const long = `/lamp/latest/dg/${'a'.repeat(3_000)}.html`
  const { report, to } = await carryOver((db) => {
    const id = findPage(db, PATH)?.id ?? 0
    db.prepare('INSERT INTO link_target (path) VALUES (?)').run(long)
    db.prepare('INSERT INTO link (source_id, target_id) SELECT ?, id FROM link_target WHERE path = ?').run(id, long)
    db.prepare('UPDATE page SET path = ? WHERE path = ?').run(long, '/lamp/latest/dg/page-2.html')
  })
  expect(report.leftOut).toEqual([{ path: long, reason: 'its address is too long for a bundle' }])
  await readIndex(to, (db) => {
    expect(loadPageContent(db, findPage(db, PATH)?.id ?? 0)?.links).toEqual(['/lamp/latest/dg/start.html'])
  })
})

it('times that are none, and contents that are too deep, are brought within bounds', async () => {
  const deep = (levels: number): TocEntry => ({
    title: `Level ${levels}`,
    page: undefined,
    children: levels > 1 ? [deep(levels - 1)] : [],
  })
  const { to } = await carryOver((db) => {
    db.exec(`UPDATE page SET checked_at = 9007199254740991, first_seen_at = -5 WHERE path = '${PATH}'`)
    saveToc(db, ensureGuide(db, { ...LAMBDA, product: '', title: '' }).id, [deep(400)])
  })
  await readIndex(to, (db) => {
    expect(findPage(db, PATH)).toMatchObject({ checkedAt: Date.UTC(2100, 0, 1), firstSeenAt: 0 })
    expect(JSON.stringify(loadToc(db, listGuides(db)[0]?.id ?? 0)).match(/Level/g)).toHaveLength(50)
  })
})
