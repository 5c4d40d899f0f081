// How a server starts, lives with its index, and ends.

import { copyFileSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runIn } from '../cli/run-in-folder.ts'
import { writeWebIndex } from '../web/web-index.ts'
import { askRaw, MCP_HEADERS, makeRpc, occupyPort, serve } from './served.ts'

const folder = mkdtempSync(join(tmpdir(), 'lifetime-test-'))
const indexFile = join(folder, 'index.sqlite')
const run = (...args: string[]) => runIn(folder, ['--index', indexFile, ...args])

beforeAll(() => writeWebIndex(indexFile))
afterAll(() => rm(folder, { recursive: true, force: true }))

test('bound beyond this machine it refuses to start without a token, and says why', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1']) {
    const { code, stdout, stderr } = await run('serve', '--http', '--host', host, '--port', '0')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('can be reached from other machines')
    expect(stderr).toContain('--token-file')
  }
})

test.each([
  ['absent', undefined, 'cannot be read'],
  ['empty', '\n# nothing\n', 'holds no token'],
  ['short', 'secret\n', 'shorter than 16 characters'],
])('a token file that is %s is an error', async (name, text, message) => {
  const file = join(folder, `${name}.txt`)
  if (text !== undefined) writeFileSync(file, text)
  const { code, stderr } = await run('serve', '--http', '--port', '0', '--token-file', file)
  expect(code).toBe(1)
  expect(stderr).toContain(message)
  expect(stderr).toContain('openssl rand')
})

test('a port in use is named with the way out', async () => {
  const { port, free } = await occupyPort()
  onTestFinished(free)
  const { code, stderr } = await run('serve', '--http', '--port', String(port))
  expect(code).toBe(1)
  expect(stderr).toContain(
    `Cannot listen on 127.0.0.1 port ${port}: another program listens there. Choose another with --port`,
  )
})

test('options for HTTP without --http are an error, not ignored', async () => {
  const { code, stderr } = await run('serve', '--port', '7500')
  expect(code).toBe(1)
  expect(stderr).toContain('Add --http')
})

test('a server that started before its index finds it when it appears, and a new one when it is replaced', async () => {
  const file = join(folder, 'later.sqlite')
  const server = await serve(file)
  onTestFinished(async () => void (await server.stop()))
  expect(await askRaw(server.url, '/healthz')).toMatchObject({ status: 503, body: '{"status":"no-index"}' })
  expect((await askRaw(server.url, '/')).body).toContain('Nothing is indexed yet.')

  copyFileSync(indexFile, `${file}.new`)
  renameSync(`${file}.new`, file)
  expect(await askRaw(server.url, '/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  expect((await askRaw(server.url, '/')).body).toContain('26 pages of 3 guides')

  writeFileSync(`${file}.new`, 'this is no database, and longer than its header would be'.repeat(10))
  renameSync(`${file}.new`, file)
  expect(await askRaw(server.url, '/healthz')).toMatchObject({ status: 503, body: '{"status":"not-an-index"}' })
  expect(await askRaw(server.url, '/search?q=x')).toMatchObject({
    status: 503,
    body: expect.stringContaining('The index cannot be read'),
  })
  expect(await askRaw(server.url, '/api/search?q=x')).toMatchObject({ status: 503 })

  copyFileSync(indexFile, `${file}.new`)
  renameSync(`${file}.new`, file)
  expect((await askRaw(server.url, '/search?q=harvest')).body).toContain('<mark>')
})

test('two servers answer from one index file', async () => {
  const servers = await Promise.all([serve(indexFile), serve(indexFile)])
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.stop()))))
  for (const { url } of servers) expect((await askRaw(url, '/api/search?q=harvest')).body).toContain('<mark>')
})

test('SIGTERM ends the server after the requests under way, and takes no new ones', async () => {
  const server = await serve(indexFile, ['--rate-limit', '0'])
  const body = makeRpc('tools/call', { name: 'search_documentation', arguments: { search_phrase: 'harvest' } })
  const { port } = new URL(server.url)
  const headers = { ...MCP_HEADERS, 'content-length': String(body.length) }
  const underWay = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers })
  const answered = new Promise<string>((resolve, reject) => {
    underWay.once('error', reject).once('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk
      })
      response.once('end', () => resolve(text))
    })
  })
  underWay.write(body.slice(0, 20))
  // Another request after it on its own connection: by then the first has arrived.
  await askRaw(server.url, '/robots.txt')
  const ended = server.stop()
  await server.waitForLog(({ event }) => event === 'stopping')
  await expect(askRaw(server.url, '/')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/)
  underWay.end(body.slice(20))
  expect(await answered).toContain('search_results')
  expect(await ended).toBe(0)
  expect(server.log.at(-1)).toMatchObject({ event: 'stopped' })
})

test('an idle connection that a client keeps open does not keep the server', async () => {
  const server = await serve(indexFile)
  const kept = await fetch(`${server.url}/robots.txt`)
  await kept.text()
  expect(await server.stop()).toBe(0)
})

test('--log-queries writes what is asked, in the web page and over MCP', async () => {
  const server = await serve(indexFile, ['--log-queries'])
  onTestFinished(async () => void (await server.stop()))
  await askRaw(server.url, '/api/search?q=paper+lamp')
  const body = makeRpc('tools/call', { name: 'search_documentation', arguments: { search_phrase: 'glass lamp' } })
  await askRaw(server.url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body })
  await server.waitForLog(({ query }) => query === 'paper lamp')
  await server.waitForLog(({ query }) => query === '{"search_phrase":"glass lamp"}')
})
