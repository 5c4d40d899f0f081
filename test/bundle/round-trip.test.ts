// From one index to another and back: what arrives is what was sent, and the same content is the same file.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { verifyBundle } from '../../src/bundle/import/verify-bundle.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { importDeps } from './import-setup.ts'
import {
  crawlGone,
  crawlGuide,
  crawlPage,
  crawlUntranslated,
  DAY,
  LAMBDA,
  LAMBDA_JA,
  makeIndex,
  makeTemporaryFolder,
  QUEUE,
  readContent,
  readIndex,
  START,
} from './synthetic-index.ts'

async function makeSampleIndex(folder: string): Promise<string> {
  return makeIndex(join(folder, 'a.db'), (db) => {
    crawlGuide(db, QUEUE, 5)
    crawlGuide(db, LAMBDA, 8)
    crawlGuide(db, LAMBDA_JA, 4)
    crawlUntranslated(db, LAMBDA_JA, 'page-7', START)
    crawlPage(db, LAMBDA, 'page-2', 'A new text.', START + DAY, true)
    crawlGone(db, LAMBDA, 'page-3', START + DAY)
  })
}

describe('a bundle of everything', () => {
  it('carries every guide into an empty index: pages, tables, dates, history, contents and what search finds', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeSampleIndex(folder)
    const file = join(folder, 'all.bundle')
    const report = await readIndex(from, (db) => exportBundle(db, { file }))
    expect(report).toMatchObject({ parts: 9, reusedParts: 0, signer: undefined })
    expect(report.manifest).toMatchObject({
      kind: 'full',
      locales: ['en_us', 'ja_jp'],
      pages: { live: 16, untranslated: 1, gone: 1 },
      records: 18,
    })
    expect(existsSync(`${file}.partial`)).toBe(false)

    const to = join(folder, 'b.db')
    const imported = await importBundle(importDeps(folder, to), { source: file })
    expect(imported.guides.map((guide) => [guide.catalogId, guide.locale, guide.pages, guide.counts.added])).toEqual([
      ['queue-dg', 'en_us', 5, 5],
      ['lamp-dg', 'en_us', 7, 7],
      ['lamp-dg', 'ja_jp', 4, 4],
    ])
    const [sent, arrived] = [await readIndex(from, readContent), await readIndex(to, readContent)]
    const order = (db: SqlDatabase) => db.prepare('SELECT id, path FROM page ORDER BY id').all()
    expect(await readIndex(to, order)).toEqual(await readIndex(from, order))
    expect(forgetGoneHashes(arrived)).toEqual(forgetGoneHashes(sent))
  })

  it('is the same file byte for byte when the same content is exported again, here or on the other side', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeSampleIndex(folder)
    const files = ['one.bundle', 'two.bundle', 'three.bundle'].map((name) => join(folder, name))
    const [one = '', two = '', three = ''] = files
    await readIndex(from, (db) => exportBundle(db, { file: one }))
    await readIndex(from, (db) => exportBundle(db, { file: two }))
    await importBundle(importDeps(folder, join(folder, 'b.db')), { source: one })
    await readIndex(join(folder, 'b.db'), (db) => exportBundle(db, { file: three }))
    expect(readFileSync(two).equals(readFileSync(one))).toBe(true)
    expect(readFileSync(three).equals(readFileSync(one))).toBe(true)
  })

  it('is an archive that tar lists, with the licence in a manifest that anybody can read', async () => {
    const folder = makeTemporaryFolder()
    const file = join(folder, 'all.bundle')
    await readIndex(await makeSampleIndex(folder), (db) => exportBundle(db, { file, guides: ['queue-dg'] }))
    expect(execFileSync('tar', ['tf', file], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'manifest.json',
      'manifest.sha256',
      'guides/00001/about.jsonl.br',
      'guides/00001/state.jsonl.br',
      'guides/00001/pages-0001.jsonl.br',
    ])
    const manifest: unknown = JSON.parse(execFileSync('tar', ['xOf', file, 'manifest.json'], { encoding: 'utf8' }))
    expect(manifest).toMatchObject({ licence: { documentation: expect.stringContaining('CC BY-SA 4.0') } })
  })

  it('can be limited to guides and locales, and says which guides there are when one is unknown', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeSampleIndex(folder)
    const file = join(folder, 'some.bundle')
    const report = await readIndex(from, (db) => exportBundle(db, { file, guides: ['lamp-dg'], locales: ['ja_jp'] }))
    expect(report.manifest.guides.map((guide) => [guide.catalogId, guide.locale])).toEqual([['lamp-dg', 'ja_jp']])
    await expect(readIndex(from, (db) => exportBundle(db, { file, guides: ['lump-dg'] }))).rejects.toMatchObject({
      code: 'UNKNOWN_GUIDE',
      hint: 'Did you mean "lamp-dg"? It holds: lamp-dg, queue-dg.',
    })
    await expect(readIndex(from, (db) => exportBundle(db, { file, locales: ['ko_kr'] }))).rejects.toMatchObject({
      code: 'UNKNOWN_GUIDE',
    })
    expect((await verifyBundle(file)).manifest.records).toBe(5)
  })

  it('is written without pages that an importer would refuse, and says so; without any page it is not written', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeIndex(join(folder, 'a.db'), (db) => {
      crawlGuide(db, LAMBDA, 3)
      db.exec('UPDATE passage SET end = 1000000 WHERE id = (SELECT min(id) FROM passage)')
    })
    const file = join(folder, 'all.bundle')
    const report = await readIndex(from, (db) => exportBundle(db, { file }))
    expect(report.leftOut).toEqual([
      { path: '/lamp/latest/dg/start.html', reason: expect.stringContaining('a passage lies outside its section') },
    ])
    // Whoever imports it asks the site for the page.
    expect(report.manifest).toMatchObject({ pages: { live: 2 }, guides: [{ completedAt: null }] })
    await makeIndex(from, (db) => db.exec('UPDATE passage SET end = 1000000'))
    const none = join(folder, 'none.bundle')
    await expect(readIndex(from, (db) => exportBundle(db, { file: none }))).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
      message: expect.stringContaining('lies outside its section'),
    })
    expect(existsSync(none)).toBe(false)
  })

  it('replaces an older bundle and never another file', async () => {
    const folder = makeTemporaryFolder()
    const from = await makeSampleIndex(folder)
    const file = join(folder, 'all.bundle')
    await readIndex(from, (db) => exportBundle(db, { file }))
    await readIndex(from, (db) => exportBundle(db, { file, locales: ['ja_jp'] }))
    expect((await verifyBundle(file)).manifest.records).toBe(5)
    await expect(readIndex(from, (db) => exportBundle(db, { file: from }))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

// The text of a page that is gone is not kept, so neither is its hash.
function forgetGoneHashes(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content), (_, value) =>
    value?.status === 'gone' ? { ...value, contentHash: '' } : value,
  )
}
