// The guide's table of contents beside a page: the branch that leads to the page is open, with its neighbours; other
// branches are one line. So that a guide of a thousand pages costs a few kilobytes, and works without JavaScript.

import { toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import type { Locale } from '../../core/model/locale.ts'
import { type Html, html } from './html.ts'
import { makeReadLink } from './links.ts'

export interface ContentsPlace {
  readonly title: string
  readonly path: string
}

export interface ContentsView {
  readonly tree: Html
  readonly previous: ContentsPlace | undefined
  readonly next: ContentsPlace | undefined
}

interface Guide {
  readonly base: string
  readonly locale: Locale
}

/** The tree with `page` marked as the current one, and the pages before and after it in reading order. */
export function renderContents(
  toc: readonly TocEntry[],
  guide: Guide,
  page: string,
  isIndexed: (path: string) => boolean,
): ContentsView {
  const trail = findTrail(toc, page)
  const order = listReadingOrder(toc)
  const at = order.findIndex((entry) => entry.page === page)
  const findPlace = (entries: readonly TocEntry[]): ContentsPlace | undefined => {
    for (const entry of entries) {
      const path = entry.page === undefined ? undefined : toPath(guide.base, entry.page, guide.locale)
      if (path !== undefined && isIndexed(path)) return { title: entry.title, path }
    }
    return undefined
  }
  return {
    tree: renderBranch(toc, guide, trail),
    previous: at < 0 ? undefined : findPlace(order.slice(Math.max(0, at - 10), at).reverse()),
    next: at < 0 ? undefined : findPlace(order.slice(at + 1, at + 11)),
  }
}

function renderBranch(entries: readonly TocEntry[], guide: Guide, trail: readonly TocEntry[]): Html {
  return html`<ul>${entries.map((entry) => renderItem(entry, guide, trail))}</ul>`
}

function renderItem(entry: TocEntry, guide: Guide, trail: readonly TocEntry[]): Html {
  const isOpen = trail.includes(entry)
  const isCurrent = trail.at(-1) === entry
  const page = entry.page ?? listReadingOrder(entry.children)[0]?.page
  const hasChildren = entry.children.length > 0
  const mark = hasChildren && (isOpen ? 'open' : 'closed')
  const label =
    page === undefined
      ? html`<span>${entry.title}</span>`
      : html`<a href="${makeReadLink(toPath(guide.base, page, guide.locale))}"${isCurrent && html` aria-current="page"`}>${entry.title}</a>`
  return html`<li${mark && html` class="${mark}"`}>${label}${isOpen && hasChildren && renderBranch(entry.children, guide, trail)}</li>`
}

// From the top down to the page's entry, both included; empty when the page is not in the contents.
function findTrail(entries: readonly TocEntry[], page: string): TocEntry[] {
  for (const entry of entries) {
    if (entry.page === page) return [entry]
    const below = findTrail(entry.children, page)
    if (below.length > 0) return [entry, ...below]
  }
  return []
}

function listReadingOrder(entries: readonly TocEntry[]): TocEntry[] {
  return entries.flatMap((entry) => [...(entry.page === undefined ? [] : [entry]), ...listReadingOrder(entry.children)])
}
