// What one server is asked ten thousand times: pages to search and to read, MCP calls, and what is no request.

import type { Random } from '../../fuzz/random.ts'
import { LOAD_QUERIES } from '../../load/queries.ts'

export interface MadeRequest {
  /** Of the table: search, read, mcp or bad. */
  readonly kind: string
  readonly path: string
  readonly init?: RequestInit
  /** What may be answered. */
  readonly isExpected: (status: number) => boolean
}

const isGood = (status: number) => status === 200
/** Whatever it is, it is no fault of the server. */
const isAnswered = (status: number) => status < 500

export function makeRequest(random: Random, paths: readonly string[]): MadeRequest {
  const chance = random.draw()
  if (chance < 0.3) return search(random)
  if (chance < 0.5) return { kind: 'read', path: `/read${random.pick(paths)}`, isExpected: isGood }
  return chance < 0.85 ? makeMcpRequest(random, paths) : makeBadRequest(random, paths)
}

/** Two questions in one, so that there are more of them than any cache keeps. */
function makeQuestion(random: Random): string {
  return random.drawChance(0.5)
    ? random.pick(LOAD_QUERIES)
    : `${random.pick(LOAD_QUERIES)} ${random.pick(LOAD_QUERIES)} ${random.drawBelow(1000)}`
}

function search(random: Random): MadeRequest {
  const path = random.pick(['/search', '/api/search'])
  return { kind: 'search', path: `${path}?q=${encodeURIComponent(makeQuestion(random))}`, isExpected: isGood }
}

function makeMcpRequest(random: Random, paths: readonly string[]): MadeRequest {
  const url = `https://docs.aws.amazon.com${random.pick(paths)}`
  const [name, args] = random.pick<readonly [string, object]>([
    ['search_documentation', { search_phrase: makeQuestion(random), limit: 5 }],
    ['search_documentation', { search_phrase: makeQuestion(random), limit: 10 }],
    ['read_documentation', { url, max_length: 5000, start_index: 0 }],
    ['search_table', { query: makeQuestion(random) }],
    ['recommend', { url }],
    ['list_guides', {}],
    ['whats_changed', { since: '30d' }],
  ])
  return post('mcp', JSON.stringify(call(random, name, args)), isGood)
}

function call(random: Random, name: string, args: object): object {
  return { jsonrpc: '2.0', id: random.drawBelow(1000), method: 'tools/call', params: { name, arguments: args } }
}

function post(kind: string, body: string, isExpected: MadeRequest['isExpected']): MadeRequest {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  return { kind, path: '/mcp', init: { method: 'POST', headers, body }, isExpected }
}

function makeBadRequest(random: Random, paths: readonly string[]): MadeRequest {
  const page = random.pick(paths)
  const noise = Array.from({ length: 20 }, () => String.fromCharCode(33 + random.drawBelow(90))).join('')
  const path = random.pick([
    `/read${page}x`,
    `/read/${encodeURIComponent(noise)}.html`,
    `/${encodeURIComponent(noise)}`,
    `/search?q=${'x'.repeat(random.drawBelow(9000))}`,
    `/search?q=lamp&guide=${encodeURIComponent(noise)}&limit=-1`,
    '/read/../../etc/passwd',
  ])
  return random.pick<MadeRequest>([
    { kind: 'bad', path, isExpected: isAnswered },
    {
      kind: 'bad',
      path,
      init: { method: random.pick(['PUT', 'DELETE', 'POST']), body: noise },
      isExpected: isAnswered,
    },
    post('bad', noise, isAnswered),
    post('bad', '['.repeat(random.drawBelow(50_000)), isAnswered),
    post('bad', JSON.stringify(call(random, noise, {})), isAnswered),
    post('bad', JSON.stringify(call(random, 'read_documentation', { url: noise, max_length: -1 })), isAnswered),
  ])
}
