// What /mcp takes beyond what its specification asks for, and what it says to a client of another transport.

import { Client, SSEClientTransport } from '@modelcontextprotocol/client'
import { expect, test } from 'vitest'
import { useWebServer } from '../web/web-server.ts'
import { askRaw, MCP_HEADERS, makeRpc } from './served.ts'

const web = useWebServer()
const post = (headers: Record<string, string>, path = '/mcp') =>
  askRaw(web.url, path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: LIST })
const LIST = makeRpc('tools/list')

test.each([
  ['none', {}],
  ['any', { accept: '*/*' }],
  ['any, at last', { accept: 'text/html, */*;q=0.1' }],
])('a request whose Accept names %s is answered', async (_, headers) => {
  const { status, body } = await post(headers)
  expect(status).toBe(200)
  expect(body).toContain('search_documentation')
})

test('/mcp/ is /mcp', async () => {
  const { status, body } = await post(MCP_HEADERS, '/mcp/')
  expect(status).toBe(200)
  expect(body).toContain('search_documentation')
})

test('a client that cannot take a stream, or sends no JSON, is told what to send', async () => {
  for (const [status, headers] of [
    [406, { accept: 'application/json' }],
    [415, { 'content-type': 'text/plain' }],
  ] as const) {
    const answer = await post({ ...MCP_HEADERS, ...headers })
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toMatchObject({
      jsonrpc: '2.0',
      error: { message: expect.stringMatching(/^(Not Acceptable|Unsupported Media Type).*Streamable HTTP.*POST/) },
    })
  }
})

test.each([
  ['GET', '/mcp', 405],
  ['DELETE', '/mcp', 405],
  ['GET', '/sse', 404],
  ['POST', '/messages', 404],
])('%s %s is told which transport this is', async (method, path, status) => {
  const answer = await askRaw(web.url, path, { method, headers: { accept: 'text/event-stream' } })
  expect(answer.status).toBe(status)
  expect(answer.headers.allow).toBe(status === 405 ? 'POST' : undefined)
  expect(JSON.parse(answer.body)).toMatchObject({ error: { message: expect.stringContaining('Streamable HTTP') } })
})

test('a client of the older transport fails at once', async () => {
  const client = new Client({ name: 'test', version: '1' })
  await expect(client.connect(new SSEClientTransport(new URL(`${web.url}/mcp`)))).rejects.toThrow(/405/)
})

test('a message posted to the web page is told where MCP is', async () => {
  expect((await post(MCP_HEADERS, '/')).body).toContain('MCP is at POST /mcp')
})
