// The read use case: the local copy first, then the live site; a window of the page, and where everything else on it
// stands.

import { DocsError } from '../core/model/errors.ts'
import type { Section } from '../core/model/page.ts'
import { cutWhole } from '../core/text/markdown-blocks.ts'
import { type Copy, type CopyRequest, findCopy, type PageSource, type ReadDeps, requirePage } from './find-copy.ts'
import { matchSections } from './match-sections.ts'
import { cutWindow } from './window.ts'

export interface ReadRequest extends CopyRequest {
  readonly url: string
  /** Characters of Markdown at most. */
  readonly maxLength: number
  readonly startIndex: number
  /** Title or anchor of the section to begin at. */
  readonly section?: string
}

export interface PageReading extends PageSource {
  /**
   * From `startIndex` to `endIndex`; code that is cut there is closed and opened again, and rows of a table have its
   * header.
   */
  readonly markdown: string
  readonly startIndex: number
  /** Where to go on; equal to `totalLength` at the end. */
  readonly endIndex: number
  readonly totalLength: number
  readonly contents: readonly Section[]
  readonly notice: string | undefined
}

/** Throws DocsError OUT_OF_SCOPE, PAGE_NOT_FOUND or SECTION_NOT_FOUND. */
export async function readPage(deps: ReadDeps, request: ReadRequest): Promise<PageReading> {
  const asked = requirePage(request.url, deps.db)
  const { copy, notice } = await findCopy(deps, asked, request)
  const wanted = request.section ?? asked.anchor
  const start =
    request.startIndex > 0 || wanted === undefined
      ? request.startIndex
      : findSectionStart(copy, wanted, request.section !== undefined)
  const { start: startIndex, end: endIndex } = cutWindow(copy.text, start, request.maxLength)
  const { text: whole, sections, ...about } = copy
  const markdown = cutWhole(whole, startIndex, endIndex)
  return { ...about, markdown, startIndex, endIndex, totalLength: whole.length, contents: sections, notice }
}

// An anchor that the page lacks is no error: links age, and the page is what was asked for. A section asked for by name
// is.
function findSectionStart({ sections, title }: Copy, wanted: string, isRequired: boolean): number {
  const [match] = matchSections([isRequired ? wanted : `#${wanted}`], sections, [])
  const [section] = match?.sections ?? []
  if (section) return section.start
  if (!isRequired) return 0
  throw new DocsError('SECTION_NOT_FOUND', `The page "${title}" has no section "${wanted.slice(0, 120)}".`, {
    hint:
      match && match.closest.length > 0
        ? `The closest are: ${match.closest.map((name) => `"${name}"`).join(', ')}.`
        : 'Leave the section out to read from the top.',
  })
}
