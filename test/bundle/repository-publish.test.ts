// Publishing: what a repository holds, how it grows, and what a crawl or a stop in the middle does to it.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPrivateKey } from '../../src/bundle/format/signature.ts'
import { publishRepository } from '../../src/bundle/repository/publish.ts'
import { openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import type { SqlDatabase } from '../../src/store/sqlite/sql-driver.ts'
import { setUpTwoSides } from './repository-setup.ts'
import { crawlPage, DAY, LAMBDA, makeIndex, QUEUE, readContent, readIndex, START } from './synthetic-index.ts'

describe('publishing', () => {
  it('writes a bundle of each guide and language, the licence, and a catalog that says what they are', async () => {
    const { repository, publish, readCatalog, key } = await setUpTwoSides()
    const report = await publish()
    expect(report).toMatchObject({ kind: 'published', signer: key.id, catalogGuides: 3, retired: 0 })
    const { created, guides, licence } = readCatalog()
    expect([created, licence.documentation]).toEqual([
      '2026-01-02T00:00:00.000Z',
      expect.stringContaining('CC BY-SA 4.0'),
    ])
    expect(guides.map(({ catalogId, locale, pages, deltas }) => [catalogId, locale, pages.live, deltas])).toEqual([
      ['lamp-dg', 'en_us', 8, []],
      ['lamp-dg', 'ja_jp', 8, []],
      ['queue-dg', 'en_us', 8, []],
    ])
    const files = guides.map(({ bundle }) => bundle.file).sort()
    expect(readdirSync(repository).sort()).toEqual(
      [
        'LICENCE-DOCUMENTATION.txt',
        expect.stringMatching(/^catalog\.[0-9a-f]{16}\.sig$/),
        'catalog.json',
        ...files,
      ].sort(),
    )
    expect(readFileSync(join(repository, 'LICENCE-DOCUMENTATION.txt'), 'utf8')).toContain('Amazon Web Services')
  })

  it('changes nothing when nothing is new', async () => {
    const { repository, publish } = await setUpTwoSides()
    await publish()
    const before = readdirSync(repository).map((name) => [name, readFileSync(join(repository, name), 'hex')])
    expect(await publish({ at: START + 9 * DAY })).toMatchObject({ kind: 'unchanged', addedBytes: 0 })
    expect(readdirSync(repository).map((name) => [name, readFileSync(join(repository, name), 'hex')])).toEqual(before)
  })

  it('adds a delta to what changed, keeps every older file, and removes them only when told to', async () => {
    const { repository, here, publish, readCatalog } = await setUpTwoSides()
    await publish()
    const older = readdirSync(repository).filter((name) => name !== 'catalog.json')
    const [first] = readCatalog().guides
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    const report = await publish({ at: START + 2 * DAY })
    expect(report.guides.map(({ action }) => action).sort()).toEqual(['changed', 'unchanged', 'unchanged'])
    expect(readdirSync(repository)).toEqual(expect.arrayContaining(older))
    const [guide] = readCatalog().guides
    expect(guide?.deltas).toMatchObject([{ from: first?.bundle.state, to: guide?.bundle.state }])
    expect(guide?.deltas[0]?.size).toBeLessThan(guide?.bundle.size ?? 0)
    expect(readCatalog().retired.map(({ file }) => file)).toEqual([first?.bundle.file, expect.stringMatching(/\.sig$/)])

    expect(await publish({ at: START + 5 * DAY, removeAfterMs: 7 * DAY })).toMatchObject({ kind: 'unchanged' })
    expect(await publish({ at: START + 12 * DAY, removeAfterMs: 7 * DAY })).toMatchObject({ removed: 2, retired: 1 })
    expect(existsSync(join(repository, first?.bundle.file ?? ''))).toBe(false)
    expect(existsSync(join(repository, guide?.bundle.file ?? ''))).toBe(true)
  })

  it('leaves guides alone that it is not asked for, and says what the index does not hold', async () => {
    const { publish, readCatalog } = await setUpTwoSides()
    await publish()
    const before = readCatalog().guides
    await publish({ at: START + 2 * DAY, guides: ['queue-dg'] })
    expect(readCatalog().guides).toEqual(before)
    await expect(publish({ guides: ['nothing-dg'] })).rejects.toMatchObject({ code: 'UNKNOWN_GUIDE' })
  })

  it('makes every catalog later than the one before, whatever the clock says', async () => {
    const { here, publish, readCatalog } = await setUpTwoSides()
    await publish({ at: START + 9 * DAY })
    await makeIndex(here, (db) => crawlPage(db, LAMBDA, 'page-1', 'Edited.', START + DAY, true))
    await publish({ at: START })
    expect(readCatalog().created).toBe('2026-01-10T00:00:00.001Z')
  })

  it('that is stopped leaves the catalog as it was, and the next one goes on', async () => {
    const { repository, here, publish, readCatalog } = await setUpTwoSides()
    await publish()
    const before = readCatalog()
    await makeIndex(here, (db) => {
      for (const guide of [LAMBDA, QUEUE]) crawlPage(db, guide, 'page-1', 'Edited.', START + DAY, true)
    })
    const abort = new AbortController()
    const onProgress = () => abort.abort(new Error('stopped'))
    await expect(publish({ at: START + 2 * DAY, signal: abort.signal, onProgress })).rejects.toThrow('stopped')
    expect(readCatalog()).toEqual(before)
    expect((await publish({ at: START + 2 * DAY })).guides.map(({ action }) => action).sort()).toEqual([
      'changed',
      'changed',
      'unchanged',
    ])
    expect(existsSync(join(repository, '.publish'))).toBe(false)
  })

  // A crawl that writes a page in the middle of every export, so many times.
  async function publishWhileCrawled(writes: number) {
    const { here, there, folder, repository, key, publish, pull, readCatalog } = await setUpTwoSides(60)
    await publish()
    await pull()
    const writer = await openIndexForWriting(here)
    const reader = await openIndexForReading(here)
    let written = 0
    const crawlOn = () => {
      if (written >= writes) return
      written += 1
      crawlPage(writer.db, LAMBDA, 'page-1', `Edited for the ${written}. time.`, START + DAY + written, true)
    }
    const db: SqlDatabase = {
      ...reader.db,
      prepare(sql) {
        if (sql.startsWith('SELECT toc FROM')) crawlOn()
        return reader.db.prepare(sql)
      },
    }
    try {
      const sign = readPrivateKey(key.privateFile)
      const request = { folder: repository, sign, guides: ['lamp-dg'], locales: ['en_us'] as const }
      const report = await publishRepository(db, () => START + 2 * DAY, request)
      return { report, catalog: readCatalog, pull, there, here, folder }
    } finally {
      reader.close()
      writer.close()
    }
  }

  it('while a crawl is at the guide takes a moment at which bundle and delta are of the same state', async () => {
    const { report, pull, there, here } = await publishWhileCrawled(3)
    expect(report.guides).toMatchObject([{ action: 'changed', deltaBytes: expect.any(Number) }])
    expect((await pull()).guides[0]).toMatchObject({ action: 'delta', counts: { changed: 1 } })
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))
  })

  it('leaves a guide as it was published when a crawl changes it all the while', async () => {
    const { report, catalog, pull } = await publishWhileCrawled(1_000)
    expect(report).toMatchObject({ kind: 'unchanged', guides: [{ action: 'busy' }] })
    expect(catalog().guides[0]?.deltas).toEqual([])
    expect((await pull()).guides[0]).toMatchObject({ action: 'current' })
  })
})
