// The table of bad days: what was done to the site, the disk or the process, what the user saw, the exit code, and the
// pages before and after. With the built program over two guides of a replica of the site:
//   tsx scripts/drills/bad-days.ts [--site DIR]
// Every row has an index and a site of its own, and they run side by side: some wait for minutes, as the program does
// when a site throttles. Exit 1 when a row ends with fewer good pages than it began with, or when the refresh after it
// does not fix what was missed.

import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CrawlReport } from '../../src/crawl/run/report.ts'
import { readOptions } from '../read-options.ts'
import { type FaultRule, type FaultySite, startFaultySite } from './fault-proxy.ts'
import { findDifference, hashPages } from './index-content.ts'
import { type Bench, type Ended, run, start, waitForEnd } from './program.ts'
import { startReplica } from './replica.ts'

const { values: options } = readOptions({ options: { site: { type: 'string', default: '../shared/replica' } } })
const GUIDES = ['amazon-ecr-user-guide.jsonl.gz', 'amazon-eventbridge-user-guide.jsonl.gz']
const BASES = ['/AmazonECR/latest/userguide/', '/amazon-eventbridge-user-guide/latest/guide/']
const SITE = 'https://docs.aws.amazon.com'
const REFRESH = ['refresh', '--max-age', '0', '--json']

interface Row {
  readonly name: string
  readonly rule?: FaultRule
  /** What is run; by default a refresh of every page. */
  readonly act?: (bench: Bench, site: FaultySite) => Promise<Ended>
}

const isPage = (path: string) => path.endsWith('.html')
const breakPages =
  (fault: ReturnType<FaultRule>): FaultRule =>
  (path) =>
    isPage(path) ? fault : undefined
const breakAfter =
  (count: number, rule: FaultRule): FaultRule =>
  (path, n) =>
    n > count ? rule(path, n) : undefined
/** Always the same six of ten requests, whatever else runs. */
const breakSixOfTen: FaultRule = (path, n) =>
  isPage(path) && ((n * 48271) % 2147483647) % 10 < 6 ? { status: 503 } : undefined
const redirectTo = (location: string) => breakPages({ status: 302, headers: { location } })

const ROWS: readonly Row[] = [
  { name: 'site down before', rule: () => ({ instead: 'reset' }) },
  { name: 'site down in the middle', rule: breakAfter(50, () => ({ instead: 'reset' })) },
  { name: '429 without end', rule: breakAfter(50, breakPages({ status: 429 })) },
  {
    name: '429, Retry-After an hour',
    rule: breakAfter(50, breakPages({ status: 429, headers: { 'retry-after': '3600' } })),
  },
  { name: '60 % of answers 503', rule: breakSixOfTen },
  { name: 'every 3rd page reset', rule: (path, n) => (isPage(path) && n % 3 === 0 ? { instead: 'reset' } : undefined) },
  { name: 'every 3rd body cut off', rule: (path, n) => (isPage(path) && n % 3 === 0 ? { instead: 'cut' } : undefined) },
  {
    name: 'one page never answers',
    rule: (path) => (path.endsWith('what-is-ecr.html') ? { instead: 'hang' } : undefined),
  },
  { name: 'robots.txt answers 500', rule: (path) => (path === '/robots.txt' ? { status: 500 } : undefined) },
  { name: 'contents answer 500', rule: (path) => (path.endsWith('toc-contents.json') ? { status: 500 } : undefined) },
  { name: 'contents lost half overnight', act: refreshHalfOfContents },
  { name: 'every page answers 404', rule: breakPages({ status: 404 }) },
  { name: 'pages redirect to another host', rule: redirectTo('https://elsewhere.example/x.html') },
  { name: 'pages redirect to loopback', rule: redirectTo('http://127.0.0.1:9/x.html') },
  { name: 'pages redirect to link-local', rule: redirectTo('http://169.254.169.254/latest/meta-data/') },
  {
    name: 'a page of 50 MB',
    rule: (path) =>
      path.endsWith('what-is-ecr.html')
        ? { body: 'x'.repeat(50 * 1024 * 1024), headers: { 'content-type': 'text/html' } }
        : undefined,
  },
  {
    name: 'a page to sign in, everywhere',
    rule: () => ({ headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }),
  },
  { name: 'SIGKILL in the middle', act: killRefresh },
  { name: 'two at once', act: refreshTwice },
  { name: 'disk full', act: refreshOnFullDisk },
  { name: 'read-only volume', act: refreshOnReadOnlyVolume },
]

const scratch = mkdtempSync(join(tmpdir(), 'bad-days-'))
const replica = await startReplica(options.site, GUIDES)
const harvested = join(scratch, 'harvested.sqlite')
try {
  await run(
    { index: harvested, origin: replica.origin, folder: scratch },
    'crawl',
    '--json',
    ...BASES.map((base) => SITE + base),
  )
  const lines = await Promise.all(ROWS.map((row, index) => liveThrough(row, index)))
  console.log(
    '| Done | Seen | Exit | Pages before | after | Content lost | Next refresh |\n| --- | --- | --- | ' +
      '--- | --- | --- | --- |',
  )
  for (const line of lines) console.log(line)
} finally {
  await replica.close()
  rmSync(scratch, { recursive: true, force: true })
}

