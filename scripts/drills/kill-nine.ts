// SIGKILL at random moments in crawl, refresh, import, export, migrations and publish, with the built program over a
// made-up site:
//   npm run drill -- kill [--times 5] [--seed N] [--only crawl …]
// After each kill a process of its own looks at the index (doctor), what was committed must be there, and the next run
// must finish with what one that was never killed makes. The SQLite binding is that of this Node and of AWS_DOCS_SQLITE
// (node | better-sqlite3). Exit 1 when anything is not so.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDriver } from '../../src/store/sqlite/load-driver.ts'
import { Random } from '../fuzz/random.ts'
import { readOptions, refuseCommand } from '../read-options.ts'
import { hashIndex, listProblems, readPageHashes } from './kill/index-pages.ts'
import { getLastLine, JOBS, type Job } from './kill/jobs.ts'
import { type MadeSite, startMadeSite } from './kill/made-site.ts'
import { type Bench, type Ended, run, start, waitForEnd } from './program.ts'

const { values: options } = readOptions({
  options: {
    times: { type: 'string', default: '5' },
    seed: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const times = Number(options.times)
const seed = Number(options.seed ?? Date.now() % 1_000_000)
const jobs = JOBS.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
if (jobs.length === 0 || !Number.isInteger(times) || !Number.isInteger(seed)) {
  refuseCommand(`Name jobs among ${JOBS.map(({ name }) => name).join(', ')}, and whole numbers as times and seed.`)
}
/**
 * A kill that comes when all is over is done again, so often, and each time sooner: how busy the machine is changes.
 */
const MOST_TRIES = 12
const SOONER = 0.7

/** How a job stands before it, and what it comes to when nobody kills it. */
interface Reference {
  readonly before: Reading
  readonly after: End
  readonly files: ReadonlySet<string>
  /** Milliseconds to the first work, and to the end. */
  readonly from: number
  readonly to: number
}

interface Reading {
  readonly pages: ReadonlyMap<string, string>
  readonly made: string | undefined
}

interface End extends Reading {
  readonly whole: string
}

interface Tally {
  kills: number
  late: number
  readonly states: { before: number; between: number; after: number }
  readonly faults: string[]
  readonly leftBehind: Set<string>
}

const scratch = mkdtempSync(join(tmpdir(), 'kill-drill-'))
const site = await startMadeSite()
try {
  const { name: binding } = await loadDriver()
  console.log(`seed ${seed}, ${times} kills a job, Node ${process.version}, ${binding}\n`)
  console.log(
    '| Job | Killed | Length | Found as before / between / as after | Faults | Left behind |\n| --- | ' +
      '--- | --- | --- | --- | --- |',
  )
  for (const job of jobs) await drill(job, site)
} finally {
  await site.close()
  rmSync(scratch, { recursive: true, force: true })
}

async function drill(job: Job, on: MadeSite): Promise<void> {
  const base = makeBench(`${job.name}-base`, on)
  await job.prepare(base, on)
  on.publishEdition(job.edition)
  const reference = await measureReference(job, base)
  const tally: Tally = {
    kills: 0,
    late: 0,
    states: { before: 0, between: 0, after: 0 },
    faults: [],
    leftBehind: new Set(),
  }
  for (let n = 0; n < times; n++) {
    await killOnce(job, base, reference, Random.createForCase(job.name, seed, n), n, tally)
    if ((n + 1) % 10 === 0) process.stderr.write(`${job.name}: ${n + 1} of ${times}\n`)
  }
  const { kills, late, states, faults, leftBehind } = tally
  const length = `${(reference.to / 1000).toFixed(1)} s`
  const found = `${states.before} / ${states.between} / ${states.after}`
  const left = leftBehind.size === 0 ? 'nothing' : [...leftBehind].join(', ')
  console.log(`| ${job.name} | ${kills} (${late} came too late) | ${length} | ${found} | ${faults.length} | ${left} |`)
  for (const fault of faults) console.log(`  FAULT in ${job.name}: ${fault}`)
  if (faults.length > 0 || kills < times) process.exitCode = 1
}

async function killOnce(job: Job, base: Bench, reference: Reference, random: Random, n: number, tally: Tally) {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const bench = copyBench(base, job.name)
    const afterMs = (reference.from + random.draw() * (reference.to - reference.from)) * SOONER ** tries
    const child = start(bench, ...job.makeArgs(bench))
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    const end = await waitForEnd(child)
    clearTimeout(timer)
    if (end.signal !== 'SIGKILL') {
      tally.late += 1
      continue
    }
    tally.kills += 1
    const fault = await findFaultAfter(job, bench, reference, tally).catch((error: unknown) => String(error))
    if (fault !== undefined) tally.faults.push(`kill ${n} at ${afterMs.toFixed(0)} ms: ${fault}`)
    return
  }
}

/** What is wrong after a kill, or after the run that follows. */
async function findFaultAfter(job: Job, bench: Bench, reference: Reference, tally: Tally): Promise<string | undefined> {
  const { before, after } = reference
  const ill = findBroken(await run(bench, 'doctor', '--json'))
  if (ill !== undefined) return `doctor: ${ill}`
  const found = { pages: await readPageHashes(bench.index), made: await job.readMade?.(bench) }
  const state = classifyState(found, reference)
  tally.states[state] += 1
  if (job.isAllOrNothing && state === 'between') return 'a part of it is there'
  for (const [path, hash] of before.pages) {
    const now = found.pages.get(path)
    if (now !== hash && now !== after.pages.get(path)) return `${path} is ${now === undefined ? 'lost' : 'another'}`
  }
  const next = await run(bench, ...job.makeArgs(bench))
  if (next.code !== 0) return `the next run ended with ${next.signal ?? next.code}: ${getLastLine(next)}`
  const then = { pages: await readPageHashes(bench.index), made: await job.readMade?.(bench) }
  const [problem] = await listProblems(bench.index)
  if (problem !== undefined) return `after the next run: ${problem}`
  if (classifyState(then, reference) !== 'after')
    return 'the next run made something else than one that was never killed'
  if ((await hashIndex(bench.index)) !== after.whole) return 'passages or the full-text index differ'
  for (const name of listFiles(bench.folder)) if (!reference.files.has(name)) tally.leftBehind.add(name)
  return undefined
}

async function measureReference(job: Job, base: Bench): Promise<Reference> {
  const lengths: number[] = []
  for (let n = 0; n < 2; n++) {
    const bench = copyBench(base, job.name)
    const startedAt = performance.now()
    const end = await run(bench, ...job.makeArgs(bench))
    lengths.push(performance.now() - startedAt)
    if (end.code !== 0)
      throw new Error(`${job.name} ended with ${end.code} before anybody killed it: ${getLastLine(end)}`)
  }
  const bench = join(scratch, job.name)
  const asRun = { ...base, index: join(bench, 'index.sqlite'), folder: bench }
  const startedAt = performance.now()
  await run(base, '--version')
  const from = performance.now() - startedAt
  const before = {
    pages: await readPageHashes(base.index),
    made: await job.readMade?.(copyBench(base, `${job.name}-before`)),
  }
  const [pages, made] = [await readPageHashes(asRun.index), await job.readMade?.(asRun)]
  const after = { pages, made, whole: await hashIndex(asRun.index) }
  return { before, after, files: new Set(listFiles(bench)), from, to: Math.max(...lengths) }
}

function classifyState({ pages, made }: Reading, { before, after }: Reference): keyof Tally['states'] {
  if (made !== undefined) return made === after.made ? 'after' : made === before.made ? 'before' : 'between'
  if (isSame(pages, after.pages)) return 'after'
  return isSame(pages, before.pages) ? 'before' : 'between'
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, hash]) => b.get(path) === hash)
}

function findBroken({ stdout, stderr, code }: Ended): string | undefined {
  if (code === 0) return undefined
  try {
    const { findings } = JSON.parse(stdout) as { findings: { level: string; message: string }[] }
    return findings.find(({ level }) => level === 'error')?.message
  } catch {
    return `ended with ${code}: ${stderr.trim()}`
  }
}

function makeBench(name: string, { origin }: { origin: string }): Bench {
  const folder = join(scratch, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  return { index: join(folder, 'index.sqlite'), origin, folder }
}

function copyBench(base: Bench, name: string): Bench {
  const bench = makeBench(name, base)
  cpSync(base.folder, bench.folder, { recursive: true })
  return bench
}

/** Names without what differs from run to run. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('fresh-'))
    .map((name) => name.replace(/[0-9a-f]{8,}/g, '#'))
}
