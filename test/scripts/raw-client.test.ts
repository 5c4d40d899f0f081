// The clients of the load test against servers that answer as ours does: of a known length, and in chunks.

import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { askForAWhile, makeGetRequest, makePostRequest, takeWholeAnswer } from '../../scripts/load/raw-client.ts'

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const A_MOMENT = { connections: 3, seconds: 0.3 }

/** Gives the client a clock that a test moves. */
function holdClock(): { timeMs: number } {
  const clock = { timeMs: 0 }
  const reading = vi.spyOn(performance, 'now').mockImplementation(() => clock.timeMs)
  onTestFinished(() => reading.mockRestore())
  return clock
}

test('answers of a known length and in chunks are counted, and each request is sent whole', async () => {
  const seen = new Set<string>()
  const clock = holdClock()
  const url = await serve(async (request, response) => {
    clock.timeMs += 10
    let body = ''
    for await (const part of request) body += part
    seen.add(`${request.method} ${request.url} ${body}`)
    if (request.method === 'GET') response.setHeader('Content-Length', 6).end('answer')
    else {
      response.write('first part, ')
      setImmediate(() => response.end('answer'))
    }
  })
  const requests = [makeGetRequest(url, '/search?q=a'), makePostRequest(url, '/mcp', '{"q":"日本"}')]
  const result = await askForAWhile({ url, ...A_MOMENT, requests, isAnswer: (body) => body.includes('answer') })
  expect(result.errors).toBe(0)
  expect(result.requests).toBeGreaterThan(3)
  expect(result.requestsPerSecond).toBeGreaterThan(0)
  expect(result.p50Ms).toBeLessThanOrEqual(result.p99Ms)
  expect(result.p99Ms).toBeLessThanOrEqual(result.maxMs)
  expect([...seen].sort()).toEqual(['GET /search?q=a ', 'POST /mcp {"q":"日本"}'])
})

test('another status, a body that is no answer and a connection that breaks are errors', async () => {
  const clock = holdClock()
  const answer = (status: number, body: string) =>
    serve((_request, response) => {
      clock.timeMs += 10
      response.writeHead(status).end(body)
    })
  const refusing = await answer(503, 'busy')
  const refused = await askForAWhile({ url: refusing, ...A_MOMENT, requests: [makeGetRequest(refusing, '/')] })
  expect(refused.errors).toBe(refused.requests)
  expect(refused.errors).toBeGreaterThan(0)

  const failing = await answer(200, '"isError":true')
  const requests = [makeGetRequest(failing, '/')]
  const failed = await askForAWhile({
    url: failing,
    ...A_MOMENT,
    requests,
    isAnswer: (body) => !body.includes('isError'),
  })
  expect(failed.errors).toBe(failed.requests)

  const breaking = await serve((request) => void request.socket.destroy())
  const broken = await askForAWhile({ url: breaking, ...A_MOMENT, requests: [makeGetRequest(breaking, '/')] })
  expect(broken).toMatchObject({ requests: 0, errors: A_MOMENT.connections })
})

test('an answer is whole only when its last byte is there, however it was cut', () => {
  const bytes = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nanswer\r\n0\r\n\r\n')
  for (let at = 1; at < bytes.length; at++) {
    expect(takeWholeAnswer([bytes.subarray(0, at)]), `the first ${at} bytes`).toBeUndefined()
    expect(takeWholeAnswer([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject({ startsWith200: true })
  }
})
