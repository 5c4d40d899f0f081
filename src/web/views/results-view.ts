// Results as markup: best first, and where one guide has many beside others, its later ones below its first in short.

import { getFullTitle } from '../../core/model/guide.ts'
import { markText, type QueryWords, type Segment, toQueryWords } from '../../core/text/mark-words.ts'
import { renderSnippet } from '../render/snippet.ts'
import type { SearchRequest } from '../routes/search-request.ts'
import type { WebAnswer, WebGuide, WebHit } from '../routes/web-source.ts'
import { clearFilters, renderFilters } from './filters-view.ts'
import { type Html, html } from './html.ts'
import { makeReadLink, makeSearchLink } from './links.ts'
import { renderAge } from './relative-age.ts'
import type { ViewContext } from './view-context.ts'

export interface Results {
  readonly answer: WebAnswer
  readonly request: SearchRequest
  readonly guides: readonly WebGuide[]
  /** How many were found, in words. */
  readonly status: string
}

/** Hits of one guide that stand for themselves when others have hits too. */
const SHOWN_OF_GUIDE = 3

/** Filters and hits, or what to do when there are none. */
export function renderResults(results: Results, view: ViewContext): Html {
  const { answer, request, status } = results
  const words = toQueryWords(answer.asked, answer.words)
  const hint = answer.hints[view.language]
  const isCut = answer.hits.length < answer.matched && answer.hits.length >= request.limit && request.limit < 50
  return html`<div class="columns">
<div class="filters">${renderFilters(results, view)}</div>
<section class="found" aria-labelledby="ui-count">
<h2 class="count" id="ui-count">${status}</h2>
${answer.readAs.length > 0 && html`<p class="suggestion">${answer.readAs.map(({ typed, meant }) => view.text.readAs(typed, meant)).join(' ')}</p>`}
${hint !== undefined && html`<p class="suggestion hint">${hint}</p>`}
${answer.hits.length === 0 ? renderNothingFound(request, view) : renderHitList(answer.hits, request, words, view)}
${isCut && html`<p class="more"><a class="button" href="${makeSearchLink(request, { limit: request.limit < 30 ? 30 : 50 })}">${view.text.moreResults}</a></p>`}
</section>
</div>`
}

function renderHitList(hits: readonly WebHit[], request: SearchRequest, words: QueryWords, view: ViewContext): Html {
  const byGuide = new Map<string, WebHit[]>()
  for (const hit of hits) {
    const guide = `${hit.product}\n${hit.guide}\n${hit.locale}`
    byGuide.set(guide, [...(byGuide.get(guide) ?? []), hit])
  }
  const later = new Map<WebHit, readonly WebHit[]>()
  const isLater = new Set<WebHit>()
  for (const ofGuide of byGuide.size > 1 ? byGuide.values() : []) {
    const [last, rest] = [ofGuide[SHOWN_OF_GUIDE - 1], ofGuide.slice(SHOWN_OF_GUIDE)]
    if (!last || rest.length < 2) continue
    later.set(last, rest)
    for (const hit of rest) isLater.add(hit)
  }
  const renderEntry = (hit: WebHit): Html => {
    const rest = later.get(hit)
    const title = getFullTitle({ product: hit.product, title: hit.guide })
    return html`${renderHit(hit, request, words, view)}${
      rest &&
      html`<li class="same-guide"><p>${view.text.moreOfGuide(String(rest.length), title)}</p><ul>${rest.map((one) => html`<li class="hit brief" lang="${one.locale.slice(0, 2)}">${renderHitLink(one, request, words)}</li>`)}</ul></li>`
    }`
  }
  return html`<ol class="hits">${hits.filter((hit) => !isLater.has(hit)).map(renderEntry)}</ol>`
}

function renderHit(hit: WebHit, request: SearchRequest, words: QueryWords, view: ViewContext): Html {
  return html`<li class="hit" lang="${hit.locale.slice(0, 2)}">${renderHitLink(hit, request, words)}
<div class="passage">${renderSnippet(hit.context, words, view.text.table)}</div>
<p class="meta"><span>${hit.product}</span><span>${hit.guide}</span>${hit.partition && html`<span lang="${view.language}">${view.text.chinaSite}</span>`}<span lang="${view.language}">${renderAge(hit.checkedAt, view.now, view.language, view.text.checked)}</span></p></li>`
}

function renderHitLink(hit: WebHit, request: SearchRequest, words: QueryWords): Html {
  const path = hit.headingPath.slice(1)
  return html`<a class="hit-link" href="${makeReadLink(hit.path, hit.anchor, request)}"><h3>${renderMarks(markText(hit.title, words))}</h3>${
    path.length > 0 &&
    html`<span class="within">${path.map((title) => html`<span>${renderMarks(markText(title, words))}</span>`)}</span>`
  }</a>`
}

function renderMarks(segments: readonly Segment[]): Html[] {
  return segments.map(({ text, marked, isTyped }) =>
    marked ? html`<mark${!isTyped && html` class="near"`}>${text}</mark>` : html`${text}`,
  )
}

function renderNothingFound(request: SearchRequest, view: ViewContext): Html {
  const isFiltered = request.products.length + request.guides.length > 0 || request.locale !== undefined
  return html`<div class="empty"><p>${view.text.noResultsHint}</p><p>${
    isFiltered && html`<a href="${makeSearchLink(clearFilters(request))}">${view.text.clearFilters}</a> · `
  }<a href="/guides">${view.text.noResultsGuides}</a></p></div>`
}
