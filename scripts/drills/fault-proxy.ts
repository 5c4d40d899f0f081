// A site that misbehaves: passes requests on to a good one, and does what a drill asks with those it picks.

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Fault {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Instead of an answer: break the connection, cut the body off, or never answer. */
  readonly instead?: 'reset' | 'cut' | 'hang'
}

/** What to do with a request, in place of the good answer; undefined passes it on. `n` counts requests from 1. */
export type FaultRule = (path: string, n: number) => Fault | undefined

export interface FaultySite {
  readonly origin: string
  rule: FaultRule | undefined
  /** Requests so far. */
  readonly count: number
  close(): Promise<void>
}

export async function startFaultySite(good: string): Promise<FaultySite> {
  let count = 0
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    count += 1
    const fault = site.rule?.(path, count)
    if (fault) misbehave(response, fault)
    else await passOn(good + path, request.headers, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const site: FaultySite = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rule: undefined,
    get count() {
      return count
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return site
}

function misbehave(response: ServerResponse, { status = 200, headers, body = '', instead }: Fault): void {
  if (instead === 'hang') return
  if (instead === 'reset') response.destroy()
  else if (instead === 'cut') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' })
    response.write('<div id="main-col-body"><h1>Cut', () => response.socket?.end())
  } else response.writeHead(status, headers).end(body)
}

async function passOn(
  url: string,
  { 'if-none-match': etag }: { readonly 'if-none-match'?: string | undefined },
  response: ServerResponse,
): Promise<void> {
  // A connection each: on a busy machine one that is kept is closed for idleness just as it is used again, also by the
  // second try, and that is none of the drill's faults.
  const conditions = etag === undefined ? {} : { 'if-none-match': etag }
  const answer = await fetch(url, { redirect: 'manual', headers: { connection: 'close', ...conditions } })
  const headers: Record<string, string> = {}
  for (const name of ['content-type', 'etag', 'last-modified', 'location']) {
    const value = answer.headers.get(name)
    if (value !== null) headers[name] = value
  }
  response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
}
