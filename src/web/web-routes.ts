// The web page's addresses: which view answers which path. Reads the request, asks the source, renders; writes nothing anywhere.

import type { IncomingMessage } from 'node:http'
import type { Clock } from '../core/clock.ts'
import { type DocUrl, parseDocUrl, pathOf } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import { percentDecode } from '../core/text/percent-decode.ts'
import type { Assets } from './assets.ts'
import { guidesPage } from './guides-view.ts'
import { notIndexedPage, noticePage } from './notice-view.ts'
import { type Page, renderDocument } from './page-shell.ts'
import { readLink } from './read-link.ts'
import { readingPage } from './reading-view.ts'
import { acceptsGzip, htmlReply, jsonReply, type Reply, redirect, textReply } from './reply.ts'
import { parseSearchRequest } from './search-request.ts'
import { searchPage, searchRegion } from './search-view.ts'
import { manifestReply, openSearchReply } from './site-files.ts'
import { asAppearance, asLanguage, preferencesOf, textOf, type ViewContext } from './view-context.ts'
import type { WebSource } from './web-source.ts'

export interface WebRoutesOptions {
  /** The index as it is at the time of a request. */
  readonly open: () => Promise<WebSource>
  readonly clock: Clock
  readonly assets: Assets
}

/** Names of routes as logs and metrics know them: addresses carry what people search for, so they are not written down. */
export type WebRoute = 'home' | 'search' | 'api-search' | 'read' | 'guides' | 'assets' | 'robots' | 'site-file' | 'none'

export interface WebRoutes {
  routeOf(pathname: string): WebRoute
  /** Answers a GET or HEAD. Throws only what is a bug. */
  answer(request: IncomingMessage, url: URL): Promise<Reply>
  /** The page for something that was thrown. */
  failure(request: IncomingMessage, url: URL): Reply
}

const ROBOTS = 'User-agent: *\nDisallow: /\n'

