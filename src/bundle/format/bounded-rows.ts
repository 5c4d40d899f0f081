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
import { asLine } from './line-text.ts'

const TITLE = 2_000
const line = (text: string) => asLine(text, MAX_TEXT)

export function boundedGuide(guide: GuideRow): GuideRow {
  const { completedAt } = guide
  return {
    ...guide,
    catalogId: asLine(guide.catalogId, 200).trim().replace(/\s+/gu, '-') || 'guide',
    product: asLine(guide.product, TITLE),
    title: asLine(guide.title, TITLE),
    completedAt: completedAt === undefined ? undefined : boundedTime(completedAt),
  }
}

export function boundedRow(row: PageRow): PageRow {
  const { etag, lastModified } = row.validators
  return {
    ...row,
    title: line(row.title),
    description: line(row.description),
    breadcrumb: row.breadcrumb.slice(0, MAX_BREADCRUMB).map(line),
    // Half a validator is none.
    validators: { etag: whole(etag), lastModified: whole(lastModified) },
    firstSeenAt: boundedTime(row.firstSeenAt),
    changedAt: boundedTime(row.changedAt),
    fetchedAt: boundedTime(row.fetchedAt),
    checkedAt: boundedTime(row.checkedAt),
  }
}

/** Titles and links; a page whose text is too large is the caller's to leave out. */
export function boundedContent(content: PageContent): PageContent {
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      title: line(section.title),
      anchor: line(section.anchor),
    })),
    passages: content.passages.map((passage) => ({ ...passage, anchor: line(passage.anchor) })),
    tables: content.tables.map((table) => ({ ...table, title: line(table.title) })),
    links: content.links.filter((link) => isFitPath(link)).slice(0, MAX_LINKS),
  }
}

/** Whether a path may stand in a bundle. */
export function isFitPath(path: string): boolean {
  return path.length <= MAX_PATH && asLine(path, MAX_PATH) === path
}

/** The newest that fit, oldest first. */
export function boundedChanges(changes: readonly PageChange[]): PageChange[] {
  return changes
    .filter(({ path, movedTo }) => isFitPath(path) && (movedTo === undefined || isFitPath(movedTo)))
    .slice(-MAX_CHANGES)
    .map((change) => {
      const { sections } = change
      const titles = (list: readonly string[]) => list.slice(0, MAX_CHANGED_SECTIONS).map(line)
      return {
        ...change,
        title: line(change.title),
        at: boundedTime(change.at),
        sections: sections && {
          added: titles(sections.added),
          removed: titles(sections.removed),
          edited: titles(sections.edited),
        },
      }
    })
}

export function boundedToc(toc: readonly TocEntry[]): TocEntry[] {
  let left = MAX_TOC_ENTRIES
  const within = (entries: readonly TocEntry[], depth: number): TocEntry[] => {
    if (depth > MAX_TOC_DEPTH) return []
    return entries.flatMap(({ title, page, children }) => {
      if (left <= 0) return []
      left -= 1
      const isFit = page !== undefined && isFitPath(page)
      return [{ title: line(title), page: isFit ? page : undefined, children: within(children, depth + 1) }]
    })
  }
  return within(toc, 1)
}

function boundedTime(time: number): number {
  return Math.min(Math.max(0, Math.trunc(time)), LATEST_TIME)
}

function whole(text: string | undefined): string | undefined {
  return text !== undefined && asLine(text, MAX_TEXT) === text ? text : undefined
}
