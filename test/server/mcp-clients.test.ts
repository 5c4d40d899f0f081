// Real MCP clients of both protocol eras against the built program over Streamable HTTP.

import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useWebServer } from '../web/web-server.ts'
import { askRaw, MCP_HEADERS, makeRpc } from './served.ts'

const INFO = { name: 'test', version: '1' }
const TOOLS = ['search_documentation', 'read_documentation']
const web = useWebServer()

interface AnyClient {
  listTools(): Promise<{ tools: { name: string }[] }>
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<Record<string, unknown>>
  close(): Promise<void>
}

async function connectOldClient(): Promise<AnyClient> {
  const client = new OldClient(INFO)
  // The SDK's own types are not written for exactOptionalPropertyTypes.
  await client.connect(new OldTransport(new URL(`${web.url}/mcp`)) as unknown as Parameters<OldClient['connect']>[0])
  return client as unknown as AnyClient
}

async function connectNewClient(): Promise<AnyClient> {
  const client = new NewClient(INFO, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new NewTransport(new URL(`${web.url}/mcp`)))
  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
  return client as unknown as AnyClient
}

describe.each([
  ['a client of 2025-11-25', connectOldClient],
  ['a client of 2026-07-28', connectNewClient],
])('%s', (_, connect) => {
  let client: AnyClient
  beforeAll(async () => {
    client = await connect()
  })
  afterAll(() => client.close())

  test('lists the tools', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(TOOLS))
  })

  test('searches in English and in Japanese', async () => {
    for (const phrase of ['ResourceInitializationError unable to pull secrets', '料金']) {
      const answer = await client.callTool({ name: 'search_documentation', arguments: { search_phrase: phrase } })
      const { search_results: hits } = answer.structuredContent as { search_results: { url: string }[] }
      expect(hits[0]?.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/(ja_jp\/)?aws-docs-offline\/latest\/guide\//)
    }
  })

  test('reads a page, and gets an error with the next step for one that is not there', async () => {
    const url = 'https://docs.aws.amazon.com/aws-docs-offline/latest/guide/searching.html'
    const page = await client.callTool({ name: 'read_documentation', arguments: { url } })
    expect(page.content).toMatchObject([{ type: 'text', text: expect.stringContaining('# Searching') }])
    const missing = await client.callTool({
      name: 'read_documentation',
      arguments: { url: url.replace('searching', 'gone') },
    })
    expect(missing).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('PAGE_NOT_FOUND') }] })
  })

  test('asks many things at once', async () => {
    const calls = Array.from({ length: 40 }, (_unused, at) =>
      client.callTool({ name: 'search_documentation', arguments: { search_phrase: `search ${at}`, limit: 1 } }),
    )
    expect((await Promise.all(calls)).filter(({ isError }) => isError)).toEqual([])
  })
})

test.each([
  ['no revision, as clients before 2025-06-18 do', {}, false],
  ['2025-03-26', { 'mcp-protocol-version': '2025-03-26' }, false],
  ['2025-06-18', { 'mcp-protocol-version': '2025-06-18' }, true],
])('a request that names %s gets links to resources only if its client can read them', async (_, named, linked) => {
  const body = makeRpc('tools/call', { name: 'search_documentation', arguments: { search_phrase: 'searching' } })
  const answer = await askRaw(web.url, '/mcp', { method: 'POST', headers: { ...MCP_HEADERS, ...named }, body })
  expect(answer.body).toContain('latest/guide/searching.html')
  expect(answer.body.includes('"resource_link"')).toBe(linked)
})

test('there are no sessions: GET and DELETE on /mcp are not allowed', async () => {
  for (const method of ['GET', 'DELETE'])
    expect((await askRaw(web.url, '/mcp', { method, headers: { accept: 'text/event-stream' } })).status).toBe(405)
})

test('what is asked is not logged, the tool and the status are', async () => {
  const body = makeRpc('tools/call', {
    name: 'search_documentation',
    arguments: { search_phrase: 'confidential-phrase' },
  })
  await askRaw(web.url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body })
  await askRaw(web.url, '/search?q=confidential-phrase')
  await askRaw(web.url, '/read/confidential-phrase/latest/dg/x.html')
  await web.served.waitForLog(({ route, status }) => route === 'read' && status === 404)
  expect(web.served.log).toContainEqual(
    expect.objectContaining({
      event: 'request',
      route: 'mcp',
      rpc: 'tools/call',
      name: 'search_documentation',
      status: 200,
    }),
  )
  expect(web.served.log.filter((line) => JSON.stringify(line).includes('confidential'))).toEqual([])
})

test('metrics count MCP calls by method, whatever clients make up', async () => {
  await askRaw(web.url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body: makeRpc('made/up-method') })
  const { body, headers } = await askRaw(web.url, '/metrics')
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(body).toMatch(/aws_docs_mcp_requests_total\{rpc="tools\/call"\} \d+/)
  expect(body).toMatch(/aws_docs_mcp_requests_total\{rpc="other"\} 1/)
  expect(body).toMatch(/aws_docs_index_pages\{guide="sample",locale="ja_jp"\} 12/)
  expect(body).not.toContain('made/up')
})
