// Results and filters as markup. Filters are links, so that they work without JavaScript and in a history; a chosen one stays visible even when
// nothing matches it.

import { fullTitle } from '../core/guide.ts'
import { ageElement } from './age.ts'
import { excerptOf, markText, type QueryWords, queryWords, type Segment } from './excerpt.ts'
import { type Html, html } from './html.ts'
import { readLink, searchLink } from './read-link.ts'
import type { SearchRequest } from './search-request.ts'
import { LOCALE_NAMES } from './ui-text.ts'
import type { ViewContext } from './view-context.ts'
import type { WebAnswer, WebGuide, WebHit } from './web-source.ts'

export interface Results {
  readonly answer: WebAnswer
  readonly request: SearchRequest
  readonly guides: readonly WebGuide[]
  /** How many were found, in words. */
  readonly status: string
}

const FACETS_SHOWN = 8

/** Filters and hits, or what to do when there are none. */
export function renderResults(results: Results, view: ViewContext): Html {
  const { answer, request, status } = results
  const words = queryWords(request.query, answer.words)
  const hint = answer.hints[view.language]
  const isCut = answer.hits.length < answer.matched && answer.hits.length >= request.limit && request.limit < 50
  return html`<div class="columns">
<div class="filters">${filters(results, view)}</div>
<section class="found" aria-labelledby="ui-count">
<h2 class="count" id="ui-count">${status}</h2>
${answer.suggestion !== undefined && answer.hits.length > 0 && html`<p class="suggestion" lang="en">${answer.suggestion}</p>`}
${hint !== undefined && html`<p class="suggestion hint">${hint}</p>`}
${answer.hits.length === 0 ? nothingFound(request, view) : html`<ol class="hits">${answer.hits.map((hit) => item(hit, words, view))}</ol>`}
${isCut && html`<p class="more"><a class="button" href="${searchLink(request, { limit: request.limit < 30 ? 30 : 50 })}">${view.text.moreResults}</a></p>`}
</section>
</div>`
}

function item(hit: WebHit, words: QueryWords, view: ViewContext): Html {
  const lang = hit.locale.slice(0, 2)
  const path = hit.headingPath.slice(1)
  return html`<li class="hit" lang="${lang}"><a class="hit-link" href="${readLink(hit.path, hit.anchor)}"><h3>${marks(markText(hit.title, words))}</h3>${
    path.length > 0 &&
    html`<span class="within">${path.map((title) => html`<span>${marks(markText(title, words))}</span>`)}</span>`
  }</a>
<p class="passage">${marks(excerptOf(hit.context, words))}</p>
<p class="meta"><span>${hit.product}</span><span>${hit.guide}</span>${hit.partition && html`<span lang="${view.language}">${view.text.chinaSite}</span>`}<span lang="${view.language}">${ageElement(hit.checkedAt, view.now, view.language, view.text.checked)}</span></p></li>`
}

function marks(segments: readonly Segment[]): Html[] {
  return segments.map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : html`${text}`))
}

function nothingFound(request: SearchRequest, view: ViewContext): Html {
  const isFiltered = request.products.length + request.guides.length > 0 || request.locale !== undefined
  return html`<div class="empty"><p>${view.text.noResultsHint}</p><p>${
    isFiltered && html`<a href="${searchLink(withoutFilters(request))}">${view.text.clearFilters}</a> · `
  }<a href="/guides">${view.text.noResultsGuides}</a></p></div>`
}

function withoutFilters(request: SearchRequest): SearchRequest {
  return { ...request, products: [], guides: [], locale: undefined }
}

function filters({ answer, request, guides: indexed }: Results, view: ViewContext): Html {
  const { text } = view
  const isFiltered = request.products.length + request.guides.length > 0 || request.locale !== undefined
  const locales = [...new Set(indexed.map((guide) => guide.locale))]
  const named = (name: string, count: number): FacetEntry => ({ value: name, label: name, count })
  const products = withChosen(
    answer.facets.products.map(({ name, count }) => named(name, count)),
    request.products.map((name) => named(name, 0)),
  )
  const eachGuide = withChosen(
    answer.facets.eachGuide.map((guide) => ({ value: guide.id, label: fullTitle(guide), count: guide.count })),
    request.guides.map((id) => {
      const guide = indexed.find(({ catalogId }) => catalogId === id)
      return { value: id, label: guide ? fullTitle(guide) : id, count: 0 }
    }),
  )
  return html`<details class="filter-box wide-open"><summary>${text.filters}${isFiltered && html`<span class="dot" aria-hidden="true"></span>`}</summary>
${locales.length > 1 && localeFilter(locales, request, view)}
${facet(text.product, products, request.products, (chosen) => searchLink(request, { products: chosen }), view)}
${facet(text.guide, eachGuide, request.guides, (chosen) => searchLink(request, { guides: chosen }), view)}
${isFiltered && html`<p class="clear"><a href="${searchLink(withoutFilters(request))}">${text.clearFilters}</a></p>`}</details>`
}

function localeFilter(locales: readonly WebGuide['locale'][], request: SearchRequest, view: ViewContext): Html {
  const option = (locale: WebGuide['locale'] | undefined, label: Html): Html =>
    html`<li><a href="${searchLink(request, { locale })}"${request.locale === locale && html` aria-current="true"`}>${label}</a></li>`
  return html`<h2 class="facet-name">${view.text.language}</h2><ul class="facet">${option(undefined, html`${view.text.anyLanguage}`)}${locales.map(
    (locale) => option(locale, html`<span lang="${locale.slice(0, 2)}">${LOCALE_NAMES[locale]}</span>`),
  )}</ul>`
}

interface FacetEntry {
  /** What the address carries. */
  readonly value: string
  readonly label: string
  readonly count: number
}

// What was chosen stays to be taken back, though nothing matches it.
function withChosen(found: readonly FacetEntry[], chosen: readonly FacetEntry[]): FacetEntry[] {
  const missing = chosen.filter(({ value }) => !found.some((entry) => entry.value === value))
  return [...missing, ...found].filter(({ value }) => value !== '')
}

function facet(
  title: string,
  all: readonly FacetEntry[],
  chosen: readonly string[],
  linkWith: (chosen: readonly string[]) => string,
  view: ViewContext,
): Html | false {
  if (all.length === 0) return false
  const entry = ({ value, label, count }: FacetEntry): Html => {
    const isChosen = chosen.includes(value)
    const next = isChosen ? chosen.filter((other) => other !== value) : [...chosen, value]
    return html`<li><a href="${linkWith(next)}"${isChosen && html` aria-current="true" aria-label="${view.text.removeFilter(label)}"`}><span>${label}</span><span class="n">${count}</span></a></li>`
  }
  const [first, rest] = [all.slice(0, FACETS_SHOWN), all.slice(FACETS_SHOWN)]
  return html`<h2 class="facet-name">${title}</h2><ul class="facet">${first.map(entry)}</ul>${
    rest.length > 0 &&
    html`<details class="rest"><summary>${view.text.more(String(rest.length))}</summary><ul class="facet">${rest.map(entry)}</ul></details>`
  }`
}
