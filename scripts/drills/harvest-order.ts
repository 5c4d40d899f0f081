// What a part of each guide answers: a fifth of the pages of each replica guide, crawled in the product's order and,
// for comparison, in the order of the contents, and the share of the judged queries that either answers in its first
// five.
//   npm run drill:order [-- --share 0.2] [--scale]
// --scale: 195 guides and the queries over them, ours too, instead of ten: some minutes.
// The replica and the queries (../shared) are not part of the project.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../../src/app.ts'
import { learnFromIndex } from '../../src/search/learn-from-index.ts'
import { searchPassages } from '../../src/search/search-passages.ts'
import { openIndexForReading, openIndexForWriting } from '../../src/store/index/open-index.ts'
import { findPage } from '../../src/store/pages/page-rows.ts'
import { markGone } from '../../src/store/pages/page-writer.ts'
import { findPlace, loadJudgedQueries, OWN_SETS, SCALE_SETS, TEN_GUIDE_SETS } from '../eval/judged-queries.ts'
import { harvestReplicaIndex, startSharedReplica } from '../eval/replica-index.ts'
import { readOptions } from '../read-options.ts'

/** What the order in turn is meant to bring. */
const WANTED = 1.5

const { values } = readOptions({
  options: { share: { type: 'string', default: '0.2' }, scale: { type: 'boolean', default: false } },
})
const share = Number(values.share)
const site = values.scale ? 'scale' : 'site'
const sets = values.scale ? ([...SCALE_SETS, ...OWN_SETS] as const) : TEN_GUIDE_SETS
const folder = mkdtempSync(join(tmpdir(), 'harvest-order-'))
try {
  const whole = await harvestReplicaIndex(site)
  const budgets = await countPages(whole)
  const inContentsOrder = join(folder, 'contents.sqlite')
  await keepFirst(whole, inContentsOrder)
  const inProductOrder = join(folder, 'product.sqlite')
  await crawlShares(inProductOrder, budgets)
  await print(
    await measureAnswered(inContentsOrder),
    await measureAnswered(inProductOrder),
    await measureAnswered(whole),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** How many pages of each guide may be fetched. */
async function countPages(file: string): Promise<Map<string, number>> {
  const { db, close } = await openIndexForReading(file)
  const rows = db
    .prepare(
      `SELECT locale || ' ' || base AS guide, count(*) AS n FROM page JOIN guide ON guide.id = guide_id
       WHERE status = 'live' GROUP BY guide.id`,
    )
    .all<{ guide: string; n: number }>()
  close()
  return new Map(rows.map(({ guide, n }) => [guide, Math.ceil(n * share)]))
}

/** The whole index without what comes later in the contents: what a crawl in their order would have fetched. */
async function keepFirst(whole: string, file: string): Promise<void> {
  copyFileSync(whole, file)
  const { db, close } = await openIndexForWriting(file)
  const rows = db
    .prepare(
      `SELECT path, row_number() OVER (PARTITION BY guide_id ORDER BY toc_order IS NULL, toc_order, path) AS place,
         count(*) OVER (PARTITION BY guide_id) AS n FROM page WHERE status = 'live'`,
    )
    .all<{ path: string; place: number; n: number }>()
  db.transaction(() => {
    for (const { path, place, n } of rows) {
      const page = place > Math.ceil(n * share) ? findPage(db, path) : undefined
      if (page) markGone(db, page, Date.now())
    }
  })
  learnFromIndex(db)
  close()
}

/** All guides in one run, in turn; the runs after it stop where a guide has its share. */
async function crawlShares(file: string, budgets: ReadonlyMap<string, number>): Promise<void> {
  const replica = await startSharedReplica(site)
  const app = openApp({
    indexFile: file,
    userCatalogFile: join(folder, 'no-catalog.json'),
    cacheFile: join(folder, 'no-cache.sqlite'),
    offline: false,
    origin: replica.origin,
  })
  try {
    const guides = await app.guides.choose(replica.guides)
    let done = 0
    // A bound is that of every guide of a run: each run takes those on that have not had their share yet, as far as the
    // smallest of them goes.
    for (const bound of [...new Set(budgets.values())].sort((a, b) => a - b)) {
      const left = guides.filter(({ base, locale }) => (budgets.get(`${locale} ${base}`) ?? 0) >= bound)
      await app.site.crawl({ guides: left, maxPages: bound - done, crawlDelayMs: 0 })
      done = bound
    }
  } finally {
    await app.close()
    await replica.close()
  }
}

interface Answered {
  readonly pages: number
  /** Share of each set's queries that have a page that answers among the first five. */
  readonly shares: readonly number[]
  readonly all: number
}

async function measureAnswered(file: string): Promise<Answered> {
  const { db, close } = await openIndexForReading(file)
  const pages = db.prepare(`SELECT count(*) AS n FROM page WHERE status = 'live'`).get<{ n: number }>()?.n ?? 0
  const hits = sets.map((set) =>
    loadJudgedQueries(set).map((query) => {
      const paths = searchPassages(db, { text: query.query, limit: 5 }).hits.map(({ path }) => path)
      return findPlace({ query, paths, durationMs: 0 }) >= 0
    }),
  )
  close()
  return { pages, shares: hits.map(computeShare), all: computeShare(hits.flat()) }
}

function computeShare(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / Math.max(1, hits.length)
}

function print(before: Answered, after: Answered, whole: Answered): void {
  const formatPercent = (of: number) => `${(of * 100).toFixed(1)} %`.padStart(10)
  const printRow = (name: string, { pages, shares, all }: Answered) =>
    console.log(`${name.padEnd(22)}${String(pages).padStart(6)}${[...shares, all].map(formatPercent).join('')}`)
  console.log(`answered in the first five, with ${(share * 100).toFixed(0)} % of each guide's pages`)
  console.log(`${''.padEnd(22)} pages${[...sets, 'all'].map((name) => name.padStart(10)).join('')}`)
  printRow('order of the contents', before)
  printRow("the product's order", after)
  printRow('every page', whole)
  const times = after.all / before.all
  console.log(`${times.toFixed(2)} times; wanted: ${WANTED}, ${times >= WANTED ? 'reached' : 'not reached'}`)
}
