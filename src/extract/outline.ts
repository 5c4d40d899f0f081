// Sections from the headings of the assembled page: nesting, heading paths, where each ends.

import type { Section } from '../core/page.ts'
import type { Heading } from './assemble.ts'

/** Sections in page order; section 0 is the page, whatever stands above its first heading included. */
export function outline(headings: readonly Heading[], title: string, length: number): Section[] {
  const all: readonly Heading[] =
    headings[0]?.level === 1 ? headings : [{ level: 1, title, anchor: '', start: 0 }, ...headings]
  const open: { level: number; title: string }[] = []
  return all.map((heading, ordinal) => {
    while (open.length > 0 && (open[open.length - 1]?.level ?? 0) >= heading.level) open.pop()
    open.push(heading)
    const next = all.slice(ordinal + 1).find((other) => other.level <= heading.level)
    return {
      ordinal,
      level: heading.level,
      title: heading.title,
      anchor: heading.anchor,
      headingPath: open.map((entry) => entry.title),
      start: ordinal === 0 ? 0 : heading.start,
      end: next?.start ?? length,
    }
  })
}
