// The load test: many clients at once on the built server, half of them MCP clients that search, half readers whose browser searches as they type.
//   npm run load -- --index FILE [--clients 50] [--seconds 60] [--meanwhile "crawl lambda-dg --crawl-delay 0"]
// --meanwhile runs a command of the program on the same index over and over while the load lasts (AWS_DOCS_ORIGIN says where from). Prints one JSON
// object: what it ran on and what came out. The load is made on the same machine, and takes part of it.

import { type ChildProcess, spawn } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import autocannon, { type Result } from 'autocannon'
import { productVersion } from '../src/core/product-version.ts'
import { LOAD_QUERIES } from './load/queries.ts'

const PROGRAM = resolve(import.meta.dirname, '../dist/cli/main.js')
const { values } = parseArgs({
  options: {
    index: { type: 'string' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    meanwhile: { type: 'string' },
  },
})
if (values.index === undefined) throw new Error('Name an index with --index FILE.')
const index = values.index
const half = Math.max(1, Math.round(Number(values.clients) / 2))
const duration = Number(values.seconds)

const server = spawn(
  process.execPath,
  [PROGRAM, '--offline', '--index', index, 'serve', '--http', '--port', '0', '--rate-limit', '0'],
  { stdio: ['ignore', 'ignore', 'pipe'] },
)
const url = await listening(server)
try {
  // Caches of the system and of the program are warm, as in a server that has run for a minute.
  await Promise.all([mcpLoad(1, 3), webLoad(1, 3)])
  const memory = watchMemory(url)
  const other = values.meanwhile === undefined ? undefined : repeat(values.meanwhile.split(' '), index)
  const [mcp, web] = await Promise.all([mcpLoad(half, duration), webLoad(half, duration)])
  const runs = await other?.stop()
  console.log(
    JSON.stringify(
      {
        ran: `load --clients ${half * 2} --seconds ${duration}${values.meanwhile === undefined ? '' : ` --meanwhile "${values.meanwhile}"`}`,
        version: productVersion(),
        machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
        requestsPerSecond: Math.round(mcp.requests.average + web.requests.average),
        mcp: summary(mcp),
        web: summary(web),
        memoryMiB: await memory.stop(),
        ...(runs && { meanwhile: runs }),
      },
      undefined,
      2,
    ),
  )
} finally {
  server.kill('SIGTERM')
}

function mcpLoad(connections: number, seconds: number): Promise<Result> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const requests = LOAD_QUERIES.map((query, id) => {
    const params = { name: 'search_documentation', arguments: { search_phrase: query, limit: 5 } }
    const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })
    return { method: 'POST' as const, path: '/mcp', headers, body }
  })
  return autocannon({ url, connections, duration: seconds, requests, verifyBody: (body) => isAnswer(String(body)) })
}

function webLoad(connections: number, seconds: number): Promise<Result> {
  const requests = LOAD_QUERIES.map((query) => ({ path: `/api/search?q=${encodeURIComponent(query)}` }))
  return autocannon({ url, connections, duration: seconds, requests })
}

// A failed tool call is an answer with status 200.
function isAnswer(body: string): boolean {
  return body.includes('"structuredContent"') && !body.includes('"isError":true')
}

function summary({ requests, latency, errors, timeouts, non2xx, mismatches }: Result) {
  return {
    requests: requests.total,
    requestsPerSecond: Math.round(requests.average),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    maxMs: latency.max,
    errors: errors + timeouts + non2xx + mismatches,
  }
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('no stderr')
  const lines = createInterface({ input: child.stderr })
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)))
    // Later lines, one a request, are read and dropped: a full pipe would stop the server.
    lines.on('line', (line) => {
      if (line.includes('"listening"')) done((JSON.parse(line) as { url: string }).url.replace(/\/$/, ''))
    })
  })
}

function watchMemory(origin: string) {
  const seen: number[] = []
  const look = async () => {
    const text = await (await fetch(`${origin}/metrics`)).text()
    seen.push(Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20))
  }
  const first = look()
  const timer = setInterval(() => void look(), 2000)
  return {
    async stop() {
      clearInterval(timer)
      await first
      await look()
      return { first: seen[0], most: Math.max(...seen), last: seen.at(-1) }
    },
  }
}

function repeat(args: readonly string[], indexFile: string) {
  const codes: (number | null)[] = []
  let stopping = false
  let child: ChildProcess | undefined
  const loop = (async () => {
    while (!stopping) {
      child = spawn(process.execPath, [PROGRAM, '--index', indexFile, ...args], { stdio: 'ignore' })
      codes.push(await new Promise<number | null>((done) => child?.once('exit', done)))
    }
  })()
  return {
    async stop() {
      stopping = true
      child?.kill('SIGTERM')
      await loop
      return { runs: codes.length, exitCodes: [...new Set(codes)] }
    },
  }
}
