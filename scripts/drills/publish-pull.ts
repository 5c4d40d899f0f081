// Publishing and pulling over an index, with the built program: what it takes in time and bytes, and what is refused.
//   npm run build && npm run drill:publish [-- INDEX]        the ten guides of the replica by default; the index is
//                                                            copied
// Exit 1 when a reader's index is not as the publisher's, or something is taken that must be refused.

import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { harvestReplicaIndex } from '../eval/replica-index.ts'
import { readOptions } from '../read-options.ts'
import { passNightOver } from './night-edits.ts'
import { type Bench, type Ended, run, start, waitForEnd } from './program.ts'
import { serveStatic } from './static-site.ts'

const { positionals } = readOptions({ allowPositionals: true })
const folder = mkdtempSync(join(tmpdir(), 'publish-drill-'))
const repository = join(folder, 'repository')
const key = join(folder, 'key')
const site = await serveStatic(repository)
const here = makeBench('here')
let isAsExpected = true

function makeBench(name: string): Bench {
  mkdirSync(join(folder, name))
  return { index: join(folder, name, 'index.sqlite'), origin: 'http://127.0.0.1:9', folder: join(folder, name) }
}

function check(name: string, isGood: boolean, said: string): void {
  if (!isGood) isAsExpected = false
  console.log(`| ${name} | ${isGood ? '' : 'NOT AS EXPECTED: '}${said} |`)
}

/** What both indexes have of every page. */
async function isSameIndex(a: Bench, b: Bench): Promise<boolean> {
  const [one, other] = await Promise.all(
    [a, b].map(async ({ index }) => {
      const { db, close } = await openIndexForReading(index)
      const rows = db.prepare('SELECT path, status, content_hash, checked_at FROM page ORDER BY path').all<object>()
      close()
      return JSON.stringify(rows.filter((row) => !('status' in row) || row.status === 'live'))
    }),
  )
  return one === other
}

async function publish(name: string): Promise<void> {
  const end = await run(here, 'publish', repository, '--sign', key, '--json')
  const { addedBytes, durationMs, guides, retired } = JSON.parse(end.stdout) as {
    addedBytes: number
    durationMs: number
    retired: number
    guides: readonly { deltaBytes?: number; action: string }[]
  }
  const deltas = guides.reduce((sum, { deltaBytes = 0 }) => sum + deltaBytes, 0)
  const total = readdirSync(repository).reduce((sum, file) => sum + statSync(join(repository, file)).size, 0)
  const said =
    `${formatSeconds(durationMs)}; added ${formatMegabytes(addedBytes)}, of these deltas ${formatMegabytes(deltas)}; ` +
    `${retired} files retired; folder ${formatMegabytes(total)}`
  check(name, end.code === 0, said)
}

function pull(bench: Bench, from: string, ...args: string[]): Promise<Ended> {
  return run(bench, 'pull', '--all', '--json', '--from', from, '--trust', `${key}.pub`, ...args)
}

async function checkPull(name: string, bench: Bench, from: string, ...args: string[]): Promise<void> {
  site.take()
  const end = await pull(bench, from, ...args)
  const { bytes, requests, resumed } = site.take()
  const report = JSON.parse(end.stdout || '{}') as {
    durationMs: number
    fetchedBytes: number
    guides: readonly { action: string; files: number; outcome: string }[]
  }
  const count = (action: string) => report.guides.filter((guide) => guide.action === action).length
  const line =
    requests > 0 && bytes > 0 ? `; ${requests} requests, ${formatMegabytes(bytes)} on the line, ${resumed} resumed` : ''
  const isSame = end.code === 0 && (await isSameIndex(here, bench))
  const what = `${count('full')} whole, ${count('delta')} by deltas, ${count('current')} as published`
  const came = `${formatSeconds(report.durationMs)}; ${what}; ${formatMegabytes(report.fetchedBytes)}${line}`
  check(name, isSame, `${came}; the same pages as published`)
}

