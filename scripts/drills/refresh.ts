// What a refresh costs and finds, over a replica of the site and with the built program, as cron would run it:
//   tsx scripts/drills/refresh.ts [--site DIR] [--guide FILE …]
// 1 harvests; 2 refreshes with nothing changed; 3 lets a night pass over the site (20 edits, 3 deletions, 2 moves, 2
// additions, and two guides deployed with no edit), refreshes, and compares what was indexed anew and what `changes`
// lists with what was done. Exit 1 when anything differs.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CrawlReport, GuideCounts } from '../../src/crawl/run/report.ts'
import { readOptions } from '../read-options.ts'
import { findDifference, hashPages } from './index-content.ts'
import { type Bench, run } from './program.ts'
import { type Replica, type ReplicaRequest, startReplica } from './replica.ts'
import { type Night, passNight } from './site-edits.ts'

const { values: options } = readOptions({
  options: {
    site: { type: 'string', default: '../shared/replica' },
    guide: { type: 'string', multiple: true, default: [] },
  },
})

const SITE = 'https://docs.aws.amazon.com'
let isAsExpected = true

async function main(): Promise<void> {
  const replica = await startReplica(options.site, options.guide)
  const folder = mkdtempSync(join(tmpdir(), 'refresh-drill-'))
  const bench: Bench = { index: join(folder, 'index.sqlite'), origin: replica.origin, folder }
  try {
    const guides = await listGuides(replica)
    const crawl = parseReport((await run(bench, 'crawl', '--json', ...guides.map((base) => SITE + base))).stdout)
    console.log(`harvest: ${formatSummary(crawl)}`)
    await refreshUnchanged(bench, replica)
    await refreshAfterNight(bench, replica, guides)
  } finally {
    await replica.close()
    rmSync(folder, { recursive: true, force: true })
  }
  process.exitCode = isAsExpected ? 0 : 1
}

async function refreshUnchanged(bench: Bench, replica: Replica): Promise<void> {
  const before = await hashPages(bench.index)
  await replica.forget()
  const report = parseReport((await run(bench, 'refresh', '--max-age', '0', '--json')).stdout)
  const asked = (await replica.listRequests()).filter(({ path }) => before.has(path))
  console.log(`nothing changed: ${formatSummary(report)}`)
  const once = new Set(asked.map(({ path }) => path))
  check('pages asked for, each once', [asked.length, once.size], [before.size, before.size])
  check('of these with a validator', asked.filter(({ conditional }) => conditional).length, before.size)
  check(
    'answered 304, so that nothing was read or extracted',
    asked.filter(({ status }) => status === 304).length,
    before.size,
  )
  check('pages whose content differs', findDifference(before, await hashPages(bench.index)), {
    added: [],
    removed: [],
    changed: [],
  })
}

async function refreshAfterNight(bench: Bench, replica: Replica, guides: readonly string[]): Promise<void> {
  const before = await hashPages(bench.index)
  const sizes = { edits: 20, deletions: 3, moves: 2, additions: 2 }
  const deployed = await findDeployable(replica, guides, [...before.keys()])
  const night = await passNight(replica, [...before.keys()], deployed, sizes)
  await replica.forget()
  const began = Date.now()
  const report = parseReport((await run(bench, 'refresh', '--max-age', '0', '--json')).stdout)
  const asked = (await replica.listRequests()).filter(({ path }) => before.has(path))
  console.log(`a night later: ${formatSummary(report)}`)
  console.log(
    `  deployed with no edit: ${deployed.join(', ')}; ${countFreshBelow(asked, deployed)} of their pages had ` +
      'other bytes and were read',
  )
  const found = findDifference(before, await hashPages(bench.index))
  check(
    'pages indexed anew',
    { added: found.added.length, changed: found.changed.length, removed: found.removed.length },
    {
      added: night.added.length + night.moved.length,
      changed: night.edited.length,
      removed: night.deleted.length + night.moved.length,
    },
  )
  check(
    '  exactly those',
    sortLists(found.added, found.changed, found.removed),
    sortLists([...night.added, ...night.moved.map(([, to]) => to)], night.edited, [
      ...night.deleted,
      ...night.moved.map(([from]) => from),
    ]),
  )
  await compareChanges(bench, night, began)
}

