// Several processes behind one address: what clients, limits and metrics see of it, and how workers come and go.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runIn } from '../cli/run-in-folder.ts'
import { writeWebIndex } from '../web/web-index.ts'
import { askInOneGo, askRaw, type LogLine, MCP_HEADERS, makeRpc, occupyPort, type Served, serve } from './served.ts'

const folder = mkdtempSync(join(tmpdir(), 'workers-test-'))
const indexFile = join(folder, 'index.sqlite')
beforeAll(() => writeWebIndex(indexFile))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function serveWorkers(...args: string[]): Promise<Served> {
  const server = await serve(indexFile, ['--workers', '2', ...args])
  onTestFinished(async () => void (await server.stop()))
  return server
}

const listEvents = ({ log }: Served, event: string): LogLine[] => log.filter((line) => line.event === event)
const search = (url: string) => askRaw(url, '/api/search?q=harvest')

async function readMetric(url: string, name: string): Promise<number> {
  const { body } = await askRaw(url, '/metrics')
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(body)?.[1])
}

describe('two workers', () => {
  let server: Served
  beforeAll(async () => {
    server = await serve(indexFile, ['--workers', '2', '--rate-limit', '0'])
  })
  afterAll(() => server.stop())

  test('both answer, and say in the log which did', async () => {
    for (let n = 0; n < 6; n++) expect((await search(server.url)).status).toBe(200)
    const answered = new Set(listEvents(server, 'request').map(({ worker }) => worker))
    expect(answered.size).toBe(2)
  })

  test('their metrics are added up, whichever is asked', async () => {
    const name = 'aws_docs_http_requests_total\\{route="guides",method="GET",status="200"\\}'
    for (let n = 0; n < 8; n++) await askRaw(server.url, '/guides')
    expect([await readMetric(server.url, name), await readMetric(server.url, name)]).toEqual([8, 8])
    expect(await readMetric(server.url, 'aws_docs_workers')).toBe(2)
    // One index, looked at twice.
    expect(await readMetric(server.url, 'aws_docs_index_pages\\{guide="sample",locale="ja_jp"\\}')).toBe(12)
  })

  test('an MCP client needs no worker of its own: each of its requests may go to another', async () => {
    const before = listEvents(server, 'request').length
    const client = new Client({ name: 'test', version: '1' })
    const fetchAnew = (url: string | URL, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), connection: 'close' } })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { fetch: fetchAnew }))
    for (let n = 0; n < 4; n++)
      expect(
        await client.callTool({ name: 'search_documentation', arguments: { search_phrase: 'harvest' } }),
      ).not.toHaveProperty('isError', true)
    await client.close()
    const workers = listEvents(server, 'request').slice(before)
    expect(new Set(workers.map(({ worker }) => worker)).size).toBe(2)
    expect(workers.every(({ status }) => Number(status) < 406)).toBe(true)
  })
})

test('the limit of an address holds over all workers', async () => {
  const server = await serveWorkers('--rate-limit', '1')
  const began = performance.now()
  // One connection to each of them.
  const go = () => askInOneGo(server.url, Array(8).fill({ path: '/robots.txt' }))
  const answers = (await Promise.all([go(), go()])).flat()
  const passed = answers.filter(({ status }) => status === 200)
  // Two at once and one a second; twice that if each worker had a limit of its own.
  expect(passed.length).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - began) / 1000))
  expect(passed.length).toBeGreaterThanOrEqual(2)
  expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toBe('1')
})

test('a worker that dies is replaced, the other answers meanwhile, and no count falls', async () => {
  const server = await serveWorkers('--rate-limit', '0')
  for (let n = 0; n < 6; n++) await askRaw(server.url, '/guides')
  const name = 'aws_docs_http_requests_total\\{route="guides",method="GET",status="200"\\}'
  expect(await readMetric(server.url, name)).toBe(6)
  const [victim] = listEvents(server, 'worker-started')
  process.kill(Number(victim?.pid), 'SIGKILL')
  expect(await server.waitForLog(({ event }) => event === 'worker-ended')).toMatchObject({
    worker: victim?.worker,
    signal: 'SIGKILL',
    nextInMs: 100,
  })
  expect((await search(server.url)).status).toBe(200)
  await server.waitForLog(({ event, worker }) => event === 'worker-started' && Number(worker) > 2)
  expect(await readMetric(server.url, name)).toBe(6)
  expect(await readMetric(server.url, 'aws_docs_workers_replaced_total')).toBe(1)
  expect(await readMetric(server.url, 'aws_docs_workers')).toBe(2)
})

