// Ten thousand requests of one built server: searches, pages, MCP calls and what is no request. Its memory must be
// flat.
//   npm run drill -- memory [--index FILE] [--requests 10000] [--clients 8] [--distinct N] [--seed N]
// Without an index, that of the ten guides of the replica. Memory is what /metrics says, asked four hundred times;
// memory/verdict.ts says what is flat. Exit 1 when it is not, or when an answer is not what it must be. The server has
// a fixed room for its heap: otherwise V8 lets more garbage pile up the faster the machine happens to be, by 100 MiB
// and more from one minute to the next, and the allocator keeps what the buffers in that garbage took.

import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { openIndexForReading } from '../../src/store/index/open-index.ts'
import { harvestReplicaIndex } from '../eval/replica-index.ts'
import { Random } from '../fuzz/random.ts'
import { readOptions } from '../read-options.ts'
import { makeRequest } from './memory/requests.ts'
import {
  computeMean,
  computeOutsideHeap,
  judgeMemory,
  type MemorySample,
  MOST_GROWTH,
  type Verdict,
} from './memory/verdict.ts'
import { PROGRAM } from './program.ts'

const { values: options } = readOptions({
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
const index = options.index ?? (await harvestReplicaIndex())
/** More than twice what is in use with the ten guides when all caches are full. */
const HEAP_ROOM = '--max-old-space-size=384'
/** A heap is collected every fifty requests or so. */
const SAMPLES = 400
const sampleEvery = Math.max(1, Math.round(most / SAMPLES))

const paths = await listPages(index)
const child = spawn(
  process.execPath,
  [HEAP_ROOM, PROGRAM, '--offline', '--index', index, 'serve', '--http', '--port', '0', '--rate-limit', '0'],
  { env: { PATH: process.env.PATH, AWS_DOCS_DATA: tmpdir() }, stdio: ['ignore', 'ignore', 'pipe'] },
)
try {
  await run(await waitUntilListening())
} finally {
  child.kill('SIGTERM')
}

async function run(origin: string): Promise<void> {
  console.log(
    `seed ${seed}, ${most} requests of ${options.clients} clients, ${paths.length} pages, Node ${process.version}\n`,
  )
  console.log(
    '| Requests | search | read | mcp | bad | not as expected | RSS | heap used | heap taken | outside |\n' +
      `|${' --- |'.repeat(10)}`,
  )
  const samples: MemorySample[] = []
  const counts = new Map<string, number>()
  const faults: string[] = []
  let next = 0
  const ask = async (): Promise<void> => {
    for (let n = next++; n < most; n = next++) {
      const { kind, path, init, isExpected } = makeRequest(Random.createForCase('memory', seed, n % distinct), paths)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      const fault = await findFault(origin + path, init, isExpected)
      if (fault !== undefined) faults.push(`${n}, ${kind} ${path.slice(0, 100)}: ${fault}`)
      const done = n + 1
      if (done % sampleEvery === 0) samples.push(await readMemory(origin, done))
      if (done % (most / 10) === 0) printRow(done, counts, faults.length, samples)
    }
  }
  await Promise.all(Array.from({ length: Number(options.clients) }, ask))
  for (const fault of faults.slice(0, 10)) console.log(`  NOT AS EXPECTED: ${fault}`)
  const verdicts = judgeMemory(samples.toSorted((a, b) => a.requests - b.requests))
  for (const verdict of verdicts) printVerdict(verdict)
  if (faults.length > 0 || verdicts.some(({ isFlat }) => !isFlat)) process.exitCode = 1
}

/** A server that ends answers nobody. */
async function findFault(url: string, init: RequestInit | undefined, isExpected: (status: number) => boolean) {
  try {
    const answer = await fetch(url, { redirect: 'manual', ...init })
    const body = await answer.text()
    if (!isExpected(answer.status)) return `status ${answer.status}: ${body.slice(0, 200)}`
    return /defect of aws-docs-offline|INTERNAL: /.test(body) ? `a defect: ${body.slice(0, 200)}` : undefined
  } catch (error) {
    return String(error instanceof Error ? (error.cause ?? error) : error)
  }
}

async function readMemory(origin: string, requests: number): Promise<MemorySample> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  return {
    requests,
    rss: read('process_resident_memory_bytes'),
    heapUsed: read('nodejs_heap_size_used_bytes'),
    heapTotal: read('nodejs_heap_size_total_bytes'),
  }
}

function printRow(
  done: number,
  counts: ReadonlyMap<string, number>,
  faults: number,
  samples: readonly MemorySample[],
): void {
  const last = samples.slice(-SAMPLES / 10)
  const kinds = ['search', 'read', 'mcp', 'bad'].map((kind) => counts.get(kind) ?? 0)
  const memory = [
    last.map(({ rss }) => rss),
    last.map(({ heapUsed }) => heapUsed),
    last.map(({ heapTotal }) => heapTotal),
    last.map(computeOutsideHeap),
  ].map((values) => formatMegabytes(computeMean(values)))
  console.log(`| ${[done, ...kinds, faults, ...memory].join(' | ')} |`)
}

function printVerdict({ name, third, last, isFlat }: Verdict): void {
  const bytes = Math.round((last - third) / (most / 4))
  console.log(
    `${name}: ${formatMegabytes(third)} in the third quarter, ${formatMegabytes(last)} in the last: ` +
      `${(100 * (last / third - 1)).toFixed(1)} % (${bytes} bytes a request), ` +
      `${isFlat ? 'flat' : 'NOT FLAT'} (at most ${100 * MOST_GROWTH} % more)`,
  )
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`
}

async function listPages(file: string): Promise<string[]> {
  const { db, close } = await openIndexForReading(file)
  try {
    return db.prepare("SELECT path FROM page WHERE status = 'live' ORDER BY path").firstColumn<string>()
  } finally {
    close()
  }
}

function waitUntilListening(): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('"listening"')) resolve((JSON.parse(line) as { url: string }).url.replace(/\/$/, ''))
    })
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}
