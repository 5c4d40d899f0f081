// Bundles of real guides, crawled from the replica of the site: what arrives is what was crawled, also after the site
// has changed.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exportBundle } from '../../src/bundle/export/export-bundle.ts'
import { importBundle } from '../../src/bundle/import/import-bundle.ts'
import { systemClock } from '../../src/core/platform/clock.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { crawlGuides } from '../../src/crawl/run/crawl-guides.ts'
import type { CrawlReport } from '../../src/crawl/run/report.ts'
import { createHttpClient } from '../../src/http/client/http-client.ts'
import { CRAWLING } from '../../src/http/pacing/circuit-breaker.ts'
import { createHostScheduler } from '../../src/http/pacing/host-scheduler.ts'
import { createPoliteFetcher } from '../../src/http/pacing/polite-fetcher.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { listGuides } from '../../src/store/guides/guide-rows.ts'
import { openIndexForWriting } from '../../src/store/index/open-index.ts'
import { listChangesOfGuide } from '../../src/store/pages/page-export.ts'
import { importDeps } from '../bundle/import-setup.ts'
import { makeTemporaryFolder, readContent, readIndex } from '../bundle/synthetic-index.ts'

const REPLICA = resolve(process.env.AWS_DOCS_SHARED ?? '../shared', 'replica')

const QUERIES = [
  'lifecycle policy',
  'private subnet internet access',
  'ecr:GetAuthorizationToken',
  'flow log record fields',
  'image scan',
]

interface Replica {
  readonly origin: string
  close(): Promise<void>
}

const GUIDES = [
  { catalogId: 'ecr', base: '/AmazonECR/latest/userguide/', locale: 'en_us', product: '', title: '' },
  { catalogId: 'vpc', base: '/vpc/latest/userguide/', locale: 'en_us', product: '', title: '' },
] as const

async function startReplica(): Promise<Replica> {
  const { startReplica: start } = (await import(pathToFileURL(join(REPLICA, 'serve.mjs')).href)) as {
    startReplica(options: { sites: string[]; guides: string[] }): Promise<Replica>
  }
  const guides = ['amazon-ecr-user-guide', 'amazon-vpc-user-guide']
  const replica = await start({ sites: [join(REPLICA, 'site')], guides })
  onTestFinished(() => replica.close())
  return replica
}

async function crawl(file: string, origin: string): Promise<CrawlReport> {
  const client = createHttpClient({ clock: systemClock, origin })
  const index = await openIndexForWriting(file)
  try {
    const host = createHostScheduler({ clock: systemClock, tolerance: CRAWLING })
    const fetcher = createPoliteFetcher({ fetcher: client, host, clock: systemClock, logger: silentLogger })
    const report = await crawlGuides(
      { db: index.db, fetcher, clock: systemClock, logger: silentLogger },
      { guides: GUIDES },
    )
    learnFromIndex(index.db)
    return report
  } finally {
    index.close()
    await client.close()
  }
}

async function controlReplica(origin: string, command: string, body: unknown): Promise<void> {
  const answer = await fetch(`${origin}/__replica/${command}`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
}

describe.skipIf(!existsSync(REPLICA))('bundles of crawled guides', () => {
  it('carry them whole, and a delta carries what a later crawl found', async () => {
    const folder = makeTemporaryFolder()
    const { origin } = await startReplica()
    const [here, there] = [join(folder, 'here.db'), join(folder, 'there.db')]
    const [full, delta, again] = ['full', 'delta', 'again'].map((name) => join(folder, `${name}.bundle`))
    if (!full || !delta || !again) throw new Error('three names')

    expect(await crawl(here, origin)).toMatchObject({ kind: 'complete' })
    const report = await readIndex(here, (db) => exportBundle(db, { file: full }))
    expect(report.manifest.pages.live).toBe(151)
    expect(report.size).toBeLessThan(400_000)
    await importBundle(importDeps(folder, there), { source: full, afterImport: learnFromIndex })
    expect(await readIndex(there, readContent)).toEqual(await readIndex(here, readContent))

    await readIndex(here, (one) =>
      readIndex(there, (other) => {
        for (const text of QUERIES) {
          const answer = searchPassages(one, { text, limit: 10 })
          expect(answer.hits.length, text).toBeGreaterThan(2)
          expect(searchPassages(other, { text, limit: 10 })).toEqual(answer)
        }
      }),
    )

    const pages = await readIndex(here, (db) =>
      db
        .prepare(`SELECT path, title FROM page WHERE status = 'live' AND name <> '' ORDER BY path`)
        .all<{ path: string; title: string }>(),
    )
    const [edited, gone, moved] = [pages[10], pages[20], pages[100]]
    if (!edited || !gone || !moved) throw new Error('151 pages')
    await controlReplica(origin, 'edit', { path: edited.path, find: '</p>', replace: ' Zebras are new here.</p>' })
    await controlReplica(origin, 'delete', { path: gone.path, as: 'missing' })
    await controlReplica(origin, 'move', { path: moved.path, to: moved.path.replace('.html', '-elsewhere.html') })
    expect(await crawl(here, origin)).toMatchObject({ kind: 'complete' })

    const small = await readIndex(here, (db) => exportBundle(db, { file: delta, since: full }))
    const records = small.manifest.records
    expect(records).toBeGreaterThanOrEqual(4)
    expect(records).toBeLessThan(20)
    expect(small.size).toBeLessThan(report.size / 4)
    await importBundle(importDeps(folder, there), { source: delta })
    await readIndex(there, (db) => {
      const paths = listGuides(db).flatMap((guide) => listChangesOfGuide(db, guide.id).map((change) => change.path))
      expect(paths).toEqual(expect.arrayContaining([edited.path, gone.path, moved.path]))
    })
    // The states of all pages: what is in an index, apart from fetch dates and validators of what did not change.
    const sides = [
      await readIndex(here, (db) => exportBundle(db, { file: full })),
      await readIndex(there, (db) => exportBundle(db, { file: again })),
    ].map((side) => side.manifest.guides.map((guide) => guide.parts.state.sha256))
    expect(sides[0]).toHaveLength(2)
    expect(sides[1]).toEqual(sides[0])
  })
})
