// Where a page stands in its guide's table of contents, and who its neighbours are. Pure.

import type { TocEntry } from '../../core/model/guide.ts'

export interface TocNeighbours {
  /** The chapter's own page, when it has one. */
  readonly parent: string | undefined
  readonly chapter: string | undefined
  /** Pages of the same chapter in order, without the page itself. */
  readonly siblings: readonly string[]
  readonly children: readonly string[]
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** Undefined when the page is not in the table of contents. Names are pages inside the guide. */
export function findTocNeighbours(toc: readonly TocEntry[], page: string): TocNeighbours | undefined {
  const order = new Set<string>() // a page may stand in several chapters; its first place counts
  let found: Omit<TocNeighbours, 'previous' | 'next'> | undefined
  const visit = (entries: readonly TocEntry[], parent: TocEntry | undefined) => {
    for (const entry of entries) {
      if (entry.page !== undefined) order.add(entry.page)
      if (entry.page === page && !found) {
        found = {
          parent: parent?.page,
          chapter: parent?.title,
          siblings: findPages(entries).filter((sibling) => sibling !== page),
          children: findPages(entry.children),
        }
      }
      visit(entry.children, entry)
    }
  }
  visit(toc, undefined)
  const pages = [...order]
  const at = pages.indexOf(page)
  return found && { ...found, previous: pages[at - 1], next: pages[at + 1] }
}

function findPages(entries: readonly TocEntry[]): string[] {
  return entries.flatMap((entry) => (entry.page === undefined ? [] : [entry.page]))
}