async function checkRefusal(name: string, bench: Bench, from: string, code: string, ...args: string[]): Promise<void> {
  const end = await run(bench, 'pull', '--all', '--from', from, ...args)
  const said = end.stderr.trim().split('\n').at(-1) ?? ''
  check(name, end.code === 1 && said.includes(code), `exit ${end.code}: ${said.replaceAll(folder, '')}`)
}

async function main(): Promise<void> {
  copyFileSync(positionals[0] ?? (await harvestReplicaIndex()), here.index)
  await run(here, 'keygen', key)
  await run(here, 'keygen', join(folder, 'other'))
  console.log(`Node ${process.version}\n\n| Step | What came of it |\n| --- | --- |`)
  await publish('publish')
  await publish('publish again, nothing new')
  const [net, share, killed, late] = ['net', 'share', 'killed', 'late'].map(makeBench) as [Bench, Bench, Bench, Bench]
  await checkPull('pull into an empty index, http', net, site.url)
  await checkPull('pull again', net, site.url)
  await checkPull('pull into an empty index, folder, --offline', share, repository, '--offline')

  site.take()
  const child = start(killed, 'pull', '--all', '--from', site.url, '--trust', `${key}.pub`)
  site.stallAt = { bundle: 5, reached: () => child.kill('SIGKILL') }
  const { signal } = await waitForEnd(child)
  site.stallAt = undefined
  const whole = JSON.parse((await run(killed, 'status', '--json')).stdout).guides as {
    completeness: { kind: string }
  }[]
  const isWhole = whole.length === 4 && whole.every(({ completeness }) => completeness.kind === 'complete')
  check(
    'kill -9 in the middle of the fifth guide',
    signal === 'SIGKILL' && isWhole,
    `${whole.length} guides, all whole`,
  )
  await checkPull('pull after that', killed, site.url)

  const first = join(folder, 'first')
  cpSync(repository, first, { recursive: true })
  copyFileSync(net.index, late.index)
  for (const [night, edits, removals, additions] of [
    [1, 20, 5, 4],
    [2, 0, 0, 0],
    [3, 20, 5, 4],
  ] as const) {
    await passNightOver(here.index, { edits, removals, additions, now: Date.now() + night * 86_400_000 + night * 1100 })
    await publish(
      `night ${night} (${edits} edits, ${removals} removals, ${additions} additions, all confirmed): publish`,
    )
    await checkPull(`night ${night}: pull`, net, site.url)
  }
  await checkPull('pull after three nights at once', late, site.url)

  const trust = ['--trust', `${key}.pub`]
  const bare = makeBench('bare')
  await checkRefusal('another key', bare, site.url, 'is signed by', '--trust', join(folder, 'other.pub'))
  site.folder = first
  await checkRefusal('an older catalog', net, site.url, '--accept-older', ...trust)
  site.folder = repository
  const tampered = join(folder, 'tampered')
  cpSync(repository, tampered, { recursive: true })
  appendFileSync(join(tampered, 'catalog.json'), ' ')
  await checkRefusal('a tampered catalog', bare, tampered, 'was changed after that', ...trust)
  const unsigned = join(folder, 'unsigned')
  cpSync(repository, unsigned, { recursive: true })
  for (const name of readdirSync(unsigned)) if (name.endsWith('.sig')) rmSync(join(unsigned, name))
  await checkRefusal('an unsigned catalog', bare, unsigned, 'it is not signed', ...trust)

  const assets = await serveStatic(repository)
  const redirected = makeBench('redirected')
  site.redirectTo = assets.url.replace('127.0.0.1', 'localhost')
  await checkPull('a server that redirects to another host', redirected, site.url)
  site.redirectTo = 'http://169.254.169.254'
  const away = await pull(bare, site.url)
  check('a redirect to plain http elsewhere', away.code === 3, away.stderr.trim().split('\n').at(-1) ?? '')
  assets.close()
}

function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(3)} MB`
}

try {
  await main()
} finally {
  site.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = isAsExpected ? 0 : 1
