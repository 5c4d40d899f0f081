// One look into a guide's table of contents: what stands below a place in it, as many levels deep as fit, or the
// entries that hold some words; in parts where even one level is long. Pure.

import { DocsError } from '../core/model/errors.ts'
import type { TocEntry } from '../core/model/guide.ts'
import { foldCase } from '../core/text/fold-case.ts'
import { quoteBriefly } from '../core/text/shorten.ts'

export interface ContentsRequest {
  /** Below this page; the whole guide when undefined. */
  readonly page?: string | undefined
  /** Only entries whose title or page holds all of these, however deep. */
  readonly words?: readonly string[]
  /** Of the rows, the first one to give. */
  readonly startIndex: number
  /** Rows at most. */
  readonly limit: number
}

export interface ContentsRow {
  readonly title: string
  readonly page: string | undefined
  /** 1 for the level just below the place, and for what was found by words. */
  readonly level: number
  readonly pagesBelow: number
}

export interface ContentsPart {
  /** Titles that lead to the place, from the top down; empty for the whole guide. */
  readonly trail: readonly string[]
  readonly rows: readonly ContentsRow[]
  readonly total: number
  /** Where the next part begins; undefined after the last row. */
  readonly nextIndex: number | undefined
}

/**
 * A page with nothing below it stands for the chapter that it is in. Throws PAGE_NOT_FOUND for a page that is not in
 * the contents.
 */
export function getContentsPart(toc: readonly TocEntry[], request: ContentsRequest): ContentsPart {
  const { page, words = [], startIndex, limit } = request
  const trail = page === undefined ? [] : getChapter(toc, page)
  const entries = trail.at(-1)?.children ?? toc
  const all =
    words.length > 0 ? filterRows(makeRows(entries, Number.POSITIVE_INFINITY), words) : fitLevels(entries, limit)
  const rows = all.slice(startIndex, startIndex + limit)
  const next = startIndex + rows.length
  return {
    trail: trail.map(({ title }) => title),
    rows,
    total: all.length,
    nextIndex: next < all.length ? next : undefined,
  }
}

function getChapter(toc: readonly TocEntry[], page: string): TocEntry[] {
  const trail = findTrail(toc, page)
  if (!trail) {
    throw new DocsError('PAGE_NOT_FOUND', `${quoteBriefly(page)} is not in the contents of its guide.`, {
      hint: 'The id of the guide, or the URL of its folder, gives the contents from the top.',
    })
  }
  return trail.at(-1)?.children.length === 0 ? trail.slice(0, -1) : trail
}

function findTrail(entries: readonly TocEntry[], page: string): TocEntry[] | undefined {
  for (const entry of entries) {
    if (entry.page === page) return [entry]
    const below = findTrail(entry.children, page)
    if (below) return [entry, ...below]
  }
  return undefined
}

function fitLevels(entries: readonly TocEntry[], limit: number): ContentsRow[] {
  let rows = makeRows(entries, 1)
  for (let depth = 2; rows.length < limit; depth++) {
    const deeper = makeRows(entries, depth)
    if (deeper.length === rows.length || deeper.length > limit) break
    rows = deeper
  }
  return rows
}

// What is below an entry without a page can be asked for by no address, so it is always shown.
function makeRows(entries: readonly TocEntry[], depth: number, level = 1): ContentsRow[] {
  return entries.flatMap(({ title, page, children }) => {
    const left = page === undefined ? depth : depth - 1
    const below = left > 0 ? makeRows(children, left, level + 1) : []
    return [{ title, page, level, pagesBelow: countPages(children) }, ...below]
  })
}

function countPages(entries: readonly TocEntry[]): number {
  return entries.reduce((sum, { page, children }) => sum + Number(page !== undefined) + countPages(children), 0)
}

function filterRows(rows: readonly ContentsRow[], words: readonly string[]): ContentsRow[] {
  const wanted = words.map(foldCase)
  const found = rows.filter(({ title, page = '' }) => {
    const text = foldCase(`${title} ${page}`)
    return wanted.every((word) => text.includes(word))
  })
  return found.map((row) => ({ ...row, level: 1 }))
}
