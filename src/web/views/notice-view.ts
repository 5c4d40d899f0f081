// Pages that say why there is nothing to show, and what to do.

import { type DocUrl, formatDocUrl } from '../../core/model/doc-url.ts'
import { getFullTitle } from '../../core/model/guide.ts'
import { LOCALE_NAMES } from '../../core/model/locale.ts'
import { listGetCommands } from '../../core/model/printed-commands.ts'
import type { PageView } from '../routes/web-source.ts'
import { type Html, html } from './html.ts'
import { makeReadLink } from './links.ts'
import type { Page } from './page-shell.ts'
import type { ViewContext } from './view-context.ts'

export function renderNoticePage(title: string, detail: string, view: ViewContext): Page {
  return {
    title,
    layout: 'notice',
    main: html`<div class="page"><h1>${title}</h1><p>${detail}</p><p><a href="/">${view.text.backToSearch}</a></p></div>`,
  }
}

export interface NearGuide {
  readonly id: string
  readonly product: string
  readonly title: string
  /** Undefined where it is not indexed in the language of the page. */
  readonly firstPage: string | undefined
  /** In the language of the page: what is not there then is hardly anywhere, and no command gets it. */
  readonly isComplete: boolean
}

export interface NearPages {
  /** Its copies in other locales. */
  readonly translations: PageView['translations']
  /** Its guide, or that of `moved`, where that is. */
  readonly guide: NearGuide | undefined
  /** Where the site said that it went. */
  readonly moved: DocUrl | undefined
}

/** For a page of the site that is not in the index. */
export function renderNotIndexedPage(url: DocUrl, { translations, guide, moved }: NearPages, view: ViewContext): Page {
  const { text } = view
  const address = formatDocUrl(url.path, url.anchor)
  const commands = guide && !guide.isComplete && listGetCommands(guide.id, view.setting, (moved ?? url).locale)
  const newAddress = moved && formatDocUrl(moved.path, url.anchor)
  return {
    title: text.notIndexed,
    layout: 'notice',
    main: html`<div class="page"><h1>${text.notIndexed}</h1>
<p class="meta"><a class="external" href="${address}" rel="noopener noreferrer">${address.replace('https://', '')}</a></p>
${newAddress !== undefined && html`<p>${text.movedTo} <a class="external" href="${newAddress}" rel="noopener noreferrer">${newAddress.replace('https://', '')}</a></p>`}
<p>${guide?.isComplete ? text.notInCompleteGuide : text.notIndexedText}</p>
${
  translations.length > 0 &&
  html`<p>${text.readIn}: ${translations.map((translation) => html`<a href="${makeReadLink(translation.path, url.anchor)}" lang="${translation.locale.slice(0, 2)}">${LOCALE_NAMES[translation.locale]}</a> `)}</p>`
}
${guide?.firstPage !== undefined && html`<p><a href="${makeReadLink(guide.firstPage)}">${text.contentsOf(getFullTitle(guide))}</a></p>`}
${commands && html`<p>${view.setting.isOffline ? text.bundleHint : text.harvestHint}</p>${renderCommands(commands)}`}
<p><a href="/">${text.backToSearch}</a></p></div>`,
  }
}

/** To be copied, each on a line. */
export function renderCommands(commands: readonly string[]): Html {
  return html`<pre tabindex="0"><code>${commands.join('\n')}</code></pre>`
}
