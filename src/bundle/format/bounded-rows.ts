// What an index holds, brought within the bounds of the format: an index may be older than a bound, and one title that
// is too long must not make a guide that cannot be exported.

import type { TocEntry } from '../../core/model/guide.ts'
import type { GuideRow } from '../../store/guides/guide-rows.ts'
import type { PageChange } from '../../store/history/change-rows.ts'
import type { PageContent } from '../../store/pages/page-export.ts'
import type { PageRow } from '../../store/pages/page-rows.ts'
import {
  LATEST_TIME,
  MAX_BREADCRUMB,
  MAX_CHANGED_SECTIONS,
  MAX_CHANGES,
  MAX_LINKS,
  MAX_PATH,
  MAX_TEXT,
  MAX_TOC_DEPTH,
  MAX_TOC_ENTRIES,
} from './bundle-limits.ts'
import { toLineText } from './line-text.ts'

const TITLE = 2_000
const boundLine = (text: string) => toLineText(text, MAX_TEXT)

export function boundGuide(guide: GuideRow): GuideRow {
  const { completedAt } = guide
  return {
    ...guide,
    catalogId: toLineText(guide.catalogId, 200).trim().replace(/\s+/gu, '-') || 'guide',
    product: toLineText(guide.product, TITLE),
    title: toLineText(guide.title, TITLE),
    completedAt: completedAt === undefined ? undefined : boundTime(completedAt),
  }
}

export function boundRow(row: PageRow): PageRow {
  const { etag, lastModified } = row.validators
  return {
    ...row,
    title: boundLine(row.title),
    description: boundLine(row.description),
    breadcrumb: row.breadcrumb.slice(0, MAX_BREADCRUMB).map(boundLine),
    // Half a validator is none.
    validators: { etag: keepWhole(etag), lastModified: keepWhole(lastModified) },
    firstSeenAt: boundTime(row.firstSeenAt),
    changedAt: boundTime(row.changedAt),
    fetchedAt: boundTime(row.fetchedAt),
    checkedAt: boundTime(row.checkedAt),
  }
}

/** Titles and links; a page whose text is too large is the caller's to leave out. */
export function boundContent(content: PageContent): PageContent {
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      title: boundLine(section.title),
      anchor: boundLine(section.anchor),
    })),
    passages: content.passages.map((passage) => ({ ...passage, anchor: boundLine(passage.anchor) })),
    tables: content.tables.map((table) => ({ ...table, title: boundLine(table.title) })),
    links: content.links.filter((link) => isFitPath(link)).slice(0, MAX_LINKS),
  }
}

/** Whether a path may stand in a bundle. */
export function isFitPath(path: string): boolean {
  return path.length <= MAX_PATH && toLineText(path, MAX_PATH) === path
}

/** The newest that fit, oldest first. */
export function boundChanges(changes: readonly PageChange[]): PageChange[] {
  return changes
    .filter(({ path, movedTo }) => isFitPath(path) && (movedTo === undefined || isFitPath(movedTo)))
    .slice(-MAX_CHANGES)
    .map((change) => {
      const { sections } = change
      const boundTitles = (list: readonly string[]) => list.slice(0, MAX_CHANGED_SECTIONS).map(boundLine)
      return {
        ...change,
        title: boundLine(change.title),
        at: boundTime(change.at),
        sections: sections && {
          added: boundTitles(sections.added),
          removed: boundTitles(sections.removed),
          edited: boundTitles(sections.edited),
        },
      }
    })
}

export function boundToc(toc: readonly TocEntry[]): TocEntry[] {
  let left = MAX_TOC_ENTRIES
  const boundEntries = (entries: readonly TocEntry[], depth: number): TocEntry[] => {
    if (depth > MAX_TOC_DEPTH) return []
    return entries.flatMap(({ title, page, children }) => {
      if (left <= 0) return []
      left -= 1
      const isFit = page !== undefined && isFitPath(page)
      return [{ title: boundLine(title), page: isFit ? page : undefined, children: boundEntries(children, depth + 1) }]
    })
  }
  return boundEntries(toc, 1)
}

function boundTime(time: number): number {
  return Math.min(Math.max(0, Math.trunc(time)), LATEST_TIME)
}

function keepWhole(text: string | undefined): string | undefined {
  return text !== undefined && toLineText(text, MAX_TEXT) === text ? text : undefined
}
