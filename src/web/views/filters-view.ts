// Filters as markup. They are links, so that they work without JavaScript and in a history; a chosen one stays visible
// even when nothing matches it.
// Products hold their guides: where a product has one guide, filtering by either would be the same, and there is one
// filter.

import { getFullTitle, getTitleOfProduct } from '../../core/model/guide.ts'
import { LOCALE_NAMES } from '../../core/model/locale.ts'
import type { SearchRequest } from '../routes/search-request.ts'
import type { GuideCount, WebGuide } from '../routes/web-source.ts'
import { type Html, html } from './html.ts'
import { makeSearchLink } from './links.ts'
import type { Results } from './results-view.ts'
import type { ViewContext } from './view-context.ts'

const PRODUCTS_SHOWN = 8
const GUIDES_SHOWN = 4

/** The box of all filters. */
export function renderFilters({ answer, request, guides: indexed }: Results, view: ViewContext): Html {
  const { text } = view
  const isFiltered = request.products.length + request.guides.length > 0 || request.locale !== undefined
  const locales = [...new Set(indexed.map((guide) => guide.locale))]
  return html`<details class="filter-box wide-open"><summary>${text.filters}${isFiltered && html`<span class="dot" aria-hidden="true"></span>`}</summary>
${locales.length > 1 && renderLocaleFilter(locales, request, view)}
${renderProductFilter(findProducts(answer.facets, request, indexed), request, view)}
${isFiltered && html`<p class="clear"><a href="${makeSearchLink(clearFilters(request))}">${text.clearFilters}</a></p>`}</details>`
}

export function clearFilters(request: SearchRequest): SearchRequest {
  return { ...request, products: [], guides: [], locale: undefined }
}

function renderLocaleFilter(locales: readonly WebGuide['locale'][], request: SearchRequest, view: ViewContext): Html {
  const renderOption = (locale: WebGuide['locale'] | undefined, label: Html): Html =>
    html`<li><a href="${makeSearchLink(request, { locale })}"${request.locale === locale && html` aria-current="true"`}>${label}</a></li>`
  return html`<h2 class="facet-name">${view.text.language}</h2><ul class="facet">${renderOption(undefined, html`${view.text.anyLanguage}`)}${locales.map(
    (locale) => renderOption(locale, html`<span lang="${locale.slice(0, 2)}">${LOCALE_NAMES[locale]}</span>`),
  )}</ul>`
}

interface ProductEntry {
  readonly name: string
  readonly count: number
  readonly guides: readonly GuideCount[]
}

// What was chosen stays to be taken back, though nothing matches it.
function findProducts(
  { products, eachGuide }: Results['answer']['facets'],
  request: SearchRequest,
  indexed: readonly WebGuide[],
): ProductEntry[] {
  const missing = request.guides
    .filter((id) => !eachGuide.some((guide) => guide.id === id))
    .map((id): GuideCount => {
      const guide = indexed.find(({ catalogId }) => catalogId === id)
      return { id, product: guide?.product ?? '', title: guide?.title ?? id, count: 0 }
    })
  const guides = [...missing, ...eachGuide]
  const counts = new Map(products.map(({ name, count }) => [name, count]))
  const chosen = [...request.products, ...missing.map(({ product }) => product)]
  const names = [...new Set([...chosen.filter((name) => !counts.has(name)), ...counts.keys()])]
  return names.map((name) => ({
    name,
    count: counts.get(name) ?? 0,
    guides: guides.filter(({ product }) => product === name),
  }))
}

function renderProductFilter(all: readonly ProductEntry[], request: SearchRequest, view: ViewContext): Html | false {
  const { text } = view
  if (all.length === 0) return false
  const renderGuide = (one: GuideCount, label: string): Html =>
    renderLink(
      label,
      one.count,
      request.guides,
      one.id,
      (guides) => makeSearchLink(request, { guides }),
      text.removeFilter(getFullTitle(one)),
    )
  const renderEntry = ({ name, count, guides }: ProductEntry): Html => {
    if (name === '') return html`${guides.map((one) => html`<li>${renderGuide(one, one.title)}</li>`)}`
    const isOne = guides.length < 2 && !guides.some(({ id }) => request.guides.includes(id))
    const product = renderLink(
      name,
      count,
      request.products,
      name,
      (products) => makeSearchLink(request, { products }),
      text.removeFilter(name),
    )
    return html`<li>${product}${!isOne && html`<ul class="facet">${renderFolded(guides, GUIDES_SHOWN, (one) => html`<li>${renderGuide(one, getTitleOfProduct(one))}</li>`, view)}</ul>`}</li>`
  }
  return html`<h2 class="facet-name">${text.productsAndGuides}</h2><ul class="facet">${renderFolded(all, PRODUCTS_SHOWN, renderEntry, view)}</ul>`
}

function renderLink(
  label: string,
  count: number,
  chosen: readonly string[],
  value: string,
  linkWith: (chosen: readonly string[]) => string,
  remove: string,
): Html {
  const isChosen = chosen.includes(value)
  const next = isChosen ? chosen.filter((other) => other !== value) : [...chosen, value]
  return html`<a href="${linkWith(next)}"${isChosen && html` aria-current="true" aria-label="${remove}"`}><span>${label}</span><span class="n">${count.toLocaleString('en')}</span></a>`
}

function renderFolded<T>(all: readonly T[], shown: number, entry: (one: T) => Html, view: ViewContext): Html {
  // One more line is as short as the line that says so.
  const first = all.length <= shown + 1 ? all : all.slice(0, shown)
  const rest = all.slice(first.length)
  return html`${first.map(entry)}${
    rest.length > 0 &&
    html`<li><details class="rest"><summary>${view.text.more(String(rest.length))}</summary><ul class="facet">${rest.map(entry)}</ul></details></li>`
  }`
}
