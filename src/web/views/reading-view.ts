// One page of the documentation: the guide's contents, the text, the page's own outline; where it came from and how old
// it is.

import { formatDocUrl } from '../../core/model/doc-url.ts'
import { getFullTitle } from '../../core/model/guide.ts'
import { LOCALE_NAMES } from '../../core/model/locale.ts'
import { findPartition } from '../../core/model/partition.ts'
import { toQueryWords } from '../../core/text/mark-words.ts'
import { encodeUrlPart } from '../../core/text/parse-url.ts'
import { shorten } from '../../core/text/shorten.ts'
import { renderContent } from '../render/page-content.ts'
import type { FindImage } from '../render/page-image.ts'
import type { SearchRequest } from '../routes/search-request.ts'
import type { PageView, WebSource } from '../routes/web-source.ts'
import { type ContentsPlace, renderContents } from './contents-tree.ts'
import { type Html, html } from './html.ts'
import { makeReadLink, makeSearchLink } from './links.ts'
import type { Page } from './page-shell.ts'
import { renderAge } from './relative-age.ts'
import type { ViewContext } from './view-context.ts'

/** The reading view of an indexed page; `found` is the search that led to it. */
export function renderReadingPage(
  page: PageView,
  source: WebSource,
  view: ViewContext,
  { found, findImage }: { readonly found?: SearchRequest | undefined; readonly findImage: FindImage },
): Page {
  const { text } = view
  const isIndexed = (path: string): boolean => source.isIndexed(path)
  const contents = renderContents(source.getToc(page.base, page.locale), page, page.name, isIndexed)
  const content = renderContent({
    markdown: page.markdown,
    sections: page.sections,
    isIndexed,
    text,
    findImage,
    words: found && readWords(found, page, source),
  })
  const lang = page.locale.slice(0, 2)
  const outline = page.sections.filter(({ level, anchor }, index) => index > 0 && level <= 3 && anchor !== '')
  return {
    title: page.title,
    layout: 'read',
    query: found?.query ?? '',
    main: html`<div class="reader${outline.length < 2 && ' no-outline'}">
<aside class="contents" aria-label="${text.contents}">
<details class="wide-open"><summary>${text.contents}</summary>
<nav aria-label="${text.contentsOf(page.guideTitle)}" lang="${lang}"><p class="guide-name"><span>${page.product}</span> ${page.guideTitle}</p>${contents.tree}</nav>
</details>
</aside>
<div class="reading">
${outline.length >= 2 && renderOutlineMenu(outline, lang, view)}
<article lang="${lang}">
<header>
${renderBreadcrumb(page, view)}
<h1>${page.title}</h1>
${renderProvenance(page, view)}
${renderLanguages(page, view)}
${page.machineTranslated && html`<p class="notice" lang="${view.language}">${text.machineTranslated}</p>`}
${found && renderMarksNotice(found, page, view)}
<p class="notice no-section" lang="${view.language}" hidden>${text.noSection}</p>
</header>
<div class="prose">
${content}
</div>
${renderNeighbours(contents.previous, contents.next, view)}
</article>
</div>
</div>`,
  }
}

// Beside the text where there is room; else a menu above it, which names the section that is being read.
function renderOutlineMenu(
  outline: readonly PageView['sections'][number][],
  lang: string,
  { text, language }: ViewContext,
): Html {
  return html`<nav class="outline" aria-label="${text.onThisPage}"><details class="widest-open"><summary lang="${language}">${text.onThisPage}<span class="here" lang="${lang}"></span></summary><ul lang="${lang}">${outline.map(
    ({ title, anchor, level }) =>
      html`<li class="level-${level}"><a href="#${encodeUrlPart(anchor)}">${title}</a></li>`,
  )}</ul></details></nav>`
}

// As the search understood it: one more search, of a single hit, says what its words mean in documentation and in the
// page's language.
function readWords({ query, also }: SearchRequest, page: PageView, source: WebSource) {
  const alsoPhrased = also.length === 0 ? {} : { alsoPhrased: also }
  const { asked, words } = source.search({ text: query, limit: 1, locale: page.locale, ...alsoPhrased })
  return toQueryWords(asked, words)
}

function renderMarksNotice(found: SearchRequest, page: PageView, { text, language }: ViewContext): Html {
  return html`<p class="notice marked" lang="${language}">${text.marked(shorten(found.query))} <a class="back" href="${makeSearchLink(found)}">${text.backToResults}</a> <a href="${makeReadLink(page.path)}">${text.withoutMarks}</a></p>`
}

function renderBreadcrumb(page: PageView, view: ViewContext): Html | false {
  const titles = page.breadcrumb.length > 0 ? page.breadcrumb : [page.product, page.guideTitle]
  return html`<nav class="crumbs" aria-label="${view.text.breadcrumb}"><ol>${titles.map((title) => html`<li>${title}</li>`)}</ol></nav>`
}

function renderProvenance(page: PageView, view: ViewContext): Html {
  const { text, now, language } = view
  const url = formatDocUrl(page.path)
  return html`<p class="meta" lang="${language}"><span>${text.source}: <a class="external" href="${url}" rel="noopener noreferrer">${url.replace('https://', '')}</a></span>${findPartition(page.path) === 'aws-cn' && html`<span>${text.chinaSite}</span>`}<span>${renderAge(page.fetchedAt, now, language, text.fetched)}</span><span>${renderAge(page.checkedAt, now, language, text.checked)}</span><button class="bookmark" type="button" hidden aria-pressed="false" data-title="${page.title}" data-guide="${getFullTitle({ product: page.product, title: page.guideTitle })}" data-lang="${page.locale.slice(0, 2)}">${text.bookmark}</button></p>`
}

function renderLanguages(page: PageView, view: ViewContext): Html | false {
  if (page.translations.length < 2) return false
  return html`<nav class="languages" aria-label="${view.text.readIn}"><ul>${page.translations.map(
    ({ locale, path }) => {
      const tag = locale.slice(0, 2)
      return html`<li><a href="${makeReadLink(path)}" lang="${tag}" hreflang="${tag}"${locale === page.locale && html` aria-current="true"`}>${LOCALE_NAMES[locale]}</a></li>`
    },
  )}</ul></nav>`
}

function renderNeighbours(
  previous: ContentsPlace | undefined,
  next: ContentsPlace | undefined,
  view: ViewContext,
): Html | false {
  if (!previous && !next) return false
  const renderLink = (place: ContentsPlace | undefined, rel: 'prev' | 'next', label: string): Html =>
    place === undefined
      ? html`<span></span>`
      : html`<a rel="${rel}" href="${makeReadLink(place.path)}"><span class="way" lang="${view.language}">${label}</span><span>${place.title}</span></a>`
  return html`<nav class="neighbours" aria-label="${view.text.previous} / ${view.text.next}">${renderLink(previous, 'prev', view.text.previous)}${renderLink(next, 'next', view.text.next)}</nav>`
}
