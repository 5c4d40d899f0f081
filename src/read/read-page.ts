// The read use case: the local copy first, then the live site; a window of the page, and where everything else on it
// stands.

import { formatDocUrl } from '../core/model/doc-url.ts'
import { DocsError } from '../core/model/errors.ts'
import type { Section } from '../core/model/page.ts'
import { formatCount } from '../core/text/format-count.ts'
import { cutWhole } from '../core/text/markdown-blocks.ts'
import { quoteBriefly, shorten } from '../core/text/shorten.ts'
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

/** To a browser; the second is a text that it marks. */
const MEANS_BEGINNING = /^(?:top|:~:.*)$/i

/** Throws DocsError OUT_OF_SCOPE, PAGE_NOT_FOUND or SECTION_NOT_FOUND. */
export async function readPage(deps: ReadDeps, request: ReadRequest): Promise<PageReading> {
  const asked = requirePage(request.url, deps.db)
  const { copy, notice } = await findCopy(deps, asked, request)
  const wanted = request.section ?? asked.anchor
  const begin: Beginning =
    request.startIndex > 0 || wanted === undefined
      ? findPlace(copy, request.startIndex)
      : request.section === undefined
        ? findAnchor(copy, wanted)
        : { start: getSectionStart(copy, wanted) }
  const { start: startIndex, end: endIndex } = cutWindow(copy.text, begin.start, request.maxLength)
  const { text: whole, sections, ...about } = copy
  return {
    ...about,
    ...(begin.url !== undefined && { url: begin.url }),
    markdown: cutWhole(whole, startIndex, endIndex),
    startIndex,
    endIndex,
    totalLength: whole.length,
    contents: sections,
    notice: [notice, begin.notice].filter(Boolean).join(' ') || undefined,
  }
}

interface Beginning {
  readonly start: number
  /** Where the page is not read as it was asked for. */
  readonly notice?: string
  /** With another anchor than the one asked for. */
  readonly url?: string
}

function findPlace({ text }: Copy, start: number): Beginning {
  if (start === 0 || start < text.length) return { start }
  // In the words of awslabs' server, which clients may look for.
  const length = formatCount(text.length, 'character')
  return { start, notice: `No more content available. The page has ${length}, and none at ${start}.` }
}

// An anchor that the page lacks is no error: links age, and the page is what was asked for.
function findAnchor({ sections, path }: Copy, anchor: string): Beginning {
  const [match] = matchSections([`#${anchor}`], sections, [])
  const [section] = match?.sections ?? []
  const isThere = section?.anchor.toLowerCase() === anchor.toLowerCase()
  if (section && isThere) return { start: section.start }
  if (MEANS_BEGINNING.test(anchor)) return { start: 0 }
  const lacking = `The page has no section #${shorten(anchor)}`
  if (!section) return { start: 0, notice: `${lacking}, so it is read from its beginning.`, url: formatDocUrl(path) }
  return {
    start: section.start,
    notice: `${lacking}, so it is read from the section whose title is nearest, "${section.title}".`,
    url: formatDocUrl(path, section.anchor || undefined),
  }
}

function getSectionStart({ sections, title }: Copy, wanted: string): number {
  const [match] = matchSections([wanted], sections, [])
  const [section] = match?.sections ?? []
  if (section) return section.start
  throw new DocsError('SECTION_NOT_FOUND', `The page "${title}" has no section ${quoteBriefly(wanted)}.`, {
    hint:
      match && match.closest.length > 0
        ? `The closest are: ${match.closest.map((name) => `"${name}"`).join(', ')}.`
        : 'Leave the section out to read from the top.',
  })
}
