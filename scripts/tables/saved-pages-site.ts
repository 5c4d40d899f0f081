// Saved pages (../shared/pages/html) as a documentation site on the loopback interface: each at its own address, with a
// table of contents for the folder that it stands in, so that the real crawler takes them.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { type DocUrl, formatDocUrl, parseDocUrl } from '../../src/core/model/doc-url.ts'

const INDEX = z.record(z.string(), z.object({ url: z.string().optional() }))

export interface SavedPagesSite {
  readonly origin: string
  /** Where each file's page stands. */
  readonly urls: ReadonlyMap<string, DocUrl>
  /** One URL for each guide. */
  readonly guides: readonly string[]
  close(): Promise<void>
}

export async function startSavedPagesSite(shared: string, files: readonly string[]): Promise<SavedPagesSite> {
  const known = INDEX.parse(JSON.parse(readFileSync(join(shared, 'pages/index.json'), 'utf8')))
  const bodies = new Map<string, string>()
  const urls = new Map<string, DocUrl>()
  for (const file of files) {
    const html = readFileSync(join(shared, 'pages/html', file), 'utf8')
    const canonical = /<link[^>]*rel="canonical"[^>]*href="([^"]+)"/.exec(html)?.[1]
    const url = parseDocUrl(known[`html/${file}`]?.url ?? canonical ?? '')
    if (!url || bodies.has(url.path)) continue
    urls.set(file, url)
    bodies.set(url.path, html)
  }
  for (const base of new Set([...urls.values()].map((url) => url.base))) {
    const pages = [...urls.values()].filter((url) => url.base === base)
    bodies.set(
      `${base}toc-contents.json`,
      JSON.stringify({ contents: pages.map(({ page }) => ({ title: page, href: page })) }),
    )
  }
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname)
    const body = bodies.get(path)
    const type = path.endsWith('.json') ? 'application/json' : 'text/html; charset=utf-8'
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    urls,
    guides: [...new Map([...urls.values()].map((url) => [url.base, formatDocUrl(url.path)])).values()],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
