// What is indexed and how fresh: one row a guide and locale, guides of a product together.

import { LOCALE_NAMES } from '../../core/model/locale.ts'
import { findPartition } from '../../core/model/partition.ts'
import type { WebGuide, WebSource } from '../routes/web-source.ts'
import { type Html, html } from './html.ts'
import { makeReadLink } from './links.ts'
import type { Page } from './page-shell.ts'
import { formatAge, renderAge } from './relative-age.ts'
import type { ViewContext } from './view-context.ts'

/** The page of all indexed guides. */
export function renderGuidesPage(source: WebSource, view: ViewContext): Page {
  const { text, language } = view
  const guides = [...source.listIndexedGuides()].sort(
    (a, b) => a.product.localeCompare(b.product) || a.title.localeCompare(b.title) || a.locale.localeCompare(b.locale),
  )
  const number = new Intl.NumberFormat(language)
  const pages = guides.reduce((sum, guide) => sum + guide.pages, 0)
  const newest = Math.max(...guides.map((guide) => guide.newest ?? 0))
  const age = newest > 0 ? formatAge(newest, view.now, language) : text.never
  return {
    title: text.indexedGuides,
    layout: 'guides',
    main: html`<div class="page">
<h1>${text.indexedGuides}</h1>
<p class="lead">${guides.length === 0 ? text.emptyIndex : text.indexedGuidesDetail(number.format(pages), number.format(guides.length), age)}</p>
${guides.length > 0 && renderTable(guides, source, view)}
</div>`,
  }
}

function renderTable(guides: readonly WebGuide[], source: WebSource, view: ViewContext): Html {
  const { text } = view
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${text.indexedGuides}"><table class="guides">
<thead><tr><th scope="col">${text.guide}</th><th scope="col">${text.language}</th><th scope="col" class="number">${text.pages}</th><th scope="col">${text.newestCheck}</th><th scope="col">${text.oldestCheck}</th><th scope="col">${text.state}</th></tr></thead>
<tbody>${guides.map((guide) => renderRow(guide, source, view))}</tbody>
</table></div>`
}

function renderRow(guide: WebGuide, source: WebSource, view: ViewContext): Html {
  const { text, now, language } = view
  const path = source.findFirstPage(guide.base, guide.locale)
  const lang = guide.locale.slice(0, 2)
  const title = html`<span class="product">${guide.product}</span> ${guide.title}`
  const site = findPartition(guide.base) === 'aws-cn' && html` <span lang="${language}">${text.chinaSite}</span>`
  const failed = guide.failed > 0 && html` <span class="failed">${text.failedPages(String(guide.failed))}</span>`
  const renderTime = (at: number | undefined): Html =>
    at === undefined ? html`${text.never}` : renderAge(at, now, language)
  return html`<tr><th scope="row" lang="${lang}">${path === undefined ? title : html`<a href="${makeReadLink(path)}">${title}</a>`}<code class="id">${guide.catalogId}</code>${site}</th><td data-label="${text.language}"><span lang="${lang}">${LOCALE_NAMES[guide.locale]}</span></td><td class="number" data-label="${text.pages}">${new Intl.NumberFormat(language).format(guide.pages)}</td><td data-label="${text.newestCheck}">${renderTime(guide.newest)}</td><td data-label="${text.oldestCheck}">${renderTime(guide.oldest)}</td><td data-label="${text.state}">${describeState(guide, view)}${failed}</td></tr>`
}

function describeState({ completeness }: WebGuide, { text, now, language }: ViewContext): Html {
  const { kind, pages, known, stoppedAt, isRunning, waiting, leftMs, command } = completeness
  if (kind === 'complete') return html`<span class="state complete">${text.complete}</span>`
  const number = new Intl.NumberFormat(language)
  const share = known > pages ? text.partOf(number.format(pages), number.format(known)) : text.partial
  const minutes = leftMs === undefined || leftMs <= 0 ? undefined : number.format(Math.ceil(leftMs / 60_000))
  return html`<span class="state partial">${share}</span>${isRunning && html` <span>${waiting ? text.waitingForSite : text.beingCrawled}</span>`}${waiting && html` <span>${renderAge(waiting.since, now, language)}</span>`}${stoppedAt !== undefined && html` <span>${text.stopped} ${renderAge(stoppedAt, now, language)}</span>`}${minutes !== undefined && html` <span>${text.minutesLeft(minutes)}</span>`}${!isRunning && html` <code>${command}</code>`}`
}
