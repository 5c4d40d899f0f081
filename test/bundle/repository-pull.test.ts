// Pulling: what a reader gets of a repository, and by which way.

import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPublicKey } from '../../src/bundle/format/signature.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { findGuide, markGuideComplete } from '../../src/store/guides/guide-rows.ts'
import { findPage, loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { touchPage } from '../../src/store/pages/page-writer.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { importDeps } from './import-setup.ts'
import { serveFolder, setUpTwoSides } from './repository-setup.ts'
import {
  crawlGone,
  crawlGuide,
  crawlPage,
  DAY,
  LAMBDA,
  makeIndex,
  QUEUE,
  readContent,
  readIndex,
  START,
} from './synthetic-index.ts'

const listBundles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.bundle'))

describe('pulling', () => {
  it('brings all guides into an empty index, the same as they were published', async () => {
    const { here, there, publish, pull } = await setUpTwoSides()
    await publish()
    const report = await pull()
    expect(report).toMatchObject({ kind: 'complete', exitCode: 0 })
    expect(report.guides.map(({ action, outcome, pages }) => [action, outcome, pages])).toEqual(
      Array(3).fill(['full', 'pulled', 8]),
    )
    expect(report.fetchedBytes).toBeGreaterThan(report.plannedBytes)
    expect(await readIndex(there, readContent)).toEqual(
      expect.arrayContaining((await readIndex(here, readContent)) as unknown[]),
    )
    expect((await pull()).guides.map(({ action }) => action)).toEqual(Array(3).fill('current'))
  })

  it('gets an edit by a delta, several by the chain, and the whole guide where that is smaller', async () => {
    const { folder, here, there, publish, pull, readCatalog } = await setUpTwoSides(250)
    await publish()
    await pull()
    const asAtFirst = join(folder, 'first.db')
    copyFileSync(there, asAtFirst)
    const edit = (day: number) =>
      makeIndex(here, (db) => crawlPage(db, LAMBDA, `page-${day}`, `Edited on day ${day}.`, START + day * DAY, true))
    for (const day of [1, 2]) {
      await edit(day)
      await publish({ at: START + (day + 1) * DAY })
    }
    const report = await pull({ names: ['lamp-dg'], all: false })
    expect(report.guides).toMatchObject([{ action: 'delta', files: 2, counts: { changed: 2 } }])
    expect(report.plannedBytes).toBeLessThan(readCatalog().guides[0]?.bundle.size ?? 0)
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))

    // Nearly all pages anew: who has missed that and more gets the whole, so that the older links leave the chain.
    await makeIndex(here, (db) => {
      for (let n = 1; n < 250; n++) crawlPage(db, LAMBDA, `page-${n}`, `Another text, ${n}.`, START + 4 * DAY, true)
    })
    await publish({ at: START + 5 * DAY })
    expect(readCatalog().guides[0]?.deltas.length).toBeLessThan(2)
    copyFileSync(asAtFirst, there)
    expect(await pull()).toMatchObject({ guides: [{ action: 'full', counts: { changed: 249 } }, {}, {}] })
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))
  })

  it('brings what came, left the site or was only confirmed', async () => {
    const { here, there, publish, pull } = await setUpTwoSides(20)
    await publish()
    await pull()
    await makeIndex(here, (db) => {
      crawlPage(db, QUEUE, 'brand-new', 'Fresh.', START + DAY, true)
      crawlGone(db, QUEUE, 'page-2', START + DAY)
      touchPage(db, `${QUEUE.base}page-3.html`, { etag: undefined, lastModified: undefined }, START + DAY)
    })
    await publish({ at: START + 2 * DAY })
    const { guides } = await pull({ all: false })
    expect(guides.map(({ action }) => action)).toEqual(['current', 'current', 'delta'])
    expect(guides[2]?.counts).toMatchObject({ added: 1, removed: 1, changed: 0 })
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))
  })

  it('takes only what is named, in the language that is asked for', async () => {
    const { publish, pull } = await setUpTwoSides()
    await publish()
    const chosen = async (names: string[], locales?: 'ja_jp'[]) =>
      (await pull({ names, locales, all: false, dryRun: true })).guides.map(({ catalogId, locale }) => [
        catalogId,
        locale,
      ])
    expect(await chosen(['lamp-dg'])).toEqual([['lamp-dg', 'en_us']])
    expect(await chosen(['lamp-dg'], ['ja_jp'])).toEqual([['lamp-dg', 'ja_jp']])
    expect(await chosen(['https://docs.aws.amazon.com/ja_jp/lamp/latest/dg/start.html'])).toEqual([
      ['lamp-dg', 'ja_jp'],
    ])
    await expect(chosen(['lamp'])).rejects.toMatchObject({
      code: 'UNKNOWN_GUIDE',
      hint: expect.stringContaining('lamp-dg, queue-dg'),
    })
    await expect(chosen(['queue-dg'], ['ja_jp'])).rejects.toMatchObject({ hint: expect.stringContaining('English') })
    await expect(chosen([])).rejects.toMatchObject({ code: 'BAD_INPUT', hint: expect.stringContaining('--all') })
  })

  it('tries nothing on a dry run', async () => {
    const { folder, there, publish, pull } = await setUpTwoSides()
    await publish()
    const report = await pull({ dryRun: true })
    expect(report.guides.map(({ outcome }) => outcome)).toEqual(Array(3).fill('planned'))
    expect(report.plannedBytes).toBeGreaterThan(5_000)
    expect([existsSync(there), existsSync(join(folder, 'reader'))]).toEqual([false, false])
  })

  it('never puts an older page in the place of a newer one', async () => {
    const { there, publish, pull, here } = await setUpTwoSides()
    await publish()
    const ofLater = START + 20 * DAY
    // A guide that was crawled here later is left alone; of one that is half there, the pages that are here stay.
    await makeIndex(there, (db) => {
      crawlGuide(db, QUEUE, 8, ofLater)
      crawlPage(db, LAMBDA, 'page-1', 'Read here, later.', ofLater)
    })
    const { guides } = await pull()
    expect(guides.map(({ catalogId, action }) => [catalogId, action])).toEqual([
      ['lamp-dg', 'full'],
      ['lamp-dg', 'full'],
      ['queue-dg', 'newer-here'],
    ])
    expect(guides[0]?.counts).toMatchObject({ added: 7, kept: 1 })
    const textOf = () => readIndex(there, (db) => loadMarkdown(db, findPage(db, `${LAMBDA.base}page-1.html`)?.id ?? 0))
    expect(await textOf()).toContain('Read here, later.')
    // Nor by a delta, nor by being asked again.
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Read there, earlier.', START + 2 * DAY, true))
    await publish({ at: START + 3 * DAY })
    expect((await pull()).guides[0]).toMatchObject({ action: 'delta', counts: { changed: 0, kept: 1 } })
    expect(await textOf()).toContain('Read here, later.')
    expect((await pull()).guides.map(({ action }) => action)).toEqual(['current', 'current', 'newer-here'])
  })

  it('takes the whole guide where the delta does not fit what is here', async () => {
    const { here, there, publish, pull } = await setUpTwoSides(30)
    await publish()
    await pull()
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    await publish({ at: START + 2 * DAY })
    await makeIndex(there, (db) => {
      db.prepare('DELETE FROM page WHERE path = ?').run(`${LAMBDA.base}page-5.html`)
    })
    const { guides } = await pull()
    expect(guides[0]).toMatchObject({ action: 'delta', outcome: 'pulled', counts: { added: 1, changed: 1 } })
    const statusOf = (db: SqlDatabase) => findPage(db, `${LAMBDA.base}page-5.html`)?.status
    expect(await readIndex(there, statusOf)).toBe('live')
  })

  it('gets the whole guide once where the index came by other ways, and deltas from then on', async () => {
    const { folder, repository, here, there, publish, pull, readCatalog, key } = await setUpTwoSides(30)
    await publish()
    const file = join(repository, readCatalog().guides[0]?.bundle.file ?? '')
    await importBundle(importDeps(folder, there), { source: file, trust: readPublicKey(key.publicFile) })
    expect((await pull({ all: false })).guides).toMatchObject([{ action: 'newer-here' }])
    for (const [day, action] of [
      [1, 'full'],
      [2, 'delta'],
    ] as const) {
      await makeIndex(here, (db) => {
        crawlPage(db, LAMBDA, 'page-1', `Edited on day ${day}.`, START + day * DAY, true)
        markGuideComplete(db, findGuide(db, LAMBDA.base, 'en_us')?.id ?? 0, START + day * DAY)
      })
      await publish({ at: START + day * DAY })
      expect((await pull({ all: false })).guides).toMatchObject([{ action, outcome: 'pulled', counts: { changed: 1 } }])
    }
  })

  it('from an address asks for the catalog, its signature and what is needed, and nothing twice', async () => {
    const { repository, publish, pull, here, there, folder } = await setUpTwoSides()
    await publish()
    const server = await serveFolder(repository)
    await pull({ from: `${server.url}/` })
    expect(server.asked.map(({ file }) => file.replace(/\.[0-9a-f]{16}\./, '.'))).toEqual([
      'catalog.json',
      'catalog.sig',
      'lamp-dg.en_us.bundle',
      'lamp-dg.ja_jp.bundle',
      'queue-dg.en_us.bundle',
    ])
    await pull({ from: `${server.url}/catalog.json` })
    expect(server.asked).toHaveLength(7)
    expect(readdirSync(join(folder, 'downloads'))).toEqual([])
    expect(await readIndex(there, readContent)).toEqual(
      expect.arrayContaining((await readIndex(here, readContent)) as unknown[]),
    )
    expect(listBundles(repository)).toHaveLength(3)
  })
})

