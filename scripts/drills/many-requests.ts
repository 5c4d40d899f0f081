// Ten thousand requests of one built server: searches, pages, MCP calls and what is no request. Its memory must be
// flat.
//   npm run drill -- memory [--index FILE] [--requests 10000] [--clients 8] [--distinct N] [--seed N]
// Without an index, that of the ten guides of the replica. Memory is what /metrics says, asked a hundred times. The
// verdict: the mean of the resident set, and that of the heap, over the last fifth of the requests is at most a tenth
// above that over the second fifth (the first fills the caches). Exit 1 when it is not, or when an answer is not what
// it must be.

import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { replicaIndex } from '../eval/replica-index.ts'
import { Random } from '../fuzz/random.ts'
import { requestOf } from './memory/requests.ts'
import { PROGRAM } from './program.ts'

const { values: options } = parseArgs({
  options: {
    index: { type: 'string' },
    requests: { type: 'string', default: '10000' },
    clients: { type: 'string', default: '8' },
    /** The same so many requests over and over: caches are full then, and what still grows is a leak. */
    distinct: { type: 'string' },
    seed: { type: 'string' },
  },
})
const most = Number(options.requests)
const seed = Number(options.seed ?? Date.now() % 1_000_000)
const distinct = Number(options.distinct ?? most)
const index = options.index ?? (await replicaIndex())
const MOST_GROWTH = 1.1
const SAMPLES = 100

interface Sample {
  readonly rss: number
  readonly heap: number
}

const paths = await pagesOf(index)
const child = spawn(
  process.execPath,
  [PROGRAM, '--offline', '--index', index, 'serve', '--http', '--port', '0', '--rate-limit', '0'],
  { env: { PATH: process.env.PATH, AWS_DOCS_DATA: tmpdir() }, stdio: ['ignore', 'ignore', 'pipe'] },
)
try {
  await run(await listening())
} finally {
  child.kill('SIGTERM')
}

async function run(origin: string): Promise<void> {
  console.log(
    `seed ${seed}, ${most} requests of ${options.clients} clients, ${paths.length} pages, Node ${process.version}\n`,
  )
  console.log(
    '| Requests | search | read | mcp | bad | not as expected | RSS | heap |\n| --- | --- | --- | --- | ' +
      '--- | --- | --- | --- |',
  )
  const samples: Sample[] = []
  const counts = new Map<string, number>()
  const faults: string[] = []
  let next = 0
  const ask = async (): Promise<void> => {
    for (let n = next++; n < most; n = next++) {
      const { kind, path, init, isExpected } = requestOf(Random.ofCase('memory', seed, n % distinct), paths)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      const fault = await faultOf(origin + path, init, isExpected)
      if (fault !== undefined) faults.push(`${n}, ${kind} ${path.slice(0, 100)}: ${fault}`)
      const done = n + 1
      if (done % (most / SAMPLES) === 0) samples.push(await memoryOf(origin))
      if (done % (most / 10) === 0) printRow(done, counts, faults.length, samples)
    }
  }
  await Promise.all(Array.from({ length: Number(options.clients) }, ask))
  for (const fault of faults.slice(0, 10)) console.log(`  NOT AS EXPECTED: ${fault}`)
  const isFlat = [
    verdict(
      'RSS',
      samples.map(({ rss }) => rss),
    ),
    verdict(
      'heap',
      samples.map(({ heap }) => heap),
    ),
  ]
  if (faults.length > 0 || isFlat.includes(false)) process.exitCode = 1
}

/** A server that ends answers nobody. */
async function faultOf(url: string, init: RequestInit | undefined, isExpected: (status: number) => boolean) {
  try {
    const answer = await fetch(url, { redirect: 'manual', ...init })
    const body = await answer.text()
    if (!isExpected(answer.status)) return `status ${answer.status}: ${body.slice(0, 200)}`
    return /defect of aws-docs-offline|INTERNAL: /.test(body) ? `a defect: ${body.slice(0, 200)}` : undefined
  } catch (error) {
    return String(error instanceof Error ? (error.cause ?? error) : error)
  }
}

async function memoryOf(origin: string): Promise<Sample> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  return { rss: read('process_resident_memory_bytes'), heap: read('nodejs_heap_size_used_bytes') }
}

function printRow(done: number, counts: ReadonlyMap<string, number>, faults: number, samples: readonly Sample[]): void {
  const last = samples.slice(-SAMPLES / 10)
  const kinds = ['search', 'read', 'mcp', 'bad'].map((kind) => counts.get(kind) ?? 0)
  const memory = [mean(last.map(({ rss }) => rss)), mean(last.map(({ heap }) => heap))].map(megabytes)
  console.log(`| ${[done, ...kinds, faults, ...memory].join(' | ')} |`)
}

function verdict(name: string, values: readonly number[]): boolean {
  const fifth = values.length / 5
  const [second, last] = [mean(values.slice(fifth, 2 * fifth)), mean(values.slice(4 * fifth))]
  const isFlat = last <= second * MOST_GROWTH
  const change =
    `${megabytes(second)} in the second fifth, ${megabytes(last)} in the last: ` +
    `${(100 * (last / second - 1)).toFixed(1)} %`
  console.log(
    `${name}: ${change}, ${isFlat ? 'flat' : 'NOT FLAT'} (at most ${((MOST_GROWTH - 1) * 100).toFixed(0)} % more)`,
  )
  return isFlat
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`
}

async function pagesOf(file: string): Promise<string[]> {
  const { db, close } = await openIndexForReading(file)
  try {
    return db.prepare("SELECT path FROM page WHERE status = 'live' ORDER BY path").firstColumn<string>()
  } finally {
    close()
  }
}

function listening(): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('"listening"')) resolve((JSON.parse(line) as { url: string }).url.replace(/\/$/, ''))
    })
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}
