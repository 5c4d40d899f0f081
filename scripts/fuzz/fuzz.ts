// Feeds the program with what no one should: mutated and made-up pages, sidecar files, questions, bundles, index files,
// requests and lines.
//   npm run fuzz -- [--minutes 2] [--seed N] [--target NAME …] [--case N]
// Findings: exceptions other than refusals, answers with status 500 or a defect, output over its bound, memory that
// grows, work that grows faster than its input, replies that are no JSON-RPC, an input that takes longer than a minute
// of processor time. Each is printed with the command that repeats it. Exit 1 with any.

import { fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions, refuseCommand } from '../read-options.ts'
import { readCpuMs } from './cpu-time.ts'
import { tryCase } from './target.ts'
import { TARGETS } from './targets.ts'

const CHILD = join(import.meta.dirname, 'fuzz-child.ts')
/**
 * Of processor time, which a machine that is busy with something else does not stretch; ten times as much by the clock.
 */
const LONGEST_CASE_MS = 60_000
const MOST_WAITING = 10
/** A target's turn: then the next, so that none waits for all of another's time. */
const TURN_MS = 30_000

const { values: options } = readOptions({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string' },
    target: { type: 'string', multiple: true, default: [] },
    case: { type: 'string' },
  },
})
const seed = Number(options.seed ?? Date.now() % 1_000_000)
const targets = TARGETS.filter(({ name }) => options.target.length === 0 || options.target.includes(name))
if (targets.length === 0 || !Number.isInteger(seed)) {
  refuseCommand(`Name targets among ${TARGETS.map(({ name }) => name).join(', ')}, and a whole number as seed.`)
}
const folder = mkdtempSync(join(tmpdir(), 'aws-docs-offline-fuzz-'))

interface Tally {
  cases: number
  ms: number
  readonly findings: Map<string, number>
}
const tallies = new Map(targets.map(({ name }) => [name, { cases: 0, ms: 0, findings: new Map() } as Tally]))

if (options.case === undefined) await run()
else await repeat(Number(options.case))

async function run(): Promise<void> {
  console.log(`seed ${seed}, ${options.minutes} minutes, ${targets.length} targets, Node ${process.version}`)
  const total = Number(options.minutes) * 60_000
  const rounds = Math.max(1, Math.round(total / targets.length / TURN_MS))
  for (let round = 0; round < rounds; round++)
    for (const { name } of targets) await turn(name, total / targets.length / rounds)
  console.log('\ntarget            inputs   seconds  findings (kinds)')
  let found = 0
  for (const [name, { cases, ms, findings }] of tallies) {
    const times = [...findings.values()].reduce((sum, count) => sum + count, 0)
    found += times
    console.log(
      `${name.padEnd(16)}${String(cases).padStart(8)}${(ms / 1000).toFixed(0).padStart(10)}` +
        `  ${times} (${findings.size})`,
    )
  }
  if (found === 0) rmSync(folder, { recursive: true, force: true })
  process.exitCode = found === 0 ? 0 : 1
}

function turn(name: string, ms: number): Promise<void> {
  const tally = tallies.get(name)
  if (!tally) throw new Error(`no tally of ${name}`)
  const own = join(folder, name)
  rmSync(join(own, 'data'), { recursive: true, force: true })
  mkdirSync(join(own, 'data'), { recursive: true })
  const startedAt = performance.now()
  const first = tally.cases
  const args = [name, String(seed), String(first), String(ms), join(own, 'data')]
  const execArgv = ['--import', 'tsx', '--expose-gc', '--max-old-space-size=1500']
  const child = fork(CHILD, args, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let [last, stderr, isDone] = [first, '', false]
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000)
  })
  const measureSpent = () => ({ clock: performance.now(), cpu: readCpuMs(child.pid ?? 0) ?? performance.now() })
  // Starting is no input yet.
  let before = { clock: startedAt, cpu: measureSpent().cpu + LONGEST_CASE_MS }
  const limit = setInterval(() => {
    const now = measureSpent()
    const isEndless =
      now.cpu - before.cpu > LONGEST_CASE_MS || now.clock - before.clock > MOST_WAITING * LONGEST_CASE_MS
    if (!isEndless) return
    reportFinding(tally, name, readCase(own), `no end within ${LONGEST_CASE_MS / 1000} s`, '')
    child.kill('SIGKILL')
  }, 2000)
  child.on('message', (message: { n: number; failure?: { what: string; file: string }; done?: boolean }) => {
    before = measureSpent()
    last = message.n
    if (message.failure) reportFinding(tally, name, message.n, message.failure.what, message.failure.file)
    if (message.done) isDone = true
  })
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearInterval(limit)
      if (!isDone) last = readCase(own)
      if (!isDone && signal !== 'SIGKILL')
        reportFinding(tally, name, last, `the process ended with ${code ?? signal}: ${stderr}`, '')
      tally.cases = isDone ? last : last + 1
      tally.ms += performance.now() - startedAt
      resolve()
    })
  })
}

/** The case that was begun last. */
function readCase(own: string): number {
  const file = join(own, 'case')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}

function reportFinding({ findings }: Tally, name: string, n: number, what: string, file: string): void {
  // One kind: the first line without its figures, and where it came from.
  const kind = what.split('\n').slice(0, 2).join(' ').replace(/\d+/g, '#').slice(0, 200)
  const times = (findings.get(kind) ?? 0) + 1
  findings.set(kind, times)
  if (times > 3) return
  console.log(`\nFOUND in ${name}, case ${n}: ${what.split('\n').slice(0, 6).join('\n')}`)
  console.log(
    `  again: npm run fuzz -- --target ${name} --seed ${seed} --case ${n}${file === '' ? '' : `\n  input: ${file}`}`,
  )
}

/** In this process, where a debugger can be. */
async function repeat(n: number): Promise<void> {
  for (const target of targets) {
    const own = join(folder, target.name)
    mkdirSync(own, { recursive: true })
    const open = await target.open(own)
    const failure = await tryCase(target, open, seed, n)
    await open.close?.()
    if (!failure) console.log(`${target.name}, seed ${seed}, case ${n}: nothing is wrong`)
    else
      console.log(`${target.name}, seed ${seed}, case ${n}: ${failure.what}\n${String(failure.input).slice(0, 2000)}`)
    if (failure) process.exitCode = 1
  }
  rmSync(folder, { recursive: true, force: true })
}
