// The web page's addresses: which view answers which path. Reads the request, asks the source, renders; writes nothing
// anywhere.

import { type DocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { percentDecode } from '../../core/text/percent-decode.ts'
import type { PageRequest, PageRoute, Pages } from '../../server/routes/page-route.ts'
import { htmlReply, jsonReply, type Reply, redirect, textReply } from '../../server/routes/reply.ts'
import type { FindImage } from '../render/page-image.ts'
import { guidesPage } from '../views/guides-view.ts'
import { type NearGuide, notIndexedPage, noticePage } from '../views/notice-view.ts'
import { type Page, renderDocument } from '../views/page-shell.ts'
import { readLink } from '../views/read-link.ts'
import { readingPage } from '../views/reading-view.ts'
import { searchPage, searchRegion } from '../views/search-view.ts'
import { asAppearance, asLanguage, chooseText, readPreferences, type ViewContext } from '../views/view-context.ts'
import { type Assets, answerAsset } from './assets.ts'
import { imageLink, imageReply, type WebImages } from './image-route.ts'
import { parseSearchRequest } from './search-request.ts'
import { manifestReply, openSearchReply } from './site-files.ts'
import type { WebSource } from './web-source.ts'

export interface WebRoutesOptions {
  /** The index as it is at the time of a request. */
  readonly open: () => Promise<WebSource>
  readonly clock: Clock
  readonly assets: Assets
  readonly images: WebImages
}

type View = (source: WebSource, view: ViewContext, request: PageRequest) => Reply | Promise<Reply>

const ROBOTS = 'User-agent: *\nDisallow: /\n'

export function createWebRoutes({ open, clock, assets, images }: WebRoutesOptions): Pages {
  const readView = (request: PageRequest): ViewContext => {
    const { language, appearance } = readPreferences(request)
    const here = request.url.pathname + request.url.search
    return { language, text: chooseText(language), appearance, now: clock.now(), here, assets: assets.links }
  }
  const page = (content: Page, view: ViewContext, status = 200): Reply =>
    htmlReply(renderDocument(content, view), status)

  const search: View = (source, view, { url }) => {
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

  const searchAsYouType: View = (source, view, { url }) => {
    const parsed = parseSearchRequest(url.searchParams)
    if (parsed.kind === 'too-long') return jsonReply({ error: view.text.queryTooLong(parsed.length) }, 400)
    const region = searchRegion(source, parsed.request, view)
    const title = region.title === '' ? 'aws-docs-offline' : `${region.title} · aws-docs-offline`
    return jsonReply({ title, status: region.status, html: region.body.text })
  }

  const read: View = async (source, view, { url }) => {
    const kept = await images.kept()
    const target = parseDocUrl(percentDecode(url.pathname.slice('/read'.length)))
    if (!target) return notFound(view)
    const canonical = readLink(target.path)
    if (canonical !== url.pathname) return redirect(canonical)
    const found = source.pageView(target.path) ?? findRoot(source, target)
    if (!found)
      return page(notIndexedPage(target, listTranslations(source, target), guideAt(source, target), view), view, 404)
    if (found.path !== target.path) return redirect(readLink(found.path))
    const search = parseSearchRequest(url.searchParams)
    const led = search.kind === 'search' && search.request.query !== '' ? search.request : undefined
    const findImage: FindImage = (path) => {
      const image = kept.find(path)
      if (!image && images.isOffline) return undefined
      return { src: imageLink(path, image, found.path), width: image?.width, height: image?.height }
    }
    return page(readingPage(found, source, view, { found: led, findImage }), view)
  }

  // A guide's folder is its first page.
  const findRoot = (source: WebSource, target: DocUrl) => {
    const first = target.page === '' ? source.firstPageOf(target.base, target.locale) : undefined
    return first === undefined ? undefined : source.pageView(first)
  }
  const listTranslations = (source: WebSource, target: DocUrl) =>
    source.indexedGuides().flatMap(({ base, locale }) => {
      const path = base === target.base ? toPath(base, target.page, locale) : undefined
      return path !== undefined && source.isIndexed(path) ? [{ locale, path }] : []
    })
  const guideAt = (source: WebSource, { base, locale }: DocUrl): NearGuide | undefined => {
    const guide = source.indexedGuides().find((one) => one.base === base)
    return guide && { ...guide, id: guide.catalogId, firstPage: source.firstPageOf(base, locale) }
  }
  const notFound = (view: ViewContext): Reply =>
    page(noticePage(view.text.notFound, view.text.notFoundText, view), view, 404)

  /** A page that is made from the index as it is. */
  const indexed = (name: string, path: string, show: View): PageRoute => ({
    name,
    path,
    async answer(request) {
      const choice = chosen(request.url)
      if (choice) return choice
      const view = readView(request)
      try {
        return await show(await open(), view, request)
      } catch (error) {
        // The index may be replaced, damaged or locked while the server runs; that has a sentence for people.
        if (!(error instanceof DocsError)) throw error
        if (name === 'api-search') return jsonReply({ error: error.message }, 503)
        return page(noticePage(view.text.indexUnreadable, error.message, view), view, 503)
      }
    },
  })
  /** A file that a browser asks for besides. */
  const file = (name: string, path: string, answer: PageRoute['answer']): PageRoute => ({ name, path, answer })
  return {
    routes: [
      indexed('home', '/', search),
      indexed('search', '/search', search),
      indexed('api-search', '/api/search', searchAsYouType),
      indexed('read', '/read/*', read),
      { ...file('image', '/image/*', (request) => imageReply(images, open, request)), isCheap: true },
      indexed('guides', '/guides', (source, view) => page(guidesPage(source, view), view)),
      { ...file('assets', '/assets/*', ({ url }) => answerAsset(assets, url)), isCheap: true },
      file('robots', '/robots.txt', () => textReply(ROBOTS)),
      file('site-file', '/opensearch.xml', (request) => openSearchReply(request.origin, readView(request))),
      file('site-file', '/manifest.webmanifest', (request) => manifestReply(readView(request))),
    ],
    notFound: (request) => chosen(request.url) ?? notFound(readView(request)),
    failure(request) {
      const view = readView(request)
      return page(noticePage(view.text.serverError, view.text.serverErrorText, view), view, 500)
    },
  }
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