test.skipIf(process.platform === 'win32')(
  'on SIGHUP workers change one by one: nobody is refused, and the token file is read again',
  async () => {
    const tokenFile = join(folder, 'token.txt')
    const [old, next] = ['the-first-token-of-this-test', 'the-second-token-of-this-test']
    writeFileSync(tokenFile, `${old}\n`)
    const server = await serveWorkers('--rate-limit', '0', '--token-file', tokenFile)
    const ask = (token: string) => askRaw(server.url, '/guides', { headers: { authorization: `Bearer ${token}` } })
    expect([(await ask(old)).status, (await ask(next)).status]).toEqual([200, 401])
    writeFileSync(tokenFile, `${old}\n${next}\n`)
    let isOver = false
    const asking = (async () => {
      const statuses = new Set<number>()
      while (!isOver) statuses.add((await ask(old)).status)
      return statuses
    })()
    server.child.kill('SIGHUP')
    await server.waitForLog(({ event }) => event === 'restarted')
    isOver = true
    expect(await asking).toEqual(new Set([200]))
    expect((await ask(next)).status).toBe(200)
    const replaced = listEvents(server, 'worker-started').flatMap(({ insteadOf }) => insteadOf ?? [])
    expect(new Set(replaced)).toEqual(new Set([1, 2]))
  },
)

test.skipIf(process.platform === 'win32')('workers that cannot start leave the old ones at their work', async () => {
  const tokenFile = join(folder, 'lost.txt')
  const token = 'a-token-of-reasonable-length'
  writeFileSync(tokenFile, `${token}\n`)
  const server = await serveWorkers('--rate-limit', '0', '--token-file', tokenFile)
  writeFileSync(tokenFile, '# nothing\n')
  server.child.kill('SIGHUP')
  await server.waitForLog(({ message }) => /new worker could not start.*holds no token/.test(String(message)))
  expect((await askRaw(server.url, '/guides', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
})

test('SIGTERM lets every worker answer what is under way', async () => {
  const server = await serve(indexFile, ['--workers', '2', '--rate-limit', '0'])
  const body = makeRpc('tools/call', { name: 'search_documentation', arguments: { search_phrase: 'harvest' } })
  const { port } = new URL(server.url)
  const headers = { ...MCP_HEADERS, 'content-length': String(body.length) }
  const underWay = Array.from({ length: 4 }, () => {
    const outgoing = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers, agent: false })
    const answered = new Promise<string>((resolve, reject) => {
      outgoing.once('error', reject).once('response', (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk
        })
        response.once('end', () => resolve(text))
      })
    })
    outgoing.write(body.slice(0, 20))
    return { outgoing, answered }
  })
  // Each worker has answered something that came later.
  for (let n = 0; n < 4; n++) await askRaw(server.url, '/robots.txt')
  const ended = server.stop()
  await server.waitForLog(({ event }) => event === 'stopping')
  for (const { outgoing } of underWay) outgoing.end(body.slice(20))
  for (const { answered } of underWay) expect(await answered).toContain('search_results')
  expect(await ended).toBe(0)
  expect(server.log.at(-1)).toMatchObject({ event: 'stopped' })
})

test('a port in use ends it with the reason, once', async () => {
  const { port, free } = await occupyPort()
  onTestFinished(free)
  const { code, stderr } = await runIn(folder, [
    ...['--index', indexFile, 'serve', '--http', '--workers', '2', '--port', String(port)],
  ])
  expect(code).toBe(1)
  expect(stderr.match(/Cannot listen on/g)).toHaveLength(1)
})

test.each(['0', 'many', '1.5'])('--workers %s is an error', async (workers) => {
  const { code } = await runIn(folder, ['serve', '--http', '--port', '0', '--workers', workers])
  expect(code).toBe(1)
})

test.skipIf(process.platform === 'win32')('SIGTERM ends workers too that are about to start', async () => {
  const server = await serve(indexFile, ['--workers', '2'])
  server.child.kill('SIGHUP')
  await server.waitForLog(({ event }) => event === 'restarting')
  expect(await server.stop()).toBe(0)
  expect(server.log.at(-1)).toMatchObject({ event: 'stopped' })
})
