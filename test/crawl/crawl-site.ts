// A documentation site on the loopback: pages, contents, sitemap and robots.txt held in a map that tests change between
// crawls, with a request log and whatever misbehaviour a test asks for.

import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/**
 * Says what to do instead of the usual answer; undefined means the usual one. `n` counts requests to the path from 1.
 */
export type Misbehave = (path: string, n: number, response: ServerResponse) => Answer | 'handled' | undefined

export interface CrawlSite {
  readonly origin: string
  /** By path: HTML, JSON or XML text, or a whole answer. */
  readonly files: Map<string, string | Answer>
  readonly log: { readonly path: string; readonly status: number; readonly conditional: boolean }[]
  misbehave: Misbehave | undefined
  /** Requests to a path so far. */
  count(path: string): number
  close(): Promise<void>
}

export const GUIDE = '/lamp/latest/dg/'

export async function startSite(): Promise<CrawlSite> {
  const files = new Map<string, string | Answer>([
    ['/robots.txt', 'User-agent: *\nDisallow: /lamp/latest/dg/private/\n'],
  ])
  const log: { path: string; status: number; conditional: boolean }[] = []
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url ?? '/', 'http://x').pathname)
    const n = (counts.get(path) ?? 0) + 1
    counts.set(path, n)
    const entry = { path, status: 0, conditional: request.headers['if-none-match'] !== undefined }
    log.push(entry)
    const odd = site.misbehave?.(path, n, response)
    if (odd === 'handled') return
    const answer = odd ?? answerFor(files.get(path), path, request)
    entry.status = answer.status ?? 200
    response.writeHead(entry.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const site: CrawlSite = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    log,
    misbehave: undefined,
    count: (path) => counts.get(path) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return site
}

function answerFor(file: string | Answer | undefined, path: string, request: IncomingMessage): Answer {
  if (file === undefined) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not found</h1>' }
  if (typeof file !== 'string') {
    const { etag } = file.headers ?? {}
    return etag !== undefined && request.headers['if-none-match'] === etag ? { status: 304, headers: { etag } } : file
  }
  const etag = `"${createHash('sha1').update(file).digest('base64url')}"`
  const type = path.endsWith('.json')
    ? 'application/json'
    : /\.(xml|rss)$/.test(path)
      ? 'application/xml'
      : 'text/html; charset=UTF-8'
  const headers = { etag, 'content-type': path === '/robots.txt' ? 'text/plain' : type }
  return request.headers['if-none-match'] === etag ? { status: 304, headers } : { headers, body: file }
}

export interface MadePage {
  readonly locale?: string
  readonly links?: readonly string[]
  readonly tocs?: string
  readonly feed?: string
}

/** A page in the site's markup. */
export function makePageHtml(
  title: string,
  text: string,
  { locale = 'en_us', links = [], tocs, feed }: MadePage = {},
): string {
  const anchors = links.map((href) => `<li><p><a href="${href}">${href}</a></p></li>`).join('')
  return `<!DOCTYPE html><html lang="${locale.slice(0, 2)}"><head><title>${title} - Made-up Lamp</title>
<meta name="product" content="Made-up Lamp"/><meta name="guide" content="Developer Guide"/><meta name="guide-locale" content="${locale}"/>
${tocs === undefined ? '' : `<meta name="tocs" content="${tocs}"/>`}${feed === undefined ? '' : `<meta name="rss" content="${feed}"/>`}</head><body><div id="main-content"><div id="main-col-body">
<h1 class="topictitle" id="top">${title}</h1><p>${text}</p><h2 id="more">More about ${title}</h2><p>And ${text}</p>
<ul>${anchors}</ul></div></div></body></html>`
}

export function makeTocJson(names: readonly string[], more: readonly object[] = []): string {
  return JSON.stringify({ contents: [...names.map((name) => ({ title: name, href: `${name}.html` })), ...more] })
}

/** `dates` are what it says of when a page was changed, by path. */
export function makeSitemapXml(paths: readonly string[], dates: Readonly<Record<string, string>> = {}): string {
  const urls = paths.map((path) => {
    const lastmod = dates[path] === undefined ? '' : `<lastmod>${dates[path]}</lastmod>`
    return `<url><loc>https://docs.aws.amazon.com${path}</loc>${lastmod}</url>`
  })
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`
}

/** A guide's feed: pages and the days on which its writers call them changed. */
export function makeFeedXml(dates: Readonly<Record<string, string>>): string {
  const items = Object.entries(dates).map(
    ([path, date]) =>
      `<item><title>x</title><link>https://docs.aws.amazon.com${path}#more</link><pubDate>${date}</pubDate></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>History</title>${items.join('')}</channel></rss>`
}

/** What the site leaves where a page was removed. */
export const STUB = `<!DOCTYPE html><html><head><title>Redirect</title><meta http-equiv="refresh" content="10;URL=a.html"></head><body></body></html>`

/** Puts a guide of these pages on the site: `a` links to the next, and so on. */
export function putGuide(site: CrawlSite, names: readonly string[], folder = GUIDE, made: MadePage = {}): void {
  site.files.set(`${folder}toc-contents.json`, makeTocJson(names))
  for (const name of names)
    site.files.set(`${folder}${name}.html`, makePageHtml(`Page ${name}`, `text of ${name}.`, made))
}