async function compareChanges(bench: Bench, night: Night, since: number): Promise<void> {
  const log = JSON.parse((await run(bench, 'changes', '--since', new Date(since).toISOString(), '--json')).stdout) as {
    goesBackTo: string
    changes: { kind: string; url: string; movedTo?: string; sections?: { edited: string[] } }[]
  }
  const listed = log.changes.map(({ kind, url, movedTo }) => [kind, url, movedTo ?? ''].join(' ').trim())
  const done = [
    ...night.edited.map((path) => `changed ${SITE}${path}`),
    ...night.deleted.map((path) => `removed ${SITE}${path}`),
    ...night.moved.map(([from, to]) => `moved ${SITE}${from} ${SITE}${to}`),
    ...night.added.map((path) => `added ${SITE}${path}`),
  ]
  check(`"changes" lists ${listed.length}, exactly what was done`, sortLists(listed), sortLists(done))
  const edited = log.changes.filter(({ sections }) => sections?.edited.length === 1).length
  check('edits that name the one section they are in', edited, night.edited.length)
  console.log(`  the record goes back to ${log.goesBackTo}`)
}

/**
 * Bases of the two guides with most pages that hold element ids which the build makes up, so that a deployment changes
 * their bytes.
 */
async function findDeployable(
  replica: Replica,
  guides: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  const counted: { base: string; count: number }[] = []
  for (const base of guides) {
    const below = paths.filter((path) => path.startsWith(base))
    let count = 0
    for (const path of below) {
      const html = await (await fetch(replica.origin + encodeURI(path))).text()
      if (/\bw\d+aab/.test(html)) count += 1
    }
    counted.push({ base, count })
  }
  return counted
    .sort((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ base }) => base)
}

async function listGuides(replica: Replica): Promise<string[]> {
  const index = await (await fetch(`${replica.origin}/sitemap_index.xml`)).text()
  return [...index.matchAll(/<loc>https:\/\/[^/]+(.*?)sitemap\.xml<\/loc>/g)].map(([, base]) => base ?? '')
}

function countFreshBelow(asked: readonly ReplicaRequest[], bases: readonly string[]): number {
  return asked.filter(({ path, status }) => status === 200 && bases.some((base) => path.startsWith(base))).length
}

function parseReport(stdout: string): CrawlReport {
  return JSON.parse(stdout) as CrawlReport
}

function formatSummary({ kind, exitCode, guides, requests, bytes, durationMs }: CrawlReport): string {
  const names: (keyof GuideCounts)[] = [
    'new',
    'changed',
    'unchanged',
    'moved',
    'gone',
    'untranslated',
    'skipped',
    'failed',
    'left',
  ]
  const counts = names
    .map((name) => [guides.reduce((sum, guide) => sum + guide.counts[name], 0), name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
  const pages = guides.reduce((sum, guide) => sum + guide.pages, 0)
  const seconds = (durationMs / 1000).toFixed(1)
  return (
    `${kind}, exit ${exitCode}; ${pages} pages of ${guides.length} guides; ${counts.join(', ')}; ` +
    `${requests} requests, ${(bytes / 1e6).toFixed(1)} MB, ${seconds} s`
  )
}

function check(what: string, found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a === b) console.log(`  ok    ${what}: ${a.length > 200 ? 'as expected' : a}`)
  else {
    console.log(`  WRONG ${what}: ${a}, expected ${b}`)
    isAsExpected = false
  }
}

function sortLists(...all: readonly (readonly string[])[]): string[][] {
  return all.map((list) => [...list].sort())
}

await main()
