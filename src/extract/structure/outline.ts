// Sections from the headings of the assembled page: nesting, heading paths, where each ends.

import { addHeadingPaths } from '../../core/model/heading-paths.ts'
import type { Section } from '../../core/model/page.ts'
import type { Heading } from '../markdown/assemble.ts'
import { MOST_SECTIONS } from '../page/content-limits.ts'

/**
 * Sections in page order, the first so many; section 0 is the page, whatever stands above its first heading included.
 */
export function outline(headings: readonly Heading[], title: string, length: number): Section[] {
  const all: readonly Heading[] = (
    headings[0]?.level === 1 ? headings : [{ level: 1, title, anchor: '', start: 0 }, ...headings]
  ).slice(0, MOST_SECTIONS)
  const ends = findSectionEnds(all, length)
  return addHeadingPaths(
    all.map(({ level, title, anchor, start }, ordinal) => ({
      ordinal,
      level,
      title,
      anchor,
      start: ordinal === 0 ? 0 : start,
      end: ends[ordinal] ?? length,
    })),
  )
}

/** Where the next heading of the same or a higher level begins. */
function findSectionEnds(headings: readonly Heading[], length: number): number[] {
  const nextAt: number[] = []
  const ends = new Array<number>(headings.length)
  for (let index = headings.length - 1; index >= 0; index--) {
    const { level, start } = headings[index] as Heading
    ends[index] = nextAt.slice(0, level + 1).reduce((nearest, at) => Math.min(nearest, at), length)
    nextAt[level] = start
  }
  return ends
}