async function liveThrough({ name, rule, act }: Row, index: number): Promise<string> {
  const site = await startFaultySite(replica.origin)
  const folder = join(scratch, `row-${index}`)
  mkdirSync(folder)
  const bench = { index: join(folder, 'index.sqlite'), origin: site.origin, folder }
  copyFileSync(harvested, bench.index)
  const before = await hashPages(bench.index)
  site.rule = rule
  const end = await (act ? act(bench, site) : run(bench, ...REFRESH))
  const then = await hashPages(bench.index)
  site.rule = undefined
  const next = await run(bench, ...REFRESH)
  const afterwards = await hashPages(bench.index)
  await site.close()
  const lost = findDifference(before, then)
  const isWhole = findDifference(before, afterwards).removed.length === 0 && next.code === 0
  if (lost.removed.length + lost.changed.length > 0 || !isWhole) process.exitCode = 1
  const counts = `${before.size} | ${then.size} | ${lost.removed.length + lost.changed.length}`
  const cells = [name, describeEnd(end), end.signal ?? end.code, counts, `${next.code}, ${afterwards.size} pages`]
  return `| ${cells.join(' | ')} |`
}

/** The reason in the report, and the first page that it names; else the last line of what was said. */
function describeEnd({ stdout, stderr }: Ended): string {
  const report = tryParseReport(stdout)
  if (!report) return escapeCell(stderr.trim().split('\n').at(-1) ?? '')
  const named = report.guides.flatMap(({ failed, skipped }) => [...failed, ...skipped])
  const [first] = named
  const example = first ? ` (${first.url.replace(/.*\//, '')}: ${first.reason})` : ''
  return escapeCell(`${report.kind}${report.reason === undefined ? '' : `: ${report.reason}`}${example}`)
}

function tryParseReport(stdout: string): CrawlReport | undefined {
  try {
    return JSON.parse(stdout) as CrawlReport
  } catch {
    return undefined
  }
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(scratch, '…').slice(0, 260)
}

async function refreshHalfOfContents(bench: Bench, site: FaultySite): Promise<Ended> {
  const halves = new Map<string, string>()
  for (const base of BASES) {
    const path = `${base}toc-contents.json`
    const toc = (await (await fetch(replica.origin + path)).json()) as { contents: object[] }
    halves.set(path, JSON.stringify({ contents: toc.contents.slice(0, Math.ceil(toc.contents.length / 2)) }))
  }
  site.rule = (path) => {
    const body = halves.get(path)
    return body === undefined ? undefined : { body, headers: { 'content-type': 'application/json' } }
  }
  return run(bench, ...REFRESH)
}

async function killRefresh(bench: Bench, site: FaultySite): Promise<Ended> {
  const child = start(bench, ...REFRESH)
  site.rule = (_, n) => {
    if (n > 60) child.kill('SIGKILL')
    return undefined
  }
  return waitForEnd(child)
}

/** What the second of two sees. */
async function refreshTwice(bench: Bench, site: FaultySite): Promise<Ended> {
  let reached = () => {}
  const working = new Promise<void>((resolve) => {
    reached = resolve
  })
  site.rule = (_, n) => {
    if (n === 30) reached()
    return n >= 30 ? { status: 503 } : undefined
  }
  const first = waitForEnd(start(bench, ...REFRESH))
  await working
  const second = await run(bench, ...REFRESH)
  site.rule = undefined
  await first
  return second
}

/** The index on a volume of its own that has 100 kB left; it comes back to where it was. */
async function refreshOnFullDisk(bench: Bench): Promise<Ended> {
  return runOnVolume(bench, '9m', async (index, disk) => {
    execFileSync('bash', [
      '-c',
      `dd if=/dev/zero of=${disk}/ballast bs=1k count=100 2>/dev/null; cat /dev/zero >${disk}/rest ` +
        `2>/dev/null || true; rm ${disk}/ballast`,
    ])
    const end = await run({ ...bench, index }, ...REFRESH)
    rmSync(`${disk}/rest`)
    return end
  })
}

async function refreshOnReadOnlyVolume(bench: Bench): Promise<Ended> {
  return runOnVolume(bench, '32m', async (index, disk) => {
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const end = await run({ ...bench, index }, ...REFRESH)
    const search = await run({ ...bench, index }, '--offline', 'search', 'repository', '--limit', '1')
    return { ...end, stderr: `${end.stderr.trim()} Search answers with ${search.code}.` }
  })
}

async function runOnVolume(
  bench: Bench,
  size: string,
  act: (index: string, disk: string) => Promise<Ended>,
): Promise<Ended> {
  const disk = join(bench.folder, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return { code: null, signal: null, stdout: '', stderr: 'not done: mounting is not permitted here' }
  }
  try {
    const index = join(disk, 'index.sqlite')
    copyFileSync(bench.index, index)
    const end = await act(index, disk)
    copyFileSync(index, bench.index)
    for (const suffix of ['-wal', '-shm']) rmSync(bench.index + suffix, { force: true })
    return end
  } finally {
    execFileSync('umount', ['-l', disk])
  }
}
