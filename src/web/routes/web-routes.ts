// The web page's addresses: which view answers which path. Reads the request, asks the source, renders; writes nothing
// anywhere.

import { type DocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import { isForOperator } from '../../core/model/explain-to-asker.ts'
import { type CommandSetting, USUAL_SETTING } from '../../core/model/printed-commands.ts'
import { readTypedAddress } from '../../core/model/typed-address.ts'
import type { Clock } from '../../core/platform/clock.ts'
import { type Logger, silentLogger } from '../../core/platform/logger.ts'
import { decodePercent } from '../../core/text/decode-percent.ts'
import type { PageRequest, PageRoute, Pages } from '../../server/routes/page-route.ts'
import { makeHtmlReply, makeJsonReply, makeRedirect, makeTextReply, type Reply } from '../../server/routes/reply.ts'
import type { FindImage } from '../render/page-image.ts'
import { renderGuidesPage } from '../views/guides-view.ts'
import { makeReadLink } from '../views/links.ts'
import { type NearGuide, renderNotIndexedPage, renderNoticePage } from '../views/notice-view.ts'
import { type Page, renderDocument } from '../views/page-shell.ts'
import { renderReadingPage } from '../views/reading-view.ts'
import { renderPastedAddress, renderSearchPage, renderSearchRegion } from '../views/search-view.ts'
import { chooseText, parseAppearance, parseLanguage, readPreferences, type ViewContext } from '../views/view-context.ts'
import { type Assets, answerAsset } from './assets.ts'
import { answerImage, makeImageLink, type WebImages } from './image-route.ts'
import { parseSearchRequest } from './search-request.ts'
import { answerManifest, answerOpenSearch } from './site-files.ts'
import type { WebSource } from './web-source.ts'

export interface WebRoutesOptions {
  /** The index as it is at the time of a request. */
  readonly open: () => Promise<WebSource>
  readonly clock: Clock
  readonly assets: Assets
  readonly images: WebImages
  readonly setting?: CommandSetting
  readonly logger?: Logger
}

type View = (source: WebSource, view: ViewContext, request: PageRequest) => Reply | Promise<Reply>

const ROBOTS = 'User-agent: *\nDisallow: /\n'

export function createWebRoutes({
  open,
  clock,
  assets,
  images,
  setting = USUAL_SETTING,
  logger = silentLogger,
}: WebRoutesOptions): Pages {
  const readView = (request: PageRequest): ViewContext => {
    const { language, appearance } = readPreferences(request)
    const here = request.url.pathname + request.url.search
    return { language, text: chooseText(language), appearance, now: clock.now(), here, assets: assets.links, setting }
  }
  const makePageReply = (content: Page, view: ViewContext, status = 200): Reply =>
    makeHtmlReply(renderDocument(content, view), status)

  const search: View = (source, view, { url }) => {
    const parsed = parseSearchRequest(url.searchParams)
    if (parsed.kind === 'too-long')
      return makePageReply(
        renderNoticePage(view.text.badRequest, view.text.queryTooLong(parsed.length), view),
        view,
        400,
      )
    const { request } = parsed
    const pasted = readTypedAddress(request.query)
    if (pasted) return makeRedirect(makeReadLink(pasted.path, pasted.anchor))
    const region = renderSearchRegion(source, request, view)
    return makePageReply(renderSearchPage(region, request, source.listIndexedGuides(), view), view)
  }

  const searchAsYouType: View = (source, view, { url }) => {
    const parsed = parseSearchRequest(url.searchParams)
    if (parsed.kind === 'too-long') return makeJsonReply({ error: view.text.queryTooLong(parsed.length) }, 400)
    const pasted = readTypedAddress(parsed.request.query)
    const region = pasted ? renderPastedAddress(source, pasted, view) : renderSearchRegion(source, parsed.request, view)
    const title = region.title === '' ? 'aws-docs-offline' : `${region.title} · aws-docs-offline`
    const page = pasted && makeReadLink(pasted.path, pasted.anchor)
    return makeJsonReply({ title, status: region.status, html: region.body.text, page })
  }

  const read: View = async (source, view, { url }) => {
    const kept = await images.findKept()
    const target = parseDocUrl(decodePercent(url.pathname.slice('/read'.length)))
    if (!target) return makeNotFoundReply(view)
    const canonical = makeReadLink(target.path)
    if (canonical !== url.pathname) return makeRedirect(canonical)
    const found = source.viewPage(target.path) ?? findRoot(source, target)
    if (!found) return answerMissing(source, target, view)
    if (found.path !== target.path) return makeRedirect(makeReadLink(found.path))
    const search = parseSearchRequest(url.searchParams)
    const led = search.kind === 'search' && search.request.query !== '' ? search.request : undefined
    const findImage: FindImage = (path) => {
      const image = kept.find(path)
      if (!image && images.isOffline) return undefined
      return { src: makeImageLink(path, image, found.path), width: image?.width, height: image?.height }
    }
    return makePageReply(renderReadingPage(found, source, view, { found: led, findImage }), view)
  }

  const answerMissing = (source: WebSource, target: DocUrl, view: ViewContext): Reply => {
    const place = source.findNewPlace(target.path)
    if (place?.isIndexed) return makeRedirect(makeReadLink(place.path, target.anchor))
    const moved = place && parseDocUrl(place.path)
    const translations = listTranslations(source, target)
    const guide = findGuideAt(source, moved ?? target)
    return makePageReply(renderNotIndexedPage(target, { translations, guide, moved }, view), view, 404)
  }

  // A guide's folder is its first page.
  const findRoot = (source: WebSource, target: DocUrl) => {
    const first = target.page === '' ? source.findFirstPage(target.base, target.locale) : undefined
    return first === undefined ? undefined : source.viewPage(first)
  }
  const listTranslations = (source: WebSource, target: DocUrl) =>
    source.listIndexedGuides().flatMap(({ base, locale }) => {
      const path = base === target.base ? toPath(base, target.page, locale) : undefined
      return path !== undefined && source.isIndexed(path) ? [{ locale, path }] : []
    })
  const findGuideAt = (source: WebSource, { base, locale }: DocUrl): NearGuide | undefined => {
    const copies = source.listIndexedGuides().filter((one) => one.base === base)
    const [guide] = copies
    const isComplete = copies.some((one) => one.locale === locale && one.completeness.kind === 'complete')
    return guide && { ...guide, id: guide.catalogId, firstPage: source.findFirstPage(base, locale), isComplete }
  }
  const makeNotFoundReply = (view: ViewContext): Reply =>
    makePageReply(renderNoticePage(view.text.notFound, view.text.notFoundText, view), view, 404)

  /** A page that is made from the index as it is. */
  const makeIndexedRoute = (name: string, path: string, show: View): PageRoute => ({
    name,
    path,
    async answer(request) {
      const choice = answerChoice(request.url)
      if (choice) return choice
      const view = readView(request)
      try {
        return await show(await open(), view, request)
      } catch (error) {
        // The index may be replaced, damaged or locked while the server runs; that has a sentence for people.
        if (!(error instanceof DocsError)) throw error
        const isHidden = isForOperator(error, setting)
        if (isHidden) logger.warn(`${error.code}: ${error.adviceFor(setting)}`)
        const said = isHidden ? view.text.askOperator : error.message
        if (name === 'api-search') return makeJsonReply({ error: said }, 503)
        return makePageReply(renderNoticePage(view.text.indexUnreadable, said, view), view, 503)
      }
    },
  })
  /** A file that a browser asks for besides. */
  const makeFileRoute = (name: string, path: string, answer: PageRoute['answer']): PageRoute => ({ name, path, answer })
  return {
    routes: [
      makeIndexedRoute('home', '/', search),
      makeIndexedRoute('search', '/search', search),
      makeIndexedRoute('api-search', '/api/search', searchAsYouType),
      makeIndexedRoute('read', '/read/*', read),
      { ...makeFileRoute('image', '/image/*', (request) => answerImage(images, open, request)), isCheap: true },
      makeIndexedRoute('guides', '/guides', (source, view) => makePageReply(renderGuidesPage(source, view), view)),
      { ...makeFileRoute('assets', '/assets/*', ({ url }) => answerAsset(assets, url)), isCheap: true },
      makeFileRoute('robots', '/robots.txt', () => makeTextReply(ROBOTS)),
      makeFileRoute('site-file', '/opensearch.xml', (request) => answerOpenSearch(request.origin, readView(request))),
      makeFileRoute('site-file', '/manifest.webmanifest', (request) => answerManifest(readView(request))),
    ],
    answerNotFound: (request) => answerChoice(request.url) ?? makeNotFoundReply(readView(request)),
    answerFailure(request) {
      const view = readView(request)
      return makePageReply(renderNoticePage(view.text.serverError, view.text.serverErrorText, view), view, 500)
    },
  }
}

// `?ui=ja` and `?theme=dark` on any page: kept in a cookie, and the address is clean again.
function answerChoice(url: URL): Reply | undefined {
  const language = parseLanguage(url.searchParams.get('ui'))
  const appearance = parseAppearance(url.searchParams.get('theme'))
  if (!language && !appearance) return undefined
  const cookies = [
    ...(language ? [makeCookie('ui', language)] : []),
    ...(appearance ? [makeCookie('theme', appearance)] : []),
  ]
  url.searchParams.delete('ui')
  url.searchParams.delete('theme')
  return makeRedirect(url.pathname + url.search, cookies)
}

function makeCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
}
