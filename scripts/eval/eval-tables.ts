// How many table look-ups find their row:   npm run eval:tables -- [--index FILE] [--shared DIR] [--lookups FILE]
// Each look-up of queries/tables.jsonl is asked twice: with the URL of its page, and of all indexed guides. It counts
// as answered when one of the rows returned holds every expected value. Without --index the ten guides of the replica
// are harvested first (some minutes); the index given is copied.
// Pages that a look-up names as a file are served from the loopback interface and harvested into the copy.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { openApp } from '../../src/app.ts'
import { parseDocUrl } from '../../src/core/model/doc-url.ts'
import { silentLogger } from '../../src/core/platform/logger.ts'
import { readOptions } from '../read-options.ts'
import { startSavedPagesSite } from '../tables/saved-pages-site.ts'

const LOOKUP = z.object({
  query_id: z.string(),
  path: z.string(),
  section: z.string().optional(),
  query: z.string(),
  expect: z.array(z.string()),
})

const { values: options } = readOptions({
  options: {
    index: { type: 'string' },
    shared: { type: 'string', default: process.env.AWS_DOCS_SHARED ?? '../shared' },
    lookups: { type: 'string' },
  },
})
const shared = resolve(options.shared)
const lookups = readFileSync(options.lookups ?? join(shared, 'queries/tables.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => LOOKUP.parse(JSON.parse(line)))

const folder = mkdtempSync(join(tmpdir(), 'eval-tables-'))
const indexFile = join(folder, 'index.sqlite')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

if (options.index) copyFileSync(options.index, indexFile)
else await harvestReplica()
const files = [...new Set(lookups.map(({ path }) => path).filter((path) => !path.includes('/')))]
const saved = await startSavedPagesSite(shared, files)
await harvest(saved.origin, saved.guides)
await saved.close()

const app = openApp({ ...makePlaces(), offline: true, logger: silentLogger })
const { pages } = await app.index.getStatus()
let withUrl = 0
let without = 0
const firsts = { withUrl: 0, without: 0 }
const timesMs: number[] = []
for (const lookup of lookups) {
  const path = saved.urls.get(lookup.path)?.path ?? parseDocUrl(lookup.path)?.path ?? ''
  const one = await findRank(lookup, path)
  const all = await findRank(lookup, undefined)
  if (one > 0) withUrl += 1
  if (all > 0) without += 1
  if (one === 1) firsts.withUrl += 1
  if (all === 1) firsts.without += 1
  console.log(`${lookup.query_id}  with URL: ${one || '-'}  without: ${all || '-'}  ${lookup.query}`)
}
await app.close()
timesMs.sort((a, b) => a - b)
console.log(
  `rows with all expected cells, of ${lookups.length}: ${withUrl} with the URL (${firsts.withUrl} as the ` +
    `first row), ${without} without (${firsts.without} as the first row)`,
)
console.log(
  `without a URL, over ${pages} pages: p50 ${formatQuantile(0.5)} ms, p95 ${formatQuantile(0.95)} ms, ` +
    `most ${formatQuantile(1)} ms (node ${process.version}, ${process.arch})`,
)

/** Which row, counted over all tables of the answer, holds every expected value; 0 for none. */
async function findRank({ query, expect }: z.infer<typeof LOOKUP>, path: string | undefined): Promise<number> {
  const start = performance.now()
  const answer = await app.documentation.searchTables({
    text: query,
    maxRows: 20,
    ...(path !== undefined && { url: path }),
  })
  if (path === undefined) timesMs.push(performance.now() - start)
  const groups = answer.tables.flatMap(({ table, groups }) => groups.map(({ from, to }) => table.rows.slice(from, to)))
  return (
    groups.findIndex((rows) =>
      expect.every((value) => rows.some((cells) => cells.some((cell) => holds(cell, value)))),
    ) + 1
  )
}

// Whole words: "5" is not in "50". Links and emphasis are not part of a value.
function holds(cell: string, value: string): boolean {
  const text = cell.replace(/\]\([^)]*\)/g, '').replace(/[[\]`\\]/g, '')
  for (let from = text.indexOf(value); from >= 0; from = text.indexOf(value, from + 1)) {
    if (!/\w/.test(text.charAt(from - 1)) && !/[\w]/.test(text.charAt(from + value.length))) return true
  }
  return false
}

function formatQuantile(share: number): string {
  return (timesMs[Math.min(timesMs.length - 1, Math.floor(timesMs.length * share))] ?? 0).toFixed(1)
}

function makePlaces() {
  return { indexFile, userCatalogFile: join(folder, 'guides.json'), cacheFile: join(folder, 'cache.sqlite') }
}

async function harvest(origin: string, guides: readonly string[]): Promise<void> {
  const harvester = openApp({ ...makePlaces(), offline: false, origin, logger: silentLogger })
  const report = await harvester.site.crawl({ guides: await harvester.guides.choose(guides) })
  await harvester.close()
  if (report.exitCode !== 0)
    throw new Error(`the harvest ended ${report.kind}: ${JSON.stringify(report).slice(0, 2000)}`)
}

async function harvestReplica(): Promise<void> {
  const site = join(shared, 'replica/site')
  if (!existsSync(site)) throw new Error(`there is no replica at ${site}; give an index with --index`)
  const { startReplica } = (await import(pathToFileURL(join(shared, 'replica/serve.mjs')).href)) as {
    startReplica(options: { sites: string[] }): Promise<{
      origin: string
      pages: ReadonlyMap<string, { base: string }>
      close(): Promise<void>
    }>
  }
  const replica = await startReplica({ sites: [site] })
  const first = new Map([...replica.pages].map(([path, { base }]) => [base, `https://docs.aws.amazon.com${path}`]))
  await harvest(replica.origin, [...first.values()])
  await replica.close()
}
