// Pages of other origins as MCP clients: which may ask, what their browser is told, and what stays shut.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runIn } from '../cli/run-in-folder.ts'
import { writeWebIndex } from '../web/web-index.ts'
import { askInOneGo, askRaw, MCP_HEADERS, makeRpc, type Served, serve } from './served.ts'

const TOKEN = 'a-token-of-reasonable-length'
const SITE = 'https://app.example.com'
const folder = mkdtempSync(join(tmpdir(), 'cross-origin-test-'))
const indexFile = join(folder, 'index.sqlite')
const tokenFile = join(folder, 'token.txt')
const options = ['--token-file', tokenFile, '--allowed-origin', SITE]
let server: Served
beforeAll(async () => {
  await writeWebIndex(indexFile)
  writeFileSync(tokenFile, `${TOKEN}\n`)
  server = await serve(indexFile, [...options, '--rate-limit', '0'])
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const askPreflight = (origin: string, path = '/mcp') =>
  askRaw(server.url, path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,mcp-protocol-version,mcp-method',
    },
  })
const call = (origin: string, authorization?: string) =>
  askRaw(server.url, '/mcp', {
    method: 'POST',
    headers: { ...MCP_HEADERS, origin, ...(authorization ? { authorization } : {}) },
    body: makeRpc('tools/list'),
  })
test('a page of an allowed site asks first, without its token', async () => {
  const { status, headers, body } = await askPreflight(SITE)
  expect([status, body]).toEqual([204, ''])
  expect(headers).toMatchObject({
    'access-control-allow-origin': SITE,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization,content-type,mcp-protocol-version,mcp-method',
    'access-control-max-age': '7200',
    vary: expect.stringContaining('Origin'),
  })
  expect(headers['access-control-allow-credentials']).toBeUndefined()
})

test('and reads the answer, also the one that asks for a token', async () => {
  const answer = await call(SITE, `Bearer ${TOKEN}`)
  expect(answer.status).toBe(200)
  expect(answer.body).toContain('search_documentation')
  const refused = await call(SITE)
  expect(refused.status).toBe(401)
  for (const { headers } of [answer, refused]) {
    expect(headers['access-control-allow-origin']).toBe(SITE)
    expect(headers['access-control-expose-headers']).toContain('Mcp-Session-Id')
    expect(headers['access-control-expose-headers']).toContain('Mcp-Protocol-Version')
  }
})

test('it learns too that it asked too often', async () => {
  const slow = await serve(indexFile, [...options, '--rate-limit', '1'])
  onTestFinished(async () => void (await slow.stop()))
  const headers = { ...MCP_HEADERS, origin: SITE, authorization: `Bearer ${TOKEN}` }
  const calls = Array(6).fill({ path: '/mcp', method: 'POST', headers, body: makeRpc('tools/list') })
  const refused = (await askInOneGo(slow.url, calls)).find(({ status }) => status === 429)
  expect(refused?.headers).toMatchObject({ 'access-control-allow-origin': SITE, 'retry-after': '1' })
})

test('a page on this machine may ask without being named', async () => {
  const { status, headers } = await askPreflight('http://localhost:6274')
  expect([status, headers['access-control-allow-origin']]).toEqual([204, 'http://localhost:6274'])
})

test.each(['https://attacker.example', 'https://app.example.com.attacker.example', 'http://app.example.com', 'null'])(
  'a page of %s is told nothing',
  async (origin) => {
    for (const ask of [askPreflight, call]) {
      const { status, headers } = await ask(origin)
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined])
    }
  },
)

test('an allowed site may ask over MCP only', async () => {
  const authorization = `Bearer ${TOKEN}`
  for (const path of ['/', '/api/search?q=x', '/metrics']) {
    const { status } = await askRaw(server.url, path, { headers: { origin: SITE, authorization } })
    expect(status).toBe(403)
    expect((await askPreflight(SITE, path)).status).toBe(403)
  }
})

test.each(['app.example.com', 'https://app.example.com/page', '*', 'https://*.example.com'])(
  '--allowed-origin %s is no origin, and says what is',
  async (origin) => {
    const { code, stderr } = await runIn(folder, ['serve', '--http', '--port', '0', '--allowed-origin', origin])
    expect(code).toBe(1)
    expect(stderr).toContain('is not the origin of a site')
  },
)