describe('a source', () => {
  it('that is no repository is said, with what was looked for', async () => {
    const { folder, pull } = await setUpTwoSides()
    const server = await serveFolder(folder)
    for (const from of [join(folder, 'nowhere'), folder, `${server.url}/nowhere`]) {
      await expect(pull({ from })).rejects.toMatchObject({
        code: 'UNREACHABLE',
        message: expect.stringContaining(`There is no repository at ${from}`),
      })
    }
    for (const from of ['http://docs.example/repository', 'https://name:word@docs.example', 'ftp://docs.example/x'])
      await expect(pull({ from })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(pull({ from: 'https://docs.example/x?token=1' })).rejects.toMatchObject({
      message: 'https://docs.example/x?token=1 is no address of a repository.',
    })
  })

  it('on the network is not asked offline, and a folder is', async () => {
    const { publish, pull } = await setUpTwoSides()
    await publish()
    await expect(pull({ from: 'https://docs.example' }, { download: undefined })).rejects.toMatchObject({
      code: 'OFFLINE',
      hint: expect.stringContaining('folder'),
    })
    expect(await pull({}, { download: undefined })).toMatchObject({ kind: 'complete' })
  })

  it('that lost a file costs that guide only, and says so', async () => {
    const { repository, publish, pull, readCatalog } = await setUpTwoSides()
    await publish()
    const [lost, spoilt] = readCatalog().guides.map(({ bundle }) => join(repository, bundle.file))
    rmSync(lost ?? '')
    const bytes = readFileSync(spoilt ?? '')
    bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1
    writeFileSync(spoilt ?? '', bytes)
    const report = await pull()
    expect(report).toMatchObject({ kind: 'partial', exitCode: 2, reason: expect.stringContaining('2 guides failed') })
    expect(report.guides.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'pulled'])
    expect(report.guides.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('it is not there'),
      expect.stringContaining('does not have the hash that the catalog says'),
      undefined,
    ])
  })
})
