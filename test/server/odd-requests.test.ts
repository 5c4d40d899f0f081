// Requests that the fuzzer found answered like faults of ours.

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeWebIndex } from '../web/web-index.ts'
import { askRaw, MCP_HEADERS, makeRpc, type Served, serve } from './served.ts'

const folder = mkdtempSync(join(tmpdir(), 'odd-requests-test-'))
let server: Served
beforeAll(async () => {
  await writeWebIndex(join(folder, 'index.sqlite'))
  server = await serve(join(folder, 'index.sqlite'), ['--rate-limit', '0'])
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

test.each(['TRACE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'])(
  '%s is no method of /mcp, nor of the web page',
  async (method) => {
    for (const path of ['/mcp', '/search?q=x']) {
      const { status } = await askRaw(server.url, path, { method })
      expect(status, path).toBe(method === 'HEAD' && path !== '/mcp' ? 200 : 405)
    }
  },
)

test('parameters that are not what the method takes are the client’s fault', async () => {
  const body = makeRpc('resources/read', { uri: 5 })
  const { status, body: answer } = await askRaw(server.url, '/mcp', { method: 'POST', headers: MCP_HEADERS, body })
  expect(status).toBeLessThan(500)
  expect(answer).toContain('"code":-32602')
})