export function createWebRoutes({ open, clock, assets }: WebRoutesOptions): WebRoutes {
  const viewOf = (request: IncomingMessage, url: URL): ViewContext => {
    const { language, appearance } = preferencesOf(request)
    const here = url.pathname + url.search
    return { language, text: textOf(language), appearance, now: clock.now(), here, assets: assets.links }
  }
  const page = (content: Page, view: ViewContext, status = 200): Reply =>
    htmlReply(renderDocument(content, view), status)

  const search = (source: WebSource, view: ViewContext, url: URL): Reply => {
    const parsed = parseSearchRequest(url.searchParams)
    if (parsed.kind === 'too-long')
      return page(noticePage(view.text.badRequest, view.text.queryTooLong(parsed.length), view), view, 400)
    const { request } = parsed
    const pasted =
      /^https?:\/\/docs\.(?:aws\.amazon\.com|amazonaws\.(?:com|cn))\//i.test(request.query) &&
      parseDocUrl(request.query)
    if (pasted) return redirect(readLink(pasted.path, pasted.anchor))
    const region = searchRegion(source, request, view)
    return page(searchPage(region, request, source.indexedGuides(), view), view)
  }

  const searchAsYouType = (source: WebSource, view: ViewContext, url: URL): Reply => {
    const parsed = parseSearchRequest(url.searchParams)
    if (parsed.kind === 'too-long') return jsonReply({ error: view.text.queryTooLong(parsed.length) }, 400)
    const region = searchRegion(source, parsed.request, view)
    const title = region.title === '' ? 'aws-docs-offline' : `${region.title} · aws-docs-offline`
    return jsonReply({ title, status: region.status, html: region.body.text })
  }

  const read = (source: WebSource, view: ViewContext, url: URL): Reply => {
    const target = parseDocUrl(percentDecode(url.pathname.slice('/read'.length)))
    if (!target) return notFound(view)
    const canonical = readLink(target.path)
    if (canonical !== url.pathname) return redirect(canonical)
    const found = source.pageView(target.path) ?? rootOf(source, target)
    if (!found) return page(notIndexedPage(target, twinsOf(source, target), guideIdOf(source, target), view), view, 404)
    if (found.path !== target.path) return redirect(readLink(found.path))
    const search = parseSearchRequest(url.searchParams)
    const led = search.kind === 'search' && search.request.query !== '' ? search.request : undefined
    return page(readingPage(found, source, view, led), view)
  }

  // A guide's folder is its first page.
  const rootOf = (source: WebSource, target: DocUrl) => {
    const first = target.page === '' ? source.firstPageOf(target.base, target.locale) : undefined
    return first === undefined ? undefined : source.pageView(first)
  }
  const twinsOf = (source: WebSource, target: DocUrl) =>
    source.indexedGuides().flatMap(({ base, locale }) => {
      const path = base === target.base ? pathOf(base, target.page, locale) : undefined
      return path !== undefined && source.isIndexed(path) ? [{ locale, path }] : []
    })
  const guideIdOf = (source: WebSource, target: DocUrl) =>
    source.indexedGuides().find(({ base }) => base === target.base)?.catalogId
  const notFound = (view: ViewContext): Reply =>
    page(noticePage(view.text.notFound, view.text.notFoundText, view), view, 404)

  return {
    routeOf,
    async answer(request, url) {
      const route = routeOf(url.pathname)
      if (route === 'assets') return asset(assets, request, url)
      if (route === 'robots') return textReply(ROBOTS)
      const choice = chosen(url)
      if (choice) return choice
      const view = viewOf(request, url)
      if (route === 'site-file')
        return url.pathname === '/opensearch.xml' ? openSearchReply(request, view) : manifestReply(view)
      try {
        const source = await open()
        if (route === 'search' || route === 'home') return search(source, view, url)
        if (route === 'api-search') return searchAsYouType(source, view, url)
        if (route === 'read') return read(source, view, url)
        if (route === 'guides') return page(guidesPage(source, view), view)
      } catch (error) {
        // The index may be replaced, damaged or locked while the server runs; that has a sentence for people.
        if (!(error instanceof DocsError)) throw error
        if (route === 'api-search') return jsonReply({ error: error.message }, 503)
        return page(noticePage(view.text.indexUnreadable, error.message, view), view, 503)
      }
      return notFound(view)
    },
    failure(request, url) {
      const view = viewOf(request, url)
      return page(noticePage(view.text.serverError, view.text.serverErrorText, view), view, 500)
    },
  }
}

function routeOf(pathname: string): WebRoute {
  if (pathname === '/') return 'home'
  if (pathname === '/search') return 'search'
  if (pathname === '/api/search') return 'api-search'
  if (pathname === '/guides') return 'guides'
  if (pathname === '/robots.txt') return 'robots'
  if (pathname === '/opensearch.xml' || pathname === '/manifest.webmanifest') return 'site-file'
  if (pathname.startsWith('/read/')) return 'read'
  return pathname.startsWith('/assets/') ? 'assets' : 'none'
}

// `?ui=ja` and `?theme=dark` on any page: kept in a cookie, and the address is clean again.
function chosen(url: URL): Reply | undefined {
  const language = asLanguage(url.searchParams.get('ui'))
  const appearance = asAppearance(url.searchParams.get('theme'))
  if (!language && !appearance) return undefined
  const cookies = [...(language ? [cookie('ui', language)] : []), ...(appearance ? [cookie('theme', appearance)] : [])]
  url.searchParams.delete('ui')
  url.searchParams.delete('theme')
  return redirect(url.pathname + url.search, cookies)
}

function cookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
}

function asset({ files }: Assets, request: IncomingMessage, url: URL): Reply {
  const found = files.get(url.pathname.slice('/assets/'.length))
  if (!found) return textReply('Not found\n', 404)
  const isPinned = url.searchParams.get('v') === found.version
  const headers = {
    'Content-Type': found.contentType,
    ETag: found.etag,
    Vary: 'Accept-Encoding',
    'Cache-Control': isPinned ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (request.headers['if-none-match'] === found.etag) return { status: 304, headers, body: '' }
  if (!acceptsGzip(request)) return { status: 200, headers, body: found.body }
  return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: found.gzipped }
}
