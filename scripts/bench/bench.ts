// How fast and how small:   npm run bench [-- --sizes ten,scale,grown] [--index FILE] [--skip-crawl]
// Sizes are the ten guides of the replica, its 195 of scale, and those four times over: some 4,500, 25,500 and 102,000
// pages, asked the judged queries of both languages that were written over them, beside plain FTS5 over the same pages.
// --index measures that index instead of the ten guides'.
// Indexes are made once and kept in the temporary folder. Needs ../shared for queries and replica, and a built server
// (npm run build).

import { statSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { getProductVersion } from '../../src/core/platform/product-version.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { loadMarkdown } from '../../src/store/pages/page-rows.ts'
import { loadJudgedQueries } from '../eval/judged-queries.ts'
import { CACHE_FOLDER } from '../eval/replica-index.ts'
import { readOptions, refuseCommand } from '../read-options.ts'
import { measureCrawl } from './measure-crawl.ts'
import { measureSearch, type Quantiles } from './measure-search.ts'
import { measureServer } from './measure-server.ts'
import { type BenchSize, SIZES } from './sizes.ts'

const { values: options } = readOptions({
  options: {
    index: { type: 'string' },
    sizes: { type: 'string', default: 'ten,scale,grown' },
    'skip-crawl': { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  const wanted = options.sizes.split(',')
  const unknown = wanted.filter((name) => !SIZES.some((size) => size.name === name))
  const known = SIZES.map(({ name }) => name).join(', ')
  if (unknown.length > 0) refuseCommand(`There is no size ${unknown.join(', ')}. Sizes: ${known}.`)
  const machine = `${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, ${formatGigabytes(totalmem())}`
  console.log(
    `machine    ${machine}\nversions   aws-docs-offline ${getProductVersion()}, Node ${process.versions.node}`,
  )
  for (const size of SIZES) if (wanted.includes(size.name)) await printSize(size)
  if (!options['skip-crawl']) await printCrawl()
}

async function printSize(size: BenchSize): Promise<void> {
  const file = size.name === 'ten' && options.index !== undefined ? options.index : await size.indexFile()
  const queries = size.sets.flatMap((set) => loadJudgedQueries(set))
  await printIndex(size.name, file)
  console.log(`  ${queries.length} queries (${size.sets.join(', ')}), in process, ms: p50 / p95`)
  const { first, warm, ours, plain } = await measureSearch(file, queries)
  const { p50, p95 } = size.most
  console.log(`    first                   ${formatPair(first)}`)
  console.log(`    warm                    ${formatVerdict(warm.p50, p50)} / ${formatVerdict(warm.p95, p95)}`)
  console.log(`    in turn, ours           ${formatPair(ours)}`)
  console.log(`    in turn, plain FTS5     ${formatPair(plain)}`)
  const ratios = [ours.p50 / plain.p50, ours.p95 / plain.p95].map((ratio) => formatVerdict(ratio, 1, 2))
  console.log(`    ours to plain           ${ratios.join(' / ')}`)
  await printServer(file, queries)
}

async function printIndex(name: string, file: string): Promise<void> {
  const { db, close } = await openIndexForReading(file)
  const sqlite = db.prepare('SELECT sqlite_version() AS version').get<{ version: string }>()?.version
  const ids = db.prepare(`SELECT id FROM page WHERE status = 'live'`).firstColumn<number>()
  const passages = db.prepare('SELECT count(*) AS n FROM passage').get<{ n: number }>()?.n ?? 0
  const markdown = ids.reduce((sum, id) => sum + Buffer.byteLength(loadMarkdown(db, id) ?? ''), 0)
  const { size } = statSync(file)
  const ratio = formatVerdict(size / markdown, 1.2, 2)
  console.log(`\n${name}: ${ids.length} pages, ${passages} passages; SQLite ${sqlite} (${db.driver})`)
  console.log(`  index ${formatMegabytes(size)}, its Markdown ${formatMegabytes(markdown)}: ${ratio} times`)
  close()
}

async function printServer(file: string, queries: ReturnType<typeof loadJudgedQueries>): Promise<void> {
  const { startMs, calls, restBytes, busyBytes, textTokens, structuredTokens } = await measureServer(file, queries)
  const formatTokens = ({ median, max }: { median: number; max: number }) =>
    `median ${formatVerdict(median, 2000, 0)}, at most ${formatVerdict(max, 4000, 0)}`
  const rest = formatVerdict(restBytes / 1e6, 115, 0)
  console.log('  server over MCP stdio')
  console.log(`    start to first answer   ${formatVerdict(startMs, 350, 0)} ms (median of 5)`)
  console.log(`    a search, warm, ms      ${formatPair(calls)}`)
  console.log(
    `    resident memory         at rest ${rest} MB, ` +
      `after ${2 * queries.length} searches ${formatMegabytes(busyBytes)}`,
  )
  console.log(
    `    tokens of ten hits      text: ${formatTokens(textTokens)}; structured: ${formatTokens(structuredTokens)}`,
  )
}

async function printCrawl(): Promise<void> {
  const { pages, pagesPerSecond, peakBytes, stages } = await measureCrawl(CACHE_FOLDER)
  const rest = stages.whole - stages.extract - stages.store - stages.learn
  console.log('\ncrawl of the ten guides without pacing')
  console.log(
    `  ${pages} pages, ${pagesPerSecond.toFixed(0)} a second (target at least 150), peak memory ` +
      `${formatVerdict(peakBytes / 1e6, 300, 0)} MB`,
  )
  console.log(
    `  ms a page: ${stages.whole.toFixed(2)} = extract ${stages.extract.toFixed(2)} + store ` +
      `${stages.store.toFixed(2)} + learn ${stages.learn.toFixed(2)} + network, frontier and replica ` +
      `${rest.toFixed(2)}`,
  )
}

function formatPair({ p50, p95 }: Quantiles): string {
  return `${p50.toFixed(1)} / ${p95.toFixed(1)}`
}

/** The figure, with the target where it is missed. */
function formatVerdict(value: number, most: number | undefined, digits = 1): string {
  return most === undefined || value <= most ? value.toFixed(digits) : `${value.toFixed(digits)} (target ${most})`
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function formatGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(0)} GB`
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
