// Bundles that hold only what changed, and merging into an index that has a mind of its own.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { listGuides, markGuideComplete } from '../../src/store/guides/guide-rows.ts'
import { listChangesOfGuide } from '../../src/store/pages/page-export.ts'
import { findPage, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { touchPage } from '../../src/store/pages/page-writer.ts'
import { importDeps } from './import-setup.ts'
import {
  crawlGone,
  crawlGuide,
  crawlPage,
  DAY,
  hashFile,
  LAMBDA,
  LAMBDA_JA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readContent,
  readIndex,
  START,
} from './synthetic-index.ts'

const toPath = (name: string) => `${LAMBDA.base}${name}.html`

// An index, a bundle of it, and a second index made from that bundle.
async function makeTwoSides(folder: string) {
  const here = await makeIndex(join(folder, 'here.db'), (db) => {
    crawlGuide(db, LAMBDA, 12)
    crawlGuide(db, QUEUE, 12)
  })
  const base = join(folder, 'base.bundle')
  await readIndex(here, (db) => exportBundle(db, { file: base }))
  const there = join(folder, 'there.db')
  await importBundle(importDeps(folder, there), { source: base })
  return { here, there, base, delta: join(folder, 'delta.bundle') }
}

describe('a delta bundle', () => {
  it('holds the pages that changed, came or went, and brings the other side to the same state', async () => {
    const folder = makeTemporaryFolder()
    const { here, there, base, delta } = await makeTwoSides(folder)
    await makeIndex(here, (db) => {
      crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true)
      crawlPage(db, LAMBDA, 'brand-new', 'Fresh.', START + DAY, true)
      crawlGone(db, QUEUE, 'page-2', START + DAY)
      for (const guide of [LAMBDA, QUEUE]) {
        for (let n = 3; n < 12; n++) {
          touchPage(db, `${guide.base}page-${n}.html`, { etag: undefined, lastModified: undefined }, START + DAY)
        }
      }
    })
    const report = await readIndex(here, (db) => exportBundle(db, { file: delta, since: base }))
    expect(report.manifest).toMatchObject({ kind: 'delta', records: 3, pages: { live: 24, gone: 1 } })
    expect(report.size).toBeLessThan(20_000)

    const imported = await importBundle(importDeps(folder, there), { source: delta })
    expect(imported.guides.map((guide) => guide.counts)).toEqual([
      { added: 1, changed: 1, removed: 0, unchanged: 11, kept: 0 },
      { added: 0, changed: 0, removed: 1, unchanged: 11, kept: 0 },
    ])
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))
    await readIndex(there, (db) => {
      const [guide] = listGuides(db)
      const changes = listChangesOfGuide(db, guide?.id ?? 0).map((change) => [
        change.path,
        change.kind,
        change.sections?.edited,
      ])
      expect(changes).toEqual([
        [toPath('brand-new'), 'added', undefined],
        [toPath('page-1'), 'changed', ['Page page-1', 'Details']],
      ])
    })
  })

  it('can be made against another delta, and imported twice', async () => {
    const folder = makeTemporaryFolder()
    const { here, there, base, delta } = await makeTwoSides(folder)
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    await readIndex(here, (db) => exportBundle(db, { file: delta, since: base }))
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-2', 'Edited too.', START + 2 * DAY, true))
    const second = join(folder, 'second.bundle')
    const report = await readIndex(here, (db) => exportBundle(db, { file: second, since: delta }))
    expect(report.manifest.records).toBe(1)
    for (const source of [delta, second, second]) await importBundle(importDeps(folder, there), { source })
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))
  })

  it('is refused where the pages that it builds on are not, and nothing of it stays', async () => {
    const folder = makeTemporaryFolder()
    const { here, there, base, delta } = await makeTwoSides(folder)
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    await readIndex(here, (db) => exportBundle(db, { file: delta, since: base }))
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-2', 'Edited too.', START + 2 * DAY, true))
    const second = join(folder, 'second.bundle')
    await readIndex(here, (db) => exportBundle(db, { file: second, since: delta }))
    const before = await readIndex(there, readContent)
    await expect(importBundle(importDeps(folder, there), { source: second })).rejects.toMatchObject({
      code: 'BAD_BUNDLE',
      message: expect.stringContaining(
        `1 page of "lamp-dg" (en_us) that it builds on is not in this index, for example ${toPath('page-1')}`,
      ),
    })
    expect(await readIndex(there, readContent)).toEqual(before)
  })

  it('is refused where there is no index at all, and none is made', async () => {
    const folder = makeTemporaryFolder()
    const { here, base, delta } = await makeTwoSides(folder)
    await readIndex(here, (db) => exportBundle(db, { file: delta, since: base }))
    const nowhere = join(folder, 'nowhere.db')
    await expect(importBundle(importDeps(folder, nowhere), { source: delta })).rejects.toMatchObject({
      code: 'BAD_BUNDLE',
      hint: 'Import the bundle that it was made against first, or a full one.',
    })
    expect(existsSync(nowhere)).toBe(false)
  })

  it('removes a page that an index built anew no longer knows, once that index covers the whole guide', async () => {
    const folder = makeTemporaryFolder()
    const { there, base, delta } = await makeTwoSides(folder)
    const anew = await makeIndex(join(folder, 'anew.db'), (db) => crawlGuide(db, LAMBDA, 11, START + 5 * DAY))
    await readIndex(anew, (db) => exportBundle(db, { file: delta, since: base }))
    await importBundle(importDeps(folder, there), { source: delta })
    await readIndex(there, (db) => {
      expect(findPage(db, toPath('page-11'))).toMatchObject({ status: 'gone', title: 'Page page-11' })
      expect(findPage(db, toPath('page-10'))?.status).toBe('live')
    })
  })

  it('holds no page when nothing changed', async () => {
    const folder = makeTemporaryFolder()
    const { here, base, delta } = await makeTwoSides(folder)
    const report = await readIndex(here, (db) => exportBundle(db, { file: delta, since: base }))
    expect(report.manifest.records).toBe(0)
    expect(report.manifest.guides.every((guide) => guide.parts.pages.length === 0)).toBe(true)
  })
})

