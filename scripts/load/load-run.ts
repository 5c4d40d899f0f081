// One run of the load test: a server of its own, warm, then many clients at once, half of them MCP clients that search,
// half readers whose browser searches as they type.

import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { LOAD_QUERIES } from './queries.ts'
import { askForAWhile, type LoadResult, makeGetRequest, makePostRequest } from './raw-client.ts'

export const PROGRAM = resolve(import.meta.dirname, '../../dist/cli/main.js')

export interface LoadOptions {
  readonly index: string
  /** Worker processes; undefined for a server that answers itself. */
  readonly workers?: number | undefined
  readonly clients: number
  readonly seconds: number
  /** Under the same load before anything is counted. */
  readonly warmSeconds: number
  /** Started when the server is warm. */
  readonly meanwhile?: (() => { stop(): Promise<object> }) | undefined
}

export interface LoadFigures {
  readonly requestsPerSecond: number
  readonly mcp: LoadResult
  readonly web: LoadResult
  readonly memoryMiB: { readonly first: number | undefined; readonly most: number; readonly last: number | undefined }
  /** Of one core, by the server and by the clients that this process plays. */
  readonly cpuPercent: { readonly server: number; readonly clients: number }
  readonly meanwhile?: object | undefined
}

export async function runLoad({
  index,
  workers,
  clients,
  seconds,
  warmSeconds,
  meanwhile,
}: LoadOptions): Promise<LoadFigures> {
  const half = Math.max(1, Math.round(clients / 2))
  const more = workers === undefined ? [] : ['--workers', String(workers)]
  const server = spawn(
    process.execPath,
    [PROGRAM, '--offline', '--index', index, 'serve', '--http', '--port', '0', '--rate-limit', '0', ...more],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise((done) => server.once('exit', done))
  const url = await waitUntilListening(server)
  try {
    // For its first two thousand requests a process goes on compiling what is used often, on threads beside its own: a
    // quarter of the processor time at first, and little later.
    await Promise.all([loadMcp(url, half, warmSeconds), loadWeb(url, half, warmSeconds)])
    const memory = watchMemory(url)
    const other = meanwhile?.()
    const before = { server: await readCpuSeconds(url), clients: process.cpuUsage() }
    const [mcp, web] = await Promise.all([loadMcp(url, half, seconds), loadWeb(url, half, seconds)])
    const used = process.cpuUsage(before.clients)
    const computeShare = (cpu: number) => Math.round((cpu / seconds) * 100)
    return {
      requestsPerSecond: Math.round((mcp.requestsPerSecond + web.requestsPerSecond) * 10) / 10,
      mcp,
      web,
      cpuPercent: {
        server: computeShare((await readCpuSeconds(url)) - before.server),
        clients: computeShare((used.user + used.system) / 1e6),
      },
      memoryMiB: await memory.stop(),
      meanwhile: await other?.stop(),
    }
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}

function loadMcp(url: string, connections: number, seconds: number): Promise<LoadResult> {
  const requests = LOAD_QUERIES.map((query, id) => {
    const params = { name: 'search_documentation', arguments: { search_phrase: query, limit: 5 } }
    return makePostRequest(url, '/mcp', JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }))
  })
  return askForAWhile({ url, connections, seconds, requests, isAnswer })
}

function loadWeb(url: string, connections: number, seconds: number): Promise<LoadResult> {
  const requests = LOAD_QUERIES.map((query) => makeGetRequest(url, `/api/search?q=${encodeURIComponent(query)}`))
  return askForAWhile({ url, connections, seconds, requests })
}

// A failed tool call is an answer with status 200.
function isAnswer(answer: Buffer): boolean {
  return answer.includes('"structuredContent"') && !answer.includes('"isError":true')
}

async function waitUntilListening(child: ChildProcess): Promise<string> {
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

async function readMetric(origin: string, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
}

const readCpuSeconds = (origin: string) => readMetric(origin, 'process_cpu_seconds_total')

function watchMemory(origin: string) {
  const seen: number[] = []
  const look = async () => {
    seen.push(Math.round((await readMetric(origin, 'process_resident_memory_bytes')) / 2 ** 20))
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
