// Drills of the crawler over a whole replica of the site, with the built program, as a user would run it:
//   tsx scripts/drills/crawl.ts [--site DIR] [whole] [kill] [faults]
// whole   harvests every guide and prints pages a second, peak memory and sizes
// kill    SIGKILLs the crawl three times at random moments, resumes, and compares with an index that was never killed
// faults  the site errs, resets, cuts off (5 % each) and allows 50 requests a second
// The replica (../shared/replica) is not part of the project.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CrawlReport } from '../../src/crawl/run/report.ts'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { readOptions } from '../read-options.ts'

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const { values, positionals } = readOptions({
  options: { site: { type: 'string', default: '../shared/replica' } },
  allowPositionals: true,
})
const folder = resolve(values.site)
if (!existsSync(join(folder, 'serve.mjs'))) {
  console.error(`There is no replica of the site at ${folder}: expected its serve.mjs. Name its folder with --site.`)
  process.exit(1)
}

interface Replica {
  readonly origin: string
  readonly guides: ReadonlyMap<string, unknown>
  readonly stats: { log: { path: string; status: number }[] }
  close(): Promise<void>
}

const { startReplica } = (await import(pathToFileURL(join(folder, 'serve.mjs')).href)) as {
  startReplica(options: { sites: string[] }): Promise<Replica>
}
const replica = await startReplica({ sites: [join(folder, 'site')] })
const guides = [...replica.guides.keys()]
const scratch = mkdtempSync(join(tmpdir(), 'crawl-drill-'))
const drills = positionals.length > 0 ? positionals : ['whole', 'kill', 'faults']
try {
  const whole = join(scratch, 'whole.sqlite')
  await harvestWhole(whole)
  if (drills.includes('kill')) await killAndResume(whole)
  if (drills.includes('faults')) await harvestThroughFaults(whole)
} finally {
  await replica.close()
  rmSync(scratch, { recursive: true, force: true })
}

function start(index: string) {
  const args = [PROGRAM, '--index', index, 'crawl', '--json', ...guides]
  const env = { ...process.env, AWS_DOCS_ORIGIN: replica.origin, AWS_DOCS_DATA: scratch }
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
}

async function crawl(index: string): Promise<{ report: CrawlReport; peakBytes: number }> {
  const child = start(index)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  let peakBytes = 0
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, readPeak(child.pid))
  }, 50)
  await once(child, 'close')
  clearInterval(watch)
  return { report: JSON.parse(output) as CrawlReport, peakBytes }
}

// VmHWM is the kernel's own high-water mark, so looking now and then misses nothing but the last moments.
function readPeak(pid: number | undefined): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmHWM:\s+(\d+) kB/.exec(readText(status))?.[1] ?? 0) * 1024
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // the process is gone
  }
}

async function harvestWhole(index: string): Promise<void> {
  const { report, peakBytes } = await crawl(index)
  const pages = report.guides.reduce((sum, guide) => sum + guide.pages, 0)
  const urls = report.guides.flatMap(({ counts }) => Object.entries(counts))
  const by = new Map<string, number>()
  for (const [name, count] of urls) by.set(name, (by.get(name) ?? 0) + count)
  const { db, close } = await openIndexForReading(index)
  const markdown = db.prepare('SELECT sum(length) AS n FROM page_text').get<{ n: number }>()?.n ?? 0
  close()
  const seconds = report.durationMs / 1000
  console.log(`whole: ${report.kind}, exit ${report.exitCode}; ${pages} pages of ${guides.length} guides in the index`)
  console.log(
    `  ${[...by]
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${n} ${name}`)
      .join(', ')}`,
  )
  console.log(
    `  ${seconds.toFixed(1)} s, ${(pages / seconds).toFixed(0)} pages/s, ${report.requests} requests, ` +
      `peak memory ${(peakBytes / 1e6).toFixed(0)} MB`,
  )
  console.log(
    `  index ${(statSync(index).size / 1e6).toFixed(1)} MB, ` +
      `${(statSync(index).size / markdown).toFixed(2)} times its Markdown (${(markdown / 1e6).toFixed(1)} ` +
      'M characters)',
  )
}

async function killAndResume(whole: string): Promise<void> {
  const index = join(scratch, 'killed.sqlite')
  let fetchedTwice = 0
  for (let n = 1; n <= 3; n++) {
    const committed = await listCommittedPages(index)
    replica.stats.log.length = 0
    const child = start(index)
    await new Promise((wait) => setTimeout(wait, 700 + Math.random() * 2000))
    child.kill('SIGKILL')
    await once(child, 'close')
    fetchedTwice += replica.stats.log.filter(({ path }) => committed.has(path)).length
    console.log(`kill ${n}: ${(await listCommittedPages(index)).size} pages committed when killed`)
  }
  const committed = await listCommittedPages(index)
  replica.stats.log.length = 0
  const { report } = await crawl(index)
  fetchedTwice += replica.stats.log.filter(({ path }) => committed.has(path)).length
  console.log(
    `resumed: ${report.kind}, exit ${report.exitCode}; committed pages that were asked for again: ${fetchedTwice}`,
  )
  await compare(index, whole)
}

async function harvestThroughFaults(whole: string): Promise<void> {
  const index = join(scratch, 'faults.sqlite')
  const faults = { errorRate: 0.05, resetRate: 0.05, truncateRate: 0.05, ratePerSecond: 50, seed: 7 }
  await fetch(`${replica.origin}/__replica/faults`, { method: 'POST', body: JSON.stringify(faults) })
  replica.stats.log.length = 0
  const { report } = await crawl(index)
  const statuses = new Map<number, number>()
  for (const { status } of replica.stats.log) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  console.log(
    `faults: ${report.kind}, exit ${report.exitCode}; ${(report.durationMs / 1000).toFixed(0)} s, ` +
      `${report.requests} requests, answers ${JSON.stringify(Object.fromEntries(statuses))}`,
  )
  await compare(index, whole)
}

async function readPages(index: string): Promise<Map<string, string>> {
  if (!existsSync(index)) return new Map()
  const { db, close } = await openIndexForReading(index)
  const rows = db
    .prepare(`SELECT path, content_hash AS hash FROM page WHERE status = 'live'`)
    .all<{ path: string; hash: string }>()
  close()
  return new Map(rows.map(({ path, hash }) => [path, hash]))
}

async function listCommittedPages(index: string): Promise<Set<string>> {
  return new Set((await readPages(index)).keys())
}

async function compare(index: string, whole: string): Promise<void> {
  const [found, expected] = [await readPages(index), await readPages(whole)]
  const other = [...expected].filter(([path, hash]) => found.get(path) !== hash).length
  console.log(`  ${found.size} pages, ${expected.size} expected; pages with another or no content: ${other}`)
  if (other > 0 || found.size !== expected.size) process.exitCode = 1
}
