// Reading named sections of an indexed page. Live pages are read by read-page.ts.

import type { DocUrl } from '../core/doc-url.ts'
import { formatDocUrl } from '../core/doc-url.ts'
import type { Section } from '../core/page.ts'
import { findPage, loadMarkdown, loadSections, type PageRow, twinsOfPage } from '../store/page-rows.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'
import { matchSections } from './match-sections.ts'

export interface SectionReading {
  readonly requested: string
  readonly title: string
  readonly headingPath: readonly string[]
  /** With the section's anchor. */
  readonly url: string
  readonly markdown: string
}

export interface SectionsReading {
  readonly page: PageRow
  readonly url: string
  readonly found: readonly SectionReading[]
  readonly missing: readonly { readonly requested: string; readonly closest: readonly string[] }[]
  readonly outline: readonly Section[]
}

/**
 * The sections of one page by title or anchor, subsections included, in the order asked for. A section that lies inside another one asked for is
 * given once. Undefined when the page is not in the index.
 */
export function readSections(db: SqlDatabase, url: DocUrl, titles: readonly string[]): SectionsReading | undefined {
  const page = findPage(db, url.path)
  const markdown = page && loadMarkdown(db, page.id)
  if (!page || markdown === undefined) return undefined
  const outline = loadSections(db, page.id)
  const twins = twinsOfPage(db, page.base, page.name)
    .filter((twin) => twin.id !== page.id)
    .map((twin) => loadSections(db, twin.id))
  const matches = matchSections(titles, outline, twins)
  const found: SectionReading[] = []
  const given = new Set<number>()
  for (const { requested, section } of matches) {
    if (!section || given.has(section.ordinal)) continue
    for (const inner of outline) if (inner.start >= section.start && inner.end <= section.end) given.add(inner.ordinal)
    found.push({
      requested,
      title: section.title,
      headingPath: section.headingPath,
      url: formatDocUrl(page.path, section.anchor || undefined),
      markdown: markdown.slice(section.start, section.end).trimEnd(),
    })
  }
  const missing = matches.filter((match) => !match.section).map(({ requested, closest }) => ({ requested, closest }))
  return { page, url: formatDocUrl(page.path), found, missing, outline }
}
