// What a server on the network is sent: foreign pages, wrong tokens, too much, nonsense.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeWebIndex } from '../web/web-index.ts'
import { askInOneGo, askRaw, MCP_HEADERS, makeRpc, type Served, serve } from './served.ts'

const TOKEN = 'a-token-of-reasonable-length'
const folder = mkdtempSync(join(tmpdir(), 'attacks-test-'))
const indexFile = join(folder, 'index.sqlite')
const tokenFile = join(folder, 'token.txt')

beforeAll(async () => {
  await writeWebIndex(indexFile)
  writeFileSync(tokenFile, `# for the build machines\n${TOKEN}\nanother-token-to-rotate-to\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('on the loopback interface', () => {
  let server: Served
  beforeAll(async () => {
    server = await serve(indexFile, ['--rate-limit', '0'])
  })
  afterAll(() => server.stop())

  test.each(['/', '/search?q=x', '/api/search?q=x', '/mcp', '/metrics'])(
    'a rebound name in Host gets nothing from %s',
    async (path) => {
      const { status, body } = await askRaw(server.url, path, { headers: { host: 'attacker.example' } })
      expect(status).toBe(403)
      expect(body).toContain('does not answer to the name')
    },
  )

  test.each(['https://attacker.example', 'null', 'http://localhost.attacker.example'])(
    'a page of the origin %s gets nothing',
    async (origin) => {
      for (const path of ['/mcp', '/api/search?q=x', '/']) {
        const { status, headers } = await askRaw(server.url, path, { headers: { origin } })
        expect(status).toBe(403)
        expect(headers['access-control-allow-origin']).toBeUndefined()
      }
    },
  )

  test('requests by address and by localhost are answered, with and without port', async () => {
    const { port } = new URL(server.url)
    for (const host of [`localhost:${port}`, '127.0.0.1', '[::1]:7400', 'LOCALHOST'])
      expect((await askRaw(server.url, '/', { headers: { host } })).status).toBe(200)
  })

  test('a body of 100 MB is refused before it is read when its length is announced', async () => {
    const headers = { ...MCP_HEADERS, 'content-length': String(100 * 1024 * 1024), expect: '100-continue' }
    const { status, body } = await askRaw(server.url, '/mcp', { method: 'POST', headers })
    expect(status).toBe(413)
    expect(JSON.parse(body)).toMatchObject({ error: { message: 'A request may hold 1048576 bytes.' } })
  })

  test('a body of 100 MB in chunks is refused, and the server does not keep it', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a')
    const stream = new ReadableStream({
      type: 'bytes',
      pull(controller) {
        sent++
        if (sent > 100) controller.close()
        else controller.enqueue(new Uint8Array(chunk))
      },
    })
    let sent = 0
    const init = { method: 'POST', headers: MCP_HEADERS, body: stream, duplex: 'half' } as RequestInit
    expect((await fetch(`${server.url}/mcp`, init)).status).toBe(413)
    const { body } = await askRaw(server.url, '/metrics')
    const resident = Number(/^process_resident_memory_bytes (\d+)/m.exec(body)?.[1])
    expect(resident).toBeLessThan(300 * 1024 * 1024)
    expect(body).toMatch(/aws_docs_http_refused_total\{reason="size"\} \d/)
  })

  test.each([
    ['malformed JSON', '{"jsonrpc":', 400, -32700],
    ['no body', '', 400, undefined],
    ['a JSON value that is no message', '"hello"', 400, undefined],
    [
      'a list of a thousand calls',
      JSON.stringify(Array(1000).fill({ jsonrpc: '2.0', id: 1, method: 'ping' })),
      400,
      -32600,
    ],
  ])('%s is answered with an error', async (_, body, status, code) => {
    const answer = await askRaw(server.url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body })
    expect(answer.status).toBe(status)
    const { error } = JSON.parse(answer.body) as { error: { code: number } }
    expect(error.code).toBe(code ?? error.code)
    expect(error.code).toBeLessThan(-32000)
  })

  test('a form of another site cannot post to /mcp: its content types are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { ...MCP_HEADERS, 'content-type': type }
      const { status } = await askRaw(server.url, '/mcp', { method: 'POST', headers, body: makeRpc('tools/list') })
      expect(status).toBe(415)
    }
  })

  test.each([
    '/assets/../../../../etc/passwd',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/web-routes.ts',
    '/read/../../../etc/passwd',
    '/read/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/read/a/b/c/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd',
    '/read/a/b/c/%00.html',
    '/read/%5c..%5c..%5cetc/passwd',
    '/mcp/../package.json',
    '//etc/passwd',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await askRaw(server.url, path)
    expect(status).toBe(404)
    expect(body).not.toMatch(/root:|"version"|createWebRoutes/)
  })

  test.each(['PUT', 'DELETE', 'POST', 'PATCH', 'OPTIONS'])('%s does nothing to the web page', async (method) => {
    const { status, headers } = await askRaw(server.url, '/', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  test('a header of a megabyte is refused', async () => {
    const { status } = await askRaw(server.url, '/', { headers: { 'x-long': 'a'.repeat(1024 * 1024) } }).catch(() => ({
      status: 'reset',
    }))
    expect([431, 'reset']).toContain(status)
  })

  test('bytes that are no HTTP are answered and the connection closed', async () => {
    const { port } = new URL(server.url)
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\x16\x03\x01 hello\r\n\r\n'))
      let text = ''
      socket.on('data', (data) => {
        text += data.toString('latin1')
      })
      socket.once('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('after all that it still answers', async () => {
    expect((await askRaw(server.url, '/healthz')).body).toBe('{"status":"ok"}')
  })
})

describe('with a token', () => {
  let server: Served
  beforeAll(async () => {
    server = await serve(indexFile, [
      '--host',
      '0.0.0.0',
      '--token-file',
      tokenFile,
      '--allowed-host',
      'docs.test',
      '--rate-limit',
      '0',
    ])
  })
  afterAll(() => server.stop())
  const local = () => server.url.replace('0.0.0.0', '127.0.0.1')

  test.each([
    ['no token', {}],
    ['a wrong one', { authorization: 'Bearer a-token-of-reasonable-lengtX' }],
    ['the beginning of one', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a comment of the token file', { authorization: 'Bearer # for the build machines' }],
    ['one in the address', {}],
  ])('%s opens nothing', async (name, headers) => {
    const suffix = name === 'one in the address' ? `?token=${TOKEN}` : ''
    for (const path of ['/', '/api/search', '/metrics', '/assets/app.css', '/nothing']) {
      const { status, headers: answered } = await askRaw(local(), path + suffix, { headers })
      expect([status, answered['www-authenticate']]).toEqual([401, 'Basic realm="aws-docs-offline", charset="UTF-8"'])
    }
    const mcp = await askRaw(local(), `/mcp${suffix}`, {
      method: 'POST',
      headers: { ...MCP_HEADERS, ...headers },
      body: makeRpc('tools/list'),
    })
    expect([mcp.status, mcp.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  test('any token of the file opens everything', async () => {
    for (const token of [TOKEN, 'another-token-to-rotate-to']) {
      const headers = { authorization: `Bearer ${token}` }
      for (const path of ['/', '/api/search?q=search', '/metrics'])
        expect((await askRaw(local(), path, { headers })).status).toBe(200)
      const body = makeRpc('tools/list')
      expect(
        (await askRaw(local(), '/mcp', { method: 'POST', headers: { ...MCP_HEADERS, ...headers }, body })).status,
      ).toBe(200)
    }
  })

  test('a browser presents it as a password; MCP takes no password', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`anybody:${TOKEN}`).toString('base64')}` }
    expect((await askRaw(local(), '/', { headers })).status).toBe(200)
    const mcp = await askRaw(local(), '/mcp', {
      method: 'POST',
      headers: { ...MCP_HEADERS, ...headers },
      body: makeRpc('tools/list'),
    })
    expect(mcp.status).toBe(401)
  })

  test('health needs no token and says nothing else', async () => {
    const { status, body } = await askRaw(local(), '/healthz', { headers: { host: '10.0.0.7' } })
    expect([status, body]).toEqual([200, '{"status":"ok"}'])
  })

  test('names are answered only when they were given', async () => {
    const authorization = `Bearer ${TOKEN}`
    expect((await askRaw(local(), '/', { headers: { host: 'docs.test:443', authorization } })).status).toBe(200)
    expect((await askRaw(local(), '/', { headers: { host: 'other.test', authorization } })).status).toBe(403)
  })
})

test('an address that asks too often is told when to come back', async () => {
  const server = await serve(indexFile, ['--rate-limit', '1'])
  try {
    const began = performance.now()
    const answers = await askInOneGo(server.url, Array(12).fill({ path: '/robots.txt' }))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(10 - Math.ceil((performance.now() - began) / 1000))
    expect(refused[0]?.headers['retry-after']).toBe('1')
    expect((await askRaw(server.url, '/healthz')).status).toBe(200)
  } finally {
    await server.stop()
  }
})
