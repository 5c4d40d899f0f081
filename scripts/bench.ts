// How fast and how small:   npm run bench [-- --index FILE] [--sizes 1,6,23] [--skip-crawl]
// --sizes says how often the guides of the index are in the indexes that are measured: once is about 4,000 pages, 6 times 25,000, 23 times 100,000.
// Large indexes are built once and kept in the temporary folder. Needs ../shared for queries and replica, and a built server (npm run build).

import { mkdirSync, statSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { productVersion } from '../src/core/product-version.ts'
import { openIndexForReading } from '../src/store/open-index.ts'
import { loadMarkdown } from '../src/store/page-rows.ts'
import { grownIndex } from './bench/grow-index.ts'
import { measureCrawl } from './bench/measure-crawl.ts'
import { measureSearch } from './bench/measure-search.ts'
import { measureServer } from './bench/measure-server.ts'
import { loadJudgedQueries } from './eval/judged-queries.ts'
import { CACHE_FOLDER, replicaIndex } from './eval/replica-index.ts'

const { values: options } = parseArgs({
  options: {
    index: { type: 'string' },
    sizes: { type: 'string', default: '1,6,23' },
    'skip-crawl': { type: 'boolean', default: false },
  },
})

/** Milliseconds for the two sizes that have a target. */
const SEARCH_TARGETS: Readonly<Record<number, { p50: number; p95: number }>> = {
  1: { p50: 5, p95: 15 },
  6: { p50: 12, p95: 40 },
}

async function main(): Promise<void> {
  const queries = [...loadJudgedQueries('dev-en'), ...loadJudgedQueries('dev-ja')]
  const file = options.index ?? (await replicaIndex())
  mkdirSync(CACHE_FOLDER, { recursive: true })
  await printSetting(file, queries.length)
  await printSearch(file, queries)
  await printServer(file, queries)
  if (!options['skip-crawl']) await printCrawl()
}

async function printSetting(file: string, queries: number): Promise<void> {
  const { db, close } = await openIndexForReading(file)
  const sqlite = db.prepare('SELECT sqlite_version() AS version').get<{ version: string }>()?.version
  const ids = db.prepare(`SELECT id FROM page WHERE status = 'live'`).firstColumn<number>()
  const markdown = ids.reduce((sum, id) => sum + Buffer.byteLength(loadMarkdown(db, id) ?? ''), 0)
  const { size } = statSync(file)
  console.log(`machine    ${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, ${gigabytes(totalmem())}`)
  console.log(
    `versions   aws-docs-offline ${productVersion()}, Node ${process.versions.node}, SQLite ${sqlite} (${db.driver})`,
  )
  console.log(`queries    ${queries}, those of ../shared/queries`)
  console.log(
    `index      ${megabytes(size)}, ${ids.length} pages, their Markdown ${megabytes(markdown)}: ${verdict(size / markdown, 1.2, 2)} times`,
  )
  close()
}

async function printSearch(file: string, queries: ReturnType<typeof loadJudgedQueries>): Promise<void> {
  console.log(
    '\nin-process search, ms       first p50 / p95     warm p50 / p95      English, warm: ours p50 / p95   plain FTS5 OR p50 / p95   ratio of p50',
  )
  for (const times of options.sizes.split(',').map(Number)) {
    const grown = await grownIndex(file, times, CACHE_FOLDER)
    const { pages, first, warm, plain, english } = await measureSearch(grown, queries)
    const target = SEARCH_TARGETS[times]
    const cells = [
      `${pages} pages`.padEnd(27),
      `${first.p50.toFixed(1)} / ${first.p95.toFixed(1)}`.padEnd(19),
      `${verdict(warm.p50, target?.p50)} / ${verdict(warm.p95, target?.p95)}`.padEnd(19),
      `${english.p50.toFixed(1)} / ${english.p95.toFixed(1)}`.padEnd(31),
      `${plain.p50.toFixed(1)} / ${plain.p95.toFixed(1)}`.padEnd(25),
      (english.p50 / plain.p50).toFixed(2),
    ]
    console.log(cells.join(' '))
  }
}

async function printServer(file: string, queries: ReturnType<typeof loadJudgedQueries>): Promise<void> {
  const { startMs, calls, restBytes, busyBytes, textTokens, structuredTokens } = await measureServer(file, queries)
  console.log('\nserver over MCP stdio')
  console.log(`  start to first answer     ${verdict(startMs, 350, 0)} ms (median of 5)`)
  console.log(`  a search, warm            p50 ${calls.p50.toFixed(1)} ms, p95 ${calls.p95.toFixed(1)} ms`)
  console.log(
    `  resident memory           at rest ${verdict(restBytes / 1e6, 110, 0)} MB, after ${2 * queries.length} searches ${megabytes(busyBytes)}`,
  )
  console.log(
    `  tokens of an answer       text: median ${verdict(textTokens.median, 2000, 0)}, at most ${verdict(textTokens.max, 4000, 0)}; structured: median ${verdict(structuredTokens.median, 2000, 0)}, at most ${verdict(structuredTokens.max, 4000, 0)}`,
  )
  console.log('                            (ten hits; four Latin characters a token, one Japanese)')
}

async function printCrawl(): Promise<void> {
  const { pages, pagesPerSecond, peakBytes, stages } = await measureCrawl(CACHE_FOLDER)
  const rest = stages.whole - stages.extract - stages.store - stages.learn
  console.log('\ncrawl of the replica without pacing')
  console.log(
    `  ${pages} pages, ${pagesPerSecond.toFixed(0)} a second (target at least 150), peak memory ${verdict(peakBytes / 1e6, 300, 0)} MB`,
  )
  console.log(
    `  ms a page: ${stages.whole.toFixed(2)} = extract ${stages.extract.toFixed(2)} + store ${stages.store.toFixed(2)} + learn ${stages.learn.toFixed(2)} + network, frontier and replica ${rest.toFixed(2)}`,
  )
}

/** The figure, with the target where it is missed. */
function verdict(value: number, most: number | undefined, digits = 1): string {
  return most === undefined || value <= most ? value.toFixed(digits) : `${value.toFixed(digits)} (target ${most})`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(0)} GB`
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 2
})
