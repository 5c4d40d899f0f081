// A reader that must not notice the writer: an MCP client asks the built server at a steady rate while pages are edited
// on the site, and a refresh with those edits runs, is killed and is started again.
//   tsx scripts/drills/reader.ts --index FILE [--site DIR] [--minutes 10] [--rate 20]
// FILE is a harvested index of the replica; a copy of it is used. Every answer is checked: no error, and every page
// read is whole, which the edits make visible (each changes a word all over a page at once, so a page that holds two
// editions was read half-written). Exit 1 when one is not.

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { readOptions } from '../read-options.ts'
import { choosePagesToEdit, type EditedPage, publishNextEdition } from './edited-pages.ts'
import { type Bench, makeEnvironment, PROGRAM, start, waitForEnd } from './program.ts'
import { type Replica, startReplica } from './replica.ts'

const { values: options } = readOptions({
  options: {
    index: { type: 'string' },
    site: { type: 'string', default: '../shared/replica' },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '20' },
  },
})

const EDITED_PAGES = 20
/** Of ten refreshes, this many are killed. */
const KILLED_OF_TEN = 7

interface Tally {
  readonly durationsMs: number[]
  readonly faults: string[]
  editions: Set<string>
  torn: number
}

async function main(): Promise<void> {
  if (options.index === undefined || !existsSync(options.index)) {
    console.error('Name a harvested index of the replica with --index FILE.')
    process.exit(1)
  }
  const replica = await startReplica(options.site)
  const folder = mkdtempSync(join(tmpdir(), 'reader-drill-'))
  const bench: Bench = { index: join(folder, 'index.sqlite'), origin: replica.origin, folder }
  copyFileSync(options.index, bench.index)
  const client = await connect(bench)
  try {
    const pages = await choosePagesToEdit(replica, await listLivePages(bench.index), EDITED_PAGES)
    const stop = new AbortController()
    const tally: Tally = { durationsMs: [], faults: [], editions: new Set(), torn: 0 }
    const writing = write(bench, replica, pages, stop.signal)
    await read(client, pages, tally, Number(options.minutes) * 60_000, Number(options.rate))
    stop.abort()
    print(tally, await writing)
  } finally {
    await client.close()
    await replica.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function connect({ index, ...bench }: Bench): Promise<Client> {
  const env: Record<string, string> = { AWS_DOCS_OFFLINE: '1' }
  for (const [name, value] of Object.entries(makeEnvironment({ index, ...bench })))
    if (value !== undefined) env[name] ??= value
  const client = new Client({ name: 'reader-drill', version: '1' })
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [PROGRAM, '--index', index], env }))
  return client
}

/** Asks at `rate` a second, whether the answers before have come or not: a server that is held up shows. */
async function read(
  client: Client,
  pages: readonly EditedPage[],
  tally: Tally,
  durationMs: number,
  rate: number,
): Promise<void> {
  const began = performance.now()
  const answers: Promise<void>[] = []
  for (let n = 0; performance.now() - began < durationMs; n++) {
    const wait = began + (n * 1000) / rate - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const page = pages[n % pages.length]
    if (page) answers.push(n % 2 === 0 ? readPage(client, page, tally) : search(client, page, tally))
  }
  await Promise.all(answers)
}

async function readPage(client: Client, page: EditedPage, tally: Tally): Promise<void> {
  const text = await ask(client, tally, 'read_documentation', { url: page.url, max_length: 40_000 })
  if (text === undefined) return
  const editions = new Set([...text.matchAll(page.editions)].map(([, edition]) => edition ?? ''))
  if (editions.size > 1) tally.torn += 1
  if (editions.size > 1) tally.faults.push(`${page.url} holds the editions ${[...editions].join(', ')} at once`)
  for (const edition of editions) tally.editions.add(edition)
  if (!text.includes(page.title)) tally.faults.push(`${page.url} came without its title`)
}

async function search(client: Client, page: EditedPage, tally: Tally): Promise<void> {
  const text = await ask(client, tally, 'search_documentation', { search_phrase: page.title, limit: 5 })
  if (text !== undefined && !text.includes('https://docs.aws.amazon.com/'))
    tally.faults.push(`no hit for "${page.title}"`)
}

async function ask(
  client: Client,
  tally: Tally,
  name: string,
  args: Record<string, unknown>,
): Promise<string | undefined> {
  const asked = performance.now()
  try {
    const result = await client.callTool({ name, arguments: args })
    const text = (result.content as { type: string; text?: string }[]).map((part) => part.text ?? '').join('\n')
    if (!result.isError) return text
    tally.faults.push(`${name} ${JSON.stringify(args)}: ${text}`)
  } catch (error) {
    tally.faults.push(`${name} ${JSON.stringify(args)}: ${String(error)}`)
  } finally {
    tally.durationsMs.push(performance.now() - asked)
  }
  return undefined
}

interface Writing {
  edits: number
  finished: number
  killed: number
  /** Exit codes of the refreshes that were left alone. */
  readonly codes: Record<string, number>
}

async function write(
  bench: Bench,
  replica: Replica,
  pages: readonly EditedPage[],
  signal: AbortSignal,
): Promise<Writing> {
  const writing: Writing = { edits: 0, finished: 0, killed: 0, codes: {} }
  for (let n = 0; !signal.aborted; n++) {
    writing.edits += await publishNextEdition(replica, pages)
    const child = start(bench, 'refresh', '--max-age', '0', '--json')
    const end = waitForEnd(child)
    const isKilled = n % 10 < KILLED_OF_TEN
    const timer = isKilled ? setTimeout(() => child.kill('SIGKILL'), 400 + Math.random() * 4000) : undefined
    const { code, signal: by, stderr } = await end
    clearTimeout(timer)
    if (by === 'SIGKILL') writing.killed += 1
    else writing.finished += 1
    if (by === null) writing.codes[String(code)] = (writing.codes[String(code)] ?? 0) + 1
    if (code !== 0 && by === null) console.error(stderr)
  }
  return writing
}

function print(tally: Tally, writing: Writing): void {
  const sorted = tally.durationsMs.toSorted((a, b) => a - b)
  const formatQuantile = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
  console.log(
    `${options.minutes} minutes at ${options.rate} a second: ${sorted.length} queries, ` +
      `${tally.faults.length} errors, ${tally.torn} torn pages`,
  )
  console.log(`  p50 ${formatQuantile(0.5)} ms, p99 ${formatQuantile(0.99)} ms, slowest ${formatQuantile(1)} ms`)
  console.log(
    `  meanwhile ${writing.edits} edits of ${EDITED_PAGES} pages; refreshes: ${writing.killed} killed, ` +
      `${writing.finished} finished, exit codes ${JSON.stringify(writing.codes)}; the reader saw ` +
      `${tally.editions.size} editions`,
  )
  for (const fault of tally.faults.slice(0, 10)) console.log(`  ${fault}`)
  if (tally.faults.length > 0) process.exitCode = 1
}

async function listLivePages(index: string): Promise<{ path: string; title: string; length: number }[]> {
  const { db, close } = await openIndexForReading(index)
  const rows = db
    .prepare(
      `SELECT path, title, length FROM page JOIN page_text ON page_id = page.id WHERE status = 'live' ORDER BY path`,
    )
    .all<{ path: string; title: string; length: number }>()
  close()
  return rows
}

await main()
