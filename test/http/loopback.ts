// A real server on the loopback for tests of the module `http`: each test says what it answers, and reads what it was
// asked.

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Loopback {
  readonly origin: string
  /** Path and headers of every request, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[]
}

export type Answer = (request: IncomingMessage, response: ServerResponse, n: number) => void

/** Listens until the test is over. `n` counts requests from 1. */
export async function startLoopback(answer: Answer): Promise<Loopback> {
  const asked: Loopback['asked'] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response, asked.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
