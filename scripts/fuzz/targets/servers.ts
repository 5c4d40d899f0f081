// The built program: requests to its HTTP server, and lines to its MCP server on standard input.

import { type ChildProcess, spawn } from 'node:child_process'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { PROGRAM } from '../../drills/program.ts'
import { mutateText, mutateValue, ODD_TEXTS } from '../mutate.ts'
import { makeQuestion } from '../questions.ts'
import type { Random } from '../random.ts'
import { writeSmallIndex } from '../small-index.ts'
import { CheckResult, require, type Target } from '../target.ts'

const LARGEST_BODY = 4_000_000

interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const http: Target = {
  name: 'http',
  async open(folder) {
    const paths = await writeSmallIndex(join(folder, 'index.sqlite'))
    const child = start(folder, 'serve', '--http', '--port', '0', '--rate-limit', '0')
    const url = new URL(await waitUntilListening(child))
    return {
      async try(random, made) {
        const asked = makeRequest(random, paths)
        made(JSON.stringify(asked, undefined, 1))
        if (random.drawChance(0.1)) await sendBytes(url, mutateText(toRaw(asked), random))
        else checkAnswer(asked, await send(url, asked))
        require(child.exitCode === null && child.signalCode === null, `the server ended with ${child.exitCode}`)
      },
      async measureMemory() {
        const { body } = await send(url, { method: 'GET', path: '/metrics', headers: {}, body: '' })
        return Number(/^process_resident_memory_bytes (\S+)/m.exec(body)?.[1])
      },
      close: () => end(child),
    }
  },
}

export const stdio: Target = {
  name: 'stdio',
  async open(folder) {
    const paths = await writeSmallIndex(join(folder, 'index.sqlite'))
    const child = start(folder, 'serve')
    const answers = readAnswers(createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }))
    const ended = new Promise<never>((_, reject) =>
      child.once('close', (code) => reject(new CheckResult(`the server ended with ${code}`))),
    )
    ended.catch(() => {})
    let pings = 0
    const ask = async (line: string): Promise<void> => {
      const ping = `fuzz-ping-${++pings}`
      child.stdin?.write(`${line}\n${JSON.stringify({ jsonrpc: '2.0', id: ping, method: 'ping' })}\n`)
      await Promise.race([answers.until(ping), ended])
    }
    await ask(JSON.stringify(INITIALIZE))
    return {
      async try(random, made) {
        const line = makeLine(random, paths)
        made(line)
        await ask(line)
      },
      close: () => end(child),
    }
  },
}

function start(folder: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, '--offline', '--index', join(folder, 'index.sqlite'), ...args], {
    env: { PATH: process.env.PATH, HOME: folder, AWS_DOCS_DATA: folder },
    stdio: args.includes('--http') ? ['ignore', 'ignore', 'pipe'] : ['pipe', 'pipe', 'ignore'],
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await ended
}

function waitUntilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stderr) throw new Error('the server has no log')
    createInterface({ input: child.stderr }).on('line', (line) => {
      const { event, url } = JSON.parse(line) as { event?: string; url?: string }
      if (event === 'listening' && url !== undefined) resolve(url)
    })
    child.once('close', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

function makeRequest(random: Random, paths: readonly string[]): Request {
  const text = encodeURIComponent(toWellFormed(makeQuestion(random))).slice(0, 60_000)
  const path = random.pick([
    `/search?q=${text}`,
    `/api/search?q=${text}&also=${text.slice(0, 100)}&guide=mill-dg&lang=ja`,
    `/search?q=lamp&${random.pick(['locale', 'product', 'guide', 'page', 'lang', 'theme', 'limit'])}=` +
      text.slice(0, 400),
    `/read${random.pick(paths)}`,
    `/read${random.pick(paths)}?lang=${text.slice(0, 60)}`,
    ...['/', '/guides', '/healthz', '/metrics', '/robots.txt', '/assets/x', '/mcp'],
  ])
  const isMcp = random.drawChance(0.3)
  const asked = isMcp ? '/mcp' : random.drawChance(0.4) ? mutatePath(path, random) : path
  const makeHeader = () => [
    random.pick(HEADERS),
    random.pick(['x', '*', 'gzip', 'ja', '0', '-1', 'bytes=0-', 'text/html', '"']),
  ]
  return {
    method: isMcp ? 'POST' : random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'TRACE']),
    path: asked,
    headers: {
      ...(isMcp && { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }),
      ...Object.fromEntries(random.drawSome(0, 3, makeHeader)),
    },
    body: isMcp ? makeLine(random, paths) : '',
  }
}

const HEADERS = [
  ...[
    'accept',
    'accept-encoding',
    'accept-language',
    'cookie',
    'if-none-match',
    'if-modified-since',
    'range',
    'origin',
  ],
  ...[
    'authorization',
    'mcp-protocol-version',
    'mcp-session-id',
    'mcp-method',
    'last-event-id',
    'x-forwarded-for',
    'referer',
  ],
]

/** Halves of characters have no form in an address. */
function toWellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