describe('merging', () => {
  it('keeps a page that the site confirmed later than the bundle has it, and takes one confirmed earlier', async () => {
    const folder = makeTemporaryFolder()
    const { here, there, base } = await makeTwoSides(folder)
    await makeIndex(there, (db) => {
      crawlPage(db, LAMBDA, 'page-1', 'Newer here.', START + 3 * DAY)
      crawlPage(db, LAMBDA, 'page-2', 'Older here.', START - 3 * DAY)
    })
    const report = await importBundle(importDeps(folder, there), { source: base })
    expect(report.guides[0]?.counts).toEqual({ added: 0, changed: 1, removed: 0, unchanged: 10, kept: 1 })
    await readIndex(there, (db) => {
      const [kept, taken] = [findPage(db, toPath('page-1')), findPage(db, toPath('page-2'))]
      expect(loadMarkdown(db, kept?.id ?? 0)).toContain('Newer here.')
      expect(loadMarkdown(db, taken?.id ?? 0)).toContain('Text 2')
    })
    const sent = await readIndex(here, (db) => findPage(db, toPath('page-2')))
    expect(await readIndex(there, (db) => findPage(db, toPath('page-2')))).toMatchObject({
      fetchedAt: sent?.fetchedAt,
      checkedAt: sent?.checkedAt,
      validators: sent?.validators,
    })
  })

  it('leaves guides and pages that the bundle does not name as they are', async () => {
    const folder = makeTemporaryFolder()
    const { base } = await makeTwoSides(folder)
    const other = await makeIndex(join(folder, 'other.db'), (db) => {
      crawlGuide(db, LAMBDA_JA, 3)
      crawlPage(db, LAMBDA, 'only-here', 'Only here.', START)
    })
    await importBundle(importDeps(folder, other), { source: base })
    await readIndex(other, (db) => {
      expect(findPage(db, toPath('only-here'))?.status).toBe('live')
      expect(listGuides(db).map((guide) => [guide.catalogId, guide.locale])).toEqual([
        ['lamp-dg', 'en_us'],
        ['lamp-dg', 'ja_jp'],
        ['queue-dg', 'en_us'],
      ])
    })
  })

  it('records what a bundle changed when the bundle brings no history of it', async () => {
    const folder = makeTemporaryFolder()
    const { there, delta } = await makeTwoSides(folder)
    const anew = await makeIndex(join(folder, 'anew.db'), (db) => {
      crawlGuide(db, LAMBDA, 12, START + 5 * DAY)
      crawlPage(db, LAMBDA, 'page-1', 'Edited meanwhile.', START + 5 * DAY)
      markGuideComplete(db, 1, START + 6 * DAY)
    })
    await readIndex(anew, (db) => exportBundle(db, { file: delta }))
    await importBundle(importDeps(folder, there), { source: delta })
    await readIndex(there, (db) => {
      const guide = listGuides(db).find((row) => row.catalogId === 'lamp-dg')
      expect(guide?.completedAt).toBe(START + 6 * DAY)
      expect(listChangesOfGuide(db, guide?.id ?? 0)).toMatchObject([
        { path: toPath('page-1'), kind: 'changed', at: START + 5 * DAY },
      ])
    })
  })

  it('keeps the search index sound', async () => {
    const folder = makeTemporaryFolder()
    const { here, there, base } = await makeTwoSides(folder)
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited zebra.', START + DAY, true))
    await readIndex(here, (db) => exportBundle(db, { file: base }))
    await importBundle(importDeps(folder, there), { source: base })
    const before = await hashFile(there)
    await readIndex(there, (db) => {
      const hits = db
        .prepare(`SELECT count(*) AS n FROM passage_index WHERE passage_index MATCH 'zebra'`)
        .get<{ n: number }>()
      const indexed = db.prepare('SELECT count(*) AS n FROM passage_index').get<{ n: number }>()
      const passages = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()
      expect(hits?.n).toBe(1)
      expect(indexed).toEqual(passages)
    })
    expect(await hashFile(there)).toBe(before)
  })
})
