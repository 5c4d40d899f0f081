// A folder as a web server hands it out: with ranges, counted, and with an answer that never ends where a drill wants
// to kill.

import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface StaticSite {
  readonly url: string
  folder: string
  /** Sends half of the body of the n-th bundle that is asked for, and no more; called then. */
  stallAt: { readonly bundle: number; readonly reached: () => void } | undefined
  /** Where everything is redirected to. */
  redirectTo: string | undefined
  /** Bytes of bodies, and requests, since this was read last. */
  take(): { readonly bytes: number; readonly requests: number; readonly resumed: number }
  close(): void
}

export async function serveStatic(folder: string): Promise<StaticSite> {
  let counts = { bytes: 0, requests: 0, resumed: 0 }
  let bundles = 0
  const server = createServer((request, response) => {
    counts.requests += 1
    const name = new URL(request.url ?? '/', 'http://here').pathname.slice(1)
    if (site.redirectTo !== undefined) {
      response.writeHead(302, { location: `${site.redirectTo}/${name}` }).end()
      return
    }
    const file = join(site.folder, name)
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    const body = readFileSync(file)
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (start > 0) counts.resumed += 1
    if (start >= body.length) {
      response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end()
      return
    }
    response.writeHead(start > 0 ? 206 : 200, {
      etag: `"${name}"`,
      'content-length': body.length - start,
      'content-range': `bytes ${start}-${body.length - 1}/${body.length}`,
    })
    if (name.endsWith('.bundle')) bundles += 1
    if (site.stallAt?.bundle === bundles) {
      const half = body.subarray(start, start + (body.length - start) / 2)
      counts.bytes += half.length
      response.write(half, () => setTimeout(() => site.stallAt?.reached(), 300))
      return
    }
    counts.bytes += body.length - start
    response.end(body.subarray(start))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const site: StaticSite = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    stallAt: undefined,
    redirectTo: undefined,
    take() {
      const taken = counts
      counts = { bytes: 0, requests: 0, resumed: 0 }
      bundles = 0
      return taken
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return site
}