function mutatePath(path: string, random: Random): string {
  const changed = mutateText(path, random, ODD_TEXTS).replace(/[^!-~]/g, (character) =>
    encodeURI(toWellFormed(character)),
  )
  return `/${changed.replace(/^\//, '').slice(0, 60_000)}`
}

function toRaw({ method, path, headers, body }: Request): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}`
  return `${head}\r\n${lines.join('')}\r\n${body}`
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function send({ hostname, port }: URL, { method, path, headers, body }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ''
      // A subscription has no end of its own.
      const stop = setTimeout(() => outgoing.destroy(), 2000)
      const finish = () => {
        clearTimeout(stop)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      }
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.length > LARGEST_BODY) outgoing.destroy()
      })
      response.once('end', finish).once('error', finish)
    })
    outgoing.once('error', (error) => reject(new CheckResult(`no answer: ${error.message}`)))
    outgoing.end(body)
  })
}

/** Whatever is answered to bytes that are no request: only the first line of it counts, and that it ends. */
function sendBytes({ hostname, port }: URL, bytes: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(bytes))
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text = (text + chunk).slice(0, 100)
    })
    socket.setTimeout(2000, () => socket.destroy())
    socket
      .once('error', () => {})
      .once('close', () => {
        if (/^HTTP\/1.1 50[0-4]/.test(text)) reject(new CheckResult(`answered ${text.slice(0, 30)}`))
        else resolve()
      })
  })
}

function checkAnswer({ path }: Request, { status, headers, body }: Answer): void {
  require(status < 500, `status ${status}: ${body.slice(0, 300)}`)
  require(body.length <= LARGEST_BODY, `a body of more than ${LARGEST_BODY} characters`)
  require(!/defect of aws-docs-offline|INTERNAL: /.test(body), `a defect: ${body.slice(0, 300)}`)
  if (headers['content-encoding'] !== undefined || body === '') return
  if (String(headers['content-type']).startsWith('application/json')) checkJson(path, body)
}

function checkJson(path: string, body: string): void {
  const value = parseAnswer(body)
  if (path.startsWith('/mcp')) checkReply(value)
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CheckResult(`an answer that is no JSON: ${text.slice(0, 200)}`)
  }
}

/** JSON-RPC 2.0: a version, and either a method or an id with exactly one of result and error. */
function checkReply(value: unknown): void {
  const shown = JSON.stringify(value).slice(0, 300)
  require(typeof value === 'object' && value !== null && !Array.isArray(value), `no reply: ${shown}`)
  const reply = value as Readonly<Record<string, unknown>>
  require(reply.jsonrpc === '2.0', `no version: ${shown}`)
  if ('method' in reply) return
  require('id' in reply && 'result' in reply !== 'error' in reply, `neither result nor error: ${shown}`)
  const code = (reply.error as { code?: unknown } | undefined)?.code
  require(reply.error === undefined || Number.isInteger(code), `an error without a code: ${shown}`)
  require(code !== -32603 && !/defect of aws-docs-offline|INTERNAL: /.test(shown), `a defect: ${shown}`)
}

function readAnswers(lines: Interface) {
  const waiting = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>()
  lines.on('line', (line) => {
    try {
      require(line.length <= LARGEST_BODY, `a line of ${line.length} characters`)
      const value = parseAnswer(line)
      checkReply(value)
      waiting.get(String((value as { id?: unknown }).id))?.resolve()
    } catch (error) {
      for (const one of waiting.values()) one.reject(error)
    }
  })
  return {
    until: (id: string) =>
      new Promise<void>((resolve, reject) => waiting.set(id, { resolve, reject })).finally(() => waiting.delete(id)),
  }
}

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } },
}

function makeLine(random: Random, paths: readonly string[]): string {
  const [text, url] = [makeQuestion(random), random.pick(paths)]
  const call = (name: string, args: object) => ({ method: 'tools/call', params: { name, arguments: args } })
  const message = random.pick<object>([
    call('search_documentation', { search_phrase: text, limit: 5, search_intent: text, also_phrased: [text] }),
    call('read_documentation', { url, max_length: 500, start_index: 0 }),
    call('read_sections', { url, section_titles: [text] }),
    call('search_table', { url, query: text, max_results: 3 }),
    call('recommend', { url }),
    call('list_guides', { query: text }),
    call('whats_changed', { since: '30d', guide: 'mill-dg' }),
    ...['ping', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'].map((method) => ({
      method,
    })),
    { method: 'resources/read', params: { uri: `awsdocs://en_us${url}` } },
    {
      method: 'completion/complete',
      params: { ref: { type: 'ref/prompt', name: 'x' }, argument: { name: 'x', value: text } },
    },
    INITIALIZE,
    { method: 'notifications/cancelled', params: { requestId: 1 } },
  ])
  const whole = { jsonrpc: '2.0', id: random.drawBelow(1000), ...message }
  const value = random.drawChance(0.6) ? mutateValue(whole, random) : whole
  const line = JSON.stringify(value) ?? 'null'
  const written = random.drawChance(0.25) ? mutateText(line, random, ODD_TEXTS) : line
  return written.replace(/[\r\n]/g, ' ')
}
