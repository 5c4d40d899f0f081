// The frame of every page: head, header with search and choices, footer. No inline script or style: the
// Content-Security-Policy allows none.

import { LONGEST_QUERY } from '../../core/model/query-length.ts'
import { type Html, html, trustMarkup } from './html.ts'
import { addParameter } from './links.ts'
import type { ViewContext } from './view-context.ts'

export interface Page {
  /** Stands before the site's name in the title; empty for the landing page. */
  readonly title: string
  /** Which of the layouts in app.css. */
  readonly layout: 'landing' | 'search' | 'read' | 'guides' | 'notice'
  readonly main: Html
  /** The header holds no search form on pages whose main part does. */
  readonly ownsSearch?: boolean
  /** Filled into the header's search form. */
  readonly query?: string
}

export const NAME = 'aws-docs-offline'

/** The whole document. */
export function renderDocument(page: Page, view: ViewContext): Html {
  const { text, language, appearance, assets } = view
  return html`${trustMarkup('<!doctype html>')}
<html lang="${language}"${appearance !== 'auto' && html` data-theme="${appearance}"`} data-copy="${text.copy}" data-copied="${text.copied}" data-unsearched="${text.unreachedSearch}"${assets.worker && html` data-worker="${assets.worker}" data-unreached="${text.unreachedKept}" data-unreached-new="${text.unreachedNotKept}"`}>
<head>
<meta charset="utf-8">
<title>${page.title !== '' && `${page.title} · `}${NAME}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials">
<link rel="search" type="application/opensearchdescription+xml" title="${NAME}" href="/opensearch.xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" defer></script>
</head>
<body data-layout="${page.layout}">
<a class="skip" href="#ui-main">${text.skip}</a>
<header class="bar">
<a class="brand" href="/" aria-label="${text.home}"><span class="glyph" aria-hidden="true"></span><span class="name">${NAME}</span></a>
${!page.ownsSearch && renderSearchForm(view, page.query ?? '')}
<nav class="choices">
<a href="/guides"${page.layout === 'guides' && html` aria-current="page"`}>${text.guides}</a>
<a href="${addParameter(view.here, 'ui', language === 'ja' ? 'en' : 'ja')}" hreflang="${language === 'ja' ? 'en' : 'ja'}" lang="${language === 'ja' ? 'en' : 'ja'}" aria-label="${text.otherLanguageLabel}">${text.otherLanguage}</a>
<a class="theme to-dark" data-theme-choice="dark" href="${addParameter(view.here, 'theme', 'dark')}" aria-label="${text.darkMode}" title="${text.darkMode}"><span aria-hidden="true"></span></a>
<a class="theme to-light" data-theme-choice="light" href="${addParameter(view.here, 'theme', 'light')}" aria-label="${text.lightMode}" title="${text.lightMode}"><span aria-hidden="true"></span></a>
</nav>
</header>
<main id="ui-main" tabindex="-1">
${page.main}
</main>
<p id="ui-status" class="unseen" role="status" aria-live="polite"></p>
<footer class="foot"><p>${text.footer}</p><p>${text.copyright}</p></footer>
</body>
</html>
`
}

/** The search form: a plain GET that works without JavaScript. `hidden` are filters that a new query keeps. */
export function renderSearchForm(
  view: ViewContext,
  query: string,
  hidden: readonly (readonly [string, string])[] = [],
  isFirst = false,
): Html {
  const { text } = view
  return html`<form class="search" action="/search" method="get" role="search">
<input type="search" name="q" value="${query}" maxlength="${LONGEST_QUERY}" aria-label="${text.search}" placeholder="${text.searchPlaceholder}" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/"${isFirst && html` autofocus`}>
<kbd aria-hidden="true">/</kbd>
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">${text.search}</button>
</form>`
}
