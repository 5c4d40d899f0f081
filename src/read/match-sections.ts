// Which section of a page somebody means by a title or anchor: exactly, folded, in another language, or nearly. Pure.

import { distance } from 'fastest-levenshtein'
import type { Section } from '../core/page.ts'

export interface SectionMatch {
  readonly requested: string
  /** Undefined when nothing is near enough; `closest` then names what is there. */
  readonly section: Section | undefined
  readonly closest: readonly string[]
}

/** The most of a title's characters that may differ for a near match. */
const NEAR_SHARE = 0.25

/**
 * Finds each requested section by anchor, title, heading path ("Limits > Quotas") or near match. `twins` are the outlines of the same page in
 * other locales: a title found there leads here by the anchor that both share.
 */
export function matchSections(
  requested: readonly string[],
  sections: readonly Section[],
  twins: readonly (readonly Section[])[],
): SectionMatch[] {
  return requested.map((wanted) => {
    const section =
      findSection(wanted, sections) ?? findThroughTwins(wanted, sections, twins) ?? findNear(wanted, sections)
    return { requested: wanted, section, closest: section ? [] : closestTitles(wanted, sections) }
  })
}

function findSection(wanted: string, sections: readonly Section[]): Section | undefined {
  const anchor = wanted.trim().replace(/^.*#/, '')
  const folded = foldTitle(wanted)
  return (
    sections.find((section) => section.anchor !== '' && section.anchor === anchor) ??
    sections.find((section) => foldTitle(section.title) === folded) ??
    sections.find((section) => foldTitle(section.headingPath.slice(1).join('>')) === folded) ??
    sections.find((section) => section.anchor !== '' && section.anchor.toLowerCase() === anchor.toLowerCase())
  )
}

function findThroughTwins(
  wanted: string,
  sections: readonly Section[],
  twins: readonly (readonly Section[])[],
): Section | undefined {
  for (const twin of twins) {
    const there = findSection(wanted, twin) ?? findNear(wanted, twin)
    const here = there?.anchor && sections.find((section) => section.anchor === there.anchor)
    if (here) return here
    // The h1 has the page's name as its id, but older pages may lack it: the first section is the page in any language.
    if (there?.ordinal === 0) return sections[0]
  }
  return undefined
}

function findNear(wanted: string, sections: readonly Section[]): Section | undefined {
  const folded = foldTitle(wanted)
  if (folded.length < 3) return undefined
  const holding = sections.filter((section) => {
    const title = foldTitle(section.title)
    return title.includes(folded) || (title.length >= 4 && folded.includes(title))
  })
  if (holding.length === 1) return holding[0]
  const [nearest] = byDistance(wanted, sections)
  return nearest && nearest.distance <= Math.max(1, Math.floor(folded.length * NEAR_SHARE))
    ? nearest.section
    : undefined
}

function closestTitles(wanted: string, sections: readonly Section[]): string[] {
  return [...new Set(byDistance(wanted, sections).map(({ section }) => section.title))].slice(0, 3)
}

function byDistance(wanted: string, sections: readonly Section[]): { section: Section; distance: number }[] {
  const folded = foldTitle(wanted)
  return sections
    .map((section) => ({ section, distance: distance(folded, foldTitle(section.title)) }))
    .sort((a, b) => a.distance - b.distance || a.section.ordinal - b.section.ordinal)
}

/** Case, width, spacing and punctuation folded away: "ＳＱＬ  functions" is "sqlfunctions". */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
}
