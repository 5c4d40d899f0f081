// The landing page and the search page: one form, and one region that holds either the indexed guides at a glance or
// the results.

import { type DocUrl, formatDocUrl } from '../../core/model/doc-url.ts'
import { listGetCommands } from '../../core/model/printed-commands.ts'
import { shorten } from '../../core/text/shorten.ts'
import type { SearchRequest } from '../routes/search-request.ts'
import type { WebGuide, WebSource } from '../routes/web-source.ts'
import { type Html, html } from './html.ts'
import { makeReadLink } from './links.ts'
import { renderCommands } from './notice-view.ts'
import { type Page, renderSearchForm } from './page-shell.ts'
import { formatAge } from './relative-age.ts'
import { renderResults } from './results-view.ts'
import type { UiText } from './ui-text.ts'
import type { ViewContext } from './view-context.ts'

/** What the results region holds, and what is announced of it. */
export interface SearchRegion {
  readonly title: string
  readonly status: string
  readonly body: Html
}

/** Answers the request; an empty query gives the landing page's region. */
export function renderSearchRegion(source: WebSource, request: SearchRequest, view: ViewContext): SearchRegion {
  if (request.query === '') return { title: '', status: '', body: renderLanding(source, view) }
  const answer = source.search({
    text: request.query,
    limit: request.limit,
    ...(request.locale === undefined ? {} : { locale: request.locale }),
    ...(request.guides.length === 0 ? {} : { guides: request.guides }),
    ...(request.products.length === 0 ? {} : { products: request.products }),
    ...(request.also.length === 0 ? {} : { alsoPhrased: request.also }),
  })
  const taken = { ...request, ...answer.narrowedBy }
  const status = view.text.results(answer.matched, answer.hits.length, shorten(request.query))
  return {
    title: shorten(request.query),
    status,
    body: renderResults({ answer, request: taken, guides: source.listIndexedGuides(), status }, view),
  }
}

/** In place of results, where the address of a page was typed. */
export function renderPastedAddress(source: WebSource, { path, anchor }: DocUrl, view: ViewContext): SearchRegion {
  const address = formatDocUrl(path, anchor).replace('https://', '')
  const title = source.viewPage(path)?.title ?? address
  const status = view.text.addressOfPage
  const body = html`<h2 class="count">${status}</h2>
<ol class="hits"><li class="hit brief"><a class="hit-link" href="${makeReadLink(path, anchor)}"><h3>${title}</h3><span class="within"><span>${address}</span></span></a></li></ol>`
  return { title: shorten(address), status, body }
}

/** The page around a region. */
export function renderSearchPage(
  region: SearchRegion,
  request: SearchRequest,
  guides: readonly WebGuide[],
  view: ViewContext,
): Page {
  const isLanding = request.query === ''
  const pages = guides.reduce((sum, guide) => sum + guide.pages, 0)
  const number = new Intl.NumberFormat(view.language)
  const hidden: [string, string][] = [
    ...request.products.map((product): [string, string] => ['product', product]),
    ...request.guides.map((guide): [string, string] => ['guide', guide]),
    ...(request.locale ? [['locale', request.locale] as [string, string]] : []),
  ]
  return {
    title: region.title,
    layout: isLanding ? 'landing' : 'search',
    ownsSearch: true,
    main: html`<div class="hero">
<h1>${view.text.tagline}</h1>
<p class="lead">${guides.length === 0 ? view.text.emptyIndex : view.text.taglineDetail(number.format(pages), number.format(guides.length))}</p>
${renderSearchForm(view, request.query, hidden, isLanding)}
</div>
<div id="ui-results" class="region">${region.body}</div>`,
  }
}

const CARDS = 12

function renderLanding(source: WebSource, view: ViewContext): Html {
  const { text, setting } = view
  const guides = source.listIndexedGuides().filter((guide) => guide.pages > 0)
  if (guides.length === 0) {
    const commands = listGetCommands(setting.isOffline ? 'GUIDE' : 'lambda-dg', setting)
    return html`<div class="empty"><p>${setting.isOffline ? text.emptyOfflineHint : text.emptyIndexHint}</p>${renderCommands(commands)}</div>`
  }
  return html`<p class="keys" aria-hidden="true"><span><kbd>/</kbd> ${text.keysFocus}</span> <span><kbd>↑</kbd><kbd>↓</kbd> ${text.keysMove}</span> <span><kbd>↵</kbd> ${text.keysOpen}</span> <span><kbd>esc</kbd> ${text.keysBack}</span></p>
${renderKeptPages('bookmarks', text.bookmarks, text)}
${renderKeptPages('read', text.recentlyRead, text)}
<h2 class="kept-name">${text.indexedGuides}</h2>
<ul class="cards">${sortGuides(guides, view)
    .slice(0, CARDS)
    .map((guide) => renderCard(guide, source, view))}</ul>
${guides.length > CARDS && html`<p class="all"><a href="/guides">${text.more(String(guides.length - CARDS))}</a></p>`}`
}

// Filled in by the browser, which alone knows them.
function renderKeptPages(name: 'bookmarks' | 'read', title: string, text: UiText): Html {
  return html`<section class="kept" data-kept="${name}" hidden><h2 class="kept-name">${title}</h2><ul></ul>${
    name === 'read' &&
    html`<p class="meta"><span>${text.keptHere}</span><button type="button">${text.forget}</button></p>`
  }</section>`
}

// Guides in the reader's language first, then the large ones.
function sortGuides(guides: readonly WebGuide[], view: ViewContext): WebGuide[] {
  const own = view.language === 'ja' ? 'ja_jp' : 'en_us'
  return [...guides].sort((a, b) => Number(b.locale === own) - Number(a.locale === own) || b.pages - a.pages)
}

function renderCard(guide: WebGuide, source: WebSource, view: ViewContext): Html {
  const path = source.findFirstPage(guide.base, guide.locale)
  const lang = guide.locale.slice(0, 2)
  const title = html`<span class="product">${guide.product}</span> <span class="title">${guide.title}</span>`
  const age = guide.newest === undefined ? view.text.never : formatAge(guide.newest, view.now, view.language)
  const pages = new Intl.NumberFormat(view.language).format(guide.pages)
  return html`<li><a lang="${lang}" href="${path === undefined ? '/guides' : makeReadLink(path)}">${title}</a><span class="meta"><span>${view.text.pageCount(pages)}</span><span>${view.text.checked(age)}</span></span></li>`
}
