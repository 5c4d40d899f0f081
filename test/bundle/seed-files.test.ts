// What a refresh begins from travels with the guide: its feed and its files of contents.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import {
  listGuides,
  loadFeedName,
  loadToc,
  loadTocFiles,
  saveFeedName,
  saveToc,
} from '../../src/store/guides/guide-rows.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { packBundle, putLines, readLines, unpackBundle } from './forge-bundle.ts'
import { importDeps } from './import-setup.ts'
import {
  crawlGuide,
  crawlPage,
  DAY,
  LAMBDA,
  makeIndex,
  makeTemporaryFolder,
  readIndex,
  START,
} from './synthetic-index.ts'

const FILES = ['toc-contents.json', 'toc-Belts.json']

function readSeeds(db: SqlDatabase) {
  const id = listGuides(db)[0]?.id ?? 0
  return { feed: loadFeedName(db, id), files: loadTocFiles(db, id), entries: loadToc(db, id).length }
}

function putNames(db: SqlDatabase, feed: string, files: readonly string[]): void {
  const id = listGuides(db)[0]?.id ?? 0
  saveFeedName(db, id, feed)
  saveToc(db, id, loadToc(db, id), files)
}

it('an imported guide knows its feed and files of contents, after a delta too', async () => {
  const folder = makeTemporaryFolder()
  const [from, to] = [join(folder, 'from.db'), join(folder, 'to.db')]
  const [full, delta] = [join(folder, 'full.bundle'), join(folder, 'delta.bundle')]
  await makeIndex(from, (db) => {
    crawlGuide(db, LAMBDA, 3)
    putNames(db, 'guide.rss', FILES)
  })
  await readIndex(from, (db) => exportBundle(db, { file: full }))
  await importBundle(importDeps(folder, to), { source: full })
  expect(await readIndex(to, readSeeds)).toEqual({ feed: 'guide.rss', files: FILES, entries: 3 })
  await makeIndex(from, (db) => {
    crawlPage(db, LAMBDA, 'page-1', 'Another text.', START + DAY)
    putNames(db, 'other.rss', FILES)
  })
  await readIndex(from, (db) => exportBundle(db, { file: delta, since: full }))
  await importBundle(importDeps(folder, to), { source: delta })
  expect(await readIndex(to, readSeeds)).toEqual({ feed: 'other.rss', files: FILES, entries: 3 })
})

it('names that lead elsewhere leave no index, and enter none', async () => {
  const folder = makeTemporaryFolder()
  const [from, to, file] = [join(folder, 'from.db'), join(folder, 'to.db'), join(folder, 'made.bundle')]
  await makeIndex(from, (db) => {
    crawlGuide(db, LAMBDA, 3)
    putNames(db, '../../feed.rss', ['toc-contents.json', 'https://elsewhere.example/x.json', ''])
  })
  await readIndex(from, (db) => exportBundle(db, { file }))
  await importBundle(importDeps(folder, to), { source: file })
  expect(await readIndex(to, readSeeds)).toEqual({ feed: undefined, files: ['toc-contents.json'], entries: 3 })
  for (const seeds of [{ feed: '../x.rss' }, { feed: 5 }, { tocFiles: ['//elsewhere.example/x.json'] }]) {
    const forgery = unpackBundle(file)
    const about = forgery.manifest.guides[0]?.parts.about
    if (!about) throw new Error('the bundle has a guide')
    const [first, ...rest] = readLines(forgery, about)
    putLines(forgery, about, [{ ...(first as object), ...seeds }, ...rest])
    writeFileSync(file, packBundle(forgery))
    await expect(importBundle(importDeps(folder, to), { source: file })).rejects.toMatchObject({ code: 'BAD_BUNDLE' })
  }
})
