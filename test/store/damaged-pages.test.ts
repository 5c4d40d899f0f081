// Bits that flip on the disk, in the text of a page: what is read is what was written, or an error that says so.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openApp } from '../../src/app.ts'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { checkIndex } from '../../src/doctor/check-index.ts'
import { ensureGuide } from '../../src/store/guides/guide-rows.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { forgetDamaged, listDamagedPages } from '../../src/store/pages/damaged-pages.ts'
import { findPage, loadMarkdown, loadTables } from '../../src/store/pages/page-rows.ts'
import { compressText, decompressText } from '../../src/store/sqlite/compression.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { importDeps } from '../bundle/import-setup.ts'
import {
  crawlGuide,
  LAMBDA,
  makeIndex,
  makeTemporaryFolder,
  readContent,
  readIndex,
  START,
} from '../bundle/synthetic-index.ts'
import { DRIVERS } from './drivers.ts'

const PATH = '/lamp/latest/dg/page-2.html'

function readColumn(db: SqlDatabase, column: 'markdown' | 'tables'): Buffer {
  const row = db
    .prepare(`SELECT ${column} AS data FROM page_text JOIN page ON page.id = page_id WHERE path = ?`)
    .get<{ data: Uint8Array }>(PATH)
  return Buffer.from(row?.data ?? [])
}

/** An index whose page has one bit of its text flipped. */
async function makeDamagedIndex(folder: string, name = 'index.sqlite'): Promise<string> {
  const file = await makeIndex(join(folder, name), (db) => crawlGuide(db, LAMBDA, 6))
  const text = await readIndex(file, (db) => readColumn(db, 'markdown'))
  const bytes = readFileSync(file)
  const at = bytes.indexOf(text) + 20
  bytes[at] = (bytes[at] ?? 0) ^ 4
  writeFileSync(file, bytes)
  return file
}

describe.each(DRIVERS)('with $name', (driver) => {
  it.each(['markdown', 'tables'] as const)('no flipped bit of %s is served, and each is found', async (column) => {
    const file = await makeIndex(join(makeTemporaryFolder(), 'index.sqlite'), (db) => crawlGuide(db, LAMBDA, 6))
    const stored = await readIndex(file, (db) => readColumn(db, column))
    const good = readFileSync(file)
    const start = good.indexOf(stored)
    for (let bit = 0; bit < stored.length * 8; bit += 7) {
      const bytes = Buffer.from(good)
      const at = start + (bit >> 3)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7))
      writeFileSync(file, bytes)
      const index = await openIndexForReading(file, driver)
      try {
        const id = findPage(index.db, PATH)?.id ?? 0
        const read = () => (column === 'markdown' ? loadMarkdown(index.db, id) : loadTables(index.db, id))
        // A bit of the mark turns the seal into nothing; the text before it is whole then.
        if (bit >> 3 >= stored.length - 8 && bit >> 3 < stored.length - 4) continue
        expect(read, `bit ${bit}`).toThrow(expect.objectContaining({ code: 'INDEX_DAMAGED' }))
        expect(listDamagedPages(index.db).map(({ path }) => path)).toEqual([PATH])
      } finally {
        index.close()
      }
    }
  })
})

it('a text that was stored without a checksum is read', () => {
  const sealed = compressText('A text. 日本語')
  expect(decompressText(sealed)).toBe('A text. 日本語')
  expect(decompressText(sealed.subarray(0, sealed.length - 8))).toBe('A text. 日本語')
})

it('what could not be read back is not written', () => {
  expect(() => compressText('a'.repeat(64 * 1024 * 1024 + 1))).toThrow('can be stored')
})

it('the doctor names the page and what helps', async () => {
  const file = await makeDamagedIndex(makeTemporaryFolder())
  const findings = await checkIndex(file, () => [], { now: START })
  expect(findings.find(({ check }) => check === 'integrity')).toMatchObject({
    level: 'error',
    message: expect.stringContaining(`the text of 1 page cannot be read, first ${PATH}`),
    remedy: expect.stringContaining('refresh'),
  })
})

it('an export leaves the page out by name, and an import of a bundle that has it puts it back', async () => {
  const folder = makeTemporaryFolder()
  const good = await makeIndex(join(folder, 'good.sqlite'), (db) => crawlGuide(db, LAMBDA, 6))
  const file = join(folder, 'good.bundle')
  await readIndex(good, (db) => exportBundle(db, { file }))
  const damaged = await makeDamagedIndex(folder)
  const report = await readIndex(damaged, (db) => exportBundle(db, { file: join(folder, 'rest.bundle') }))
  expect(report.leftOut).toEqual([{ path: PATH, reason: expect.stringContaining('damaged') }])
  expect(report.manifest.pages.live).toBe(5)
  const { guides } = await importBundle(importDeps(folder, damaged), { source: file })
  expect(guides[0]?.counts).toMatchObject({ changed: 1, unchanged: 5 })
  expect(await readIndex(damaged, readContent)).toEqual(await readIndex(good, readContent))
})

it('contents that are damaged are named, left out of an export and forgotten by the next visit', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeIndex(join(folder, 'index.sqlite'), (db) => {
    crawlGuide(db, LAMBDA, 3)
    db.exec(`UPDATE guide SET toc = x'0102030405'`)
  })
  const [finding] = (await checkIndex(file, () => [], { now: START })).filter(({ level }) => level === 'error')
  expect(finding?.message).toContain('the table of contents of lamp-dg en_us cannot be read')
  const report = await readIndex(file, (db) => exportBundle(db, { file: join(folder, 'all.bundle') }))
  expect(report).toMatchObject({ leftOut: [{ path: LAMBDA.base }], manifest: { pages: { live: 3 } } })
  await makeIndex(file, (db) => {
    forgetDamaged(db, ensureGuide(db, { ...LAMBDA, product: '', title: '' }).id)
    expect(db.prepare('SELECT toc FROM guide').get()).toEqual({ toc: null })
  })
})

it('neither a search nor a table search fails for it: the others are answered', async () => {
  const folder = makeTemporaryFolder()
  const file = await makeDamagedIndex(folder)
  const more = { userCatalogFile: join(folder, 'guides.json'), cacheFile: join(folder, 'cache.sqlite') }
  const app = openApp({ indexFile: file, offline: true, logger: silentLogger, ...more })
  try {
    const { hits } = await app.documentation.search({ text: 'page details text', limit: 10 })
    const paths = new Set(hits.map(({ url }) => new URL(url).pathname))
    expect(paths).toContain('/lamp/latest/dg/page-3.html')
    expect(paths).not.toContain(PATH)
    expect((await app.documentation.searchTables({ text: 'page-3 value', maxRows: 10 })).tables).not.toEqual([])
    await expect(app.documentation.read({ url: PATH, startIndex: 0, maxLength: 1000 })).rejects.toMatchObject({
      code: 'INDEX_DAMAGED',
    })
  } finally {
    await app.close()
  }
})
