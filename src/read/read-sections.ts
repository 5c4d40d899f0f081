// Named sections of a page, in the order asked for, within one budget of characters.

import { type DocUrl, formatDocUrl } from '../core/model/doc-url.ts'
import { DocsError } from '../core/model/errors.ts'
import type { Section } from '../core/model/page.ts'
import { cutWhole } from '../core/text/markdown-blocks.ts'
import { quoteBriefly } from '../core/text/shorten.ts'
import { findTranslations, loadSections } from '../store/pages/page-rows.ts'
import type { SqlDatabase } from '../store/sqlite/sql-driver.ts'
import { type CopyRequest, findCopy, type PageSource, type ReadDeps, requirePage } from './find-copy.ts'
import { matchSections, type SectionMatch } from './match-sections.ts'
import { cutWindow } from './window.ts'

export interface SectionsRequest extends CopyRequest {
  readonly url: string
  /** Titles or anchors, in any language that the page is indexed in. */
  readonly titles: readonly string[]
  /** Characters of Markdown at most, over all sections. */
  readonly maxLength: number
}

export interface SectionReading {
  readonly requested: string
  readonly title: string
  /** Nothing on the page is called as was asked: this is what it seems to mean. */
  readonly isNear: boolean
  readonly headingPath: readonly string[]
  /** With the section's anchor. */
  readonly url: string
  /** Subsections included; empty where the budget was spent before. */
  readonly markdown: string
  /** Where in the page the rest of the section begins; undefined when it is given whole. */
  readonly continueAt: number | undefined
}

export interface SectionsReading extends PageSource {
  readonly found: readonly SectionReading[]
  readonly missing: readonly { readonly requested: string; readonly closest: readonly string[] }[]
  readonly notice: string | undefined
}

const MOST_LISTED = 60
/** Less of a section says nothing. */
const LEAST = 80

/**
 * A section that lies inside another one asked for is given once. Throws SECTION_NOT_FOUND with the page's outline when
 * nothing matches.
 */
export async function readSections(deps: ReadDeps, request: SectionsRequest): Promise<SectionsReading> {
  const asked = requirePage(request.url, deps.db)
  const { copy, notice } = await findCopy(deps, asked, request)
  const { text, sections, ...source } = copy
  const matches = matchSections(request.titles, sections, deps.db ? loadTranslatedOutlines(deps.db, asked) : [])
  const found: SectionReading[] = []
  const given = new Set<number>()
  let left = request.maxLength
  for (const { requested, isNear, section } of matches.flatMap(spread)) {
    if (given.has(section.ordinal)) continue
    for (const inner of sections) if (inner.start >= section.start && inner.end <= section.end) given.add(inner.ordinal)
    const whole = text.slice(section.start, section.end)
    const isWorthIt = found.length === 0 || left >= Math.min(LEAST, whole.length)
    const part = left > 0 && isWorthIt ? cutWindow(whole, 0, left) : { text: '', end: 0, isLast: false }
    left -= part.text.length
    found.push({
      requested,
      title: section.title,
      isNear,
      headingPath: section.headingPath,
      url: formatDocUrl(source.path, section.anchor || undefined),
      markdown: cutWhole(whole, 0, part.end).trimEnd(),
      continueAt: part.isLast ? undefined : section.start + part.end,
    })
  }
  if (found.length === 0) throw makeNothingFoundError(source, request.titles, sections)
  const missing = matches
    .filter((match) => match.sections.length === 0)
    .map(({ requested, closest }) => ({ requested, closest }))
  return { ...source, found, missing, notice }
}

function spread({ requested, isNear, sections }: SectionMatch) {
  return sections.map((section) => ({ requested, isNear, section }))
}

function loadTranslatedOutlines(db: SqlDatabase, { base, page, path }: DocUrl): Section[][] {
  return findTranslations(db, base, page)
    .filter((translation) => translation.path !== path)
    .map((translation) => loadSections(db, translation.id))
}

function makeNothingFoundError(
  { title, url }: PageSource,
  titles: readonly string[],
  outline: readonly Section[],
): DocsError {
  const wanted = titles.map((one) => quoteBriefly(one)).join(', ')
  const rows = outline.slice(0, MOST_LISTED).map((section) => `${'  '.repeat(section.level - 1)}${section.title}`)
  if (outline.length > MOST_LISTED) rows.push(`(${outline.length - MOST_LISTED} more)`)
  return new DocsError('SECTION_NOT_FOUND', `The page "${title}" (${url}) has no section ${wanted}.`, {
    hint: `Its sections are:\n${rows.join('\n')}`,
  })
}
