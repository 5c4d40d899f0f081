// The built program serving HTTP as a process of its own, on a free port.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { PROGRAM } from '../cli/run-program.ts'

export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string }

export interface Served {
  /** Without a slash at its end. */
  readonly url: string
  readonly log: readonly LogLine[]
  /** Resolves with the first line, past or to come, that fits. */
  waitForLog(fits: (line: LogLine) => boolean): Promise<LogLine>
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>
}

export async function serve(
  indexFile: string,
  args: readonly string[] = [],
  program: string = PROGRAM,
  environment: Readonly<Record<string, string>> = {},
  globals: readonly string[] = ['--offline'],
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'served-test-'))
  const child = spawn(
    process.execPath,
    [program, ...globals, '--index', indexFile, 'serve', '--http', '--port', '0', ...args],
    {
      env: { PATH: process.env.PATH, HOME: folder, AWS_DOCS_DATA: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const log: LogLine[] = []
  const waiting = new Set<() => void>()
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(JSON.parse(line) as LogLine)
    for (const look of waiting) look()
  })
  const waitForLog = (fits: (line: LogLine) => boolean) =>
    new Promise<LogLine>((resolve, reject) => {
      const look = () => {
        const found = log.find(fits)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      void ended.then((code) => reject(new Error(`the server ended with ${code}: ${JSON.stringify(log.slice(-3))}`)))
    })
  const listening = await waitForLog(({ event }) => event === 'listening')
  return {
    url: String(listening.url).replace(/\/$/, ''),
    log,
    waitForLog,
    child,
    async stop() {
      child.kill('SIGTERM')
      const code = await ended
      await rm(folder, { recursive: true, force: true })
      return code
    },
  }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A request with whatever headers and path a test wants: fetch sets Host itself and cleans paths. */
export function askRaw(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname: hostname.replace(/[[\]]/g, ''), port, path, method, headers, agent: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

/**
 * What is answered to requests that come in one go, on one connection: between them no time passes for the server, as
 * long as each may take on the way.
 */
export async function askInOneGo(
  url: string,
  requests: readonly { path: string; method?: string; headers?: Record<string, string>; body?: string }[],
): Promise<Omit<RawAnswer, 'body'>[]> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  const texts = requests.map(({ path, method = 'GET', headers = {}, body = '' }, at) => {
    const connection = at === requests.length - 1 ? 'close' : 'keep-alive'
    const all = { host, connection, ...headers, 'content-length': String(Buffer.byteLength(body)) }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
  })
  socket.write(texts.join(''))
  let answered = ''
  for await (const part of socket.setEncoding('latin1')) answered += part
  return answered.split(/^(?=HTTP\/1\.1 \d{3} )/m).map((answer) => {
    const [first = '', ...lines] = (answer.split('\r\n\r\n')[0] ?? '').split('\r\n')
    const headers = lines.map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]*: */, '')])
    return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers) }
  })
}

export const MCP_HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }

export function makeRpc(method: string, params: object = {}): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
}

/** A port that is in use until the returned function is called. */
export async function occupyPort(): Promise<{ readonly port: number; free(): void }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, free: () => void server.close() }
}
