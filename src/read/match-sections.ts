// Which sections of a page somebody means by a title or anchor: exactly, folded, in another language, or nearly. Pure.

import { distance } from 'fastest-levenshtein'
import type { Section } from '../core/model/page.ts'
import { hasSameSigns, holdsTitle, normalizeTitle, normalizeWriting } from './normalize-title.ts'
import { findByEveryWord, findByWholeWords, listUsualNames } from './section-names.ts'

export interface SectionMatch {
  readonly requested: string
  /** All that it means, in page order: a title may stand on a page more than once. */
  readonly sections: readonly Section[]
  /** Nothing is called so: these are what it seems to mean. */
  readonly isNear: boolean
  /** What is there instead, when nothing is near enough. */
  readonly closest: readonly string[]
}

type Outline = readonly Section[]

/** The most of a title's characters that may differ for a near match. */
const NEAR_SHARE = 0.25

/**
 * Finds each requested section by title, heading path ("Limits > Quotas"), anchor, the title that alone ends or begins
 * with the words or holds each of them, another usual name, or near match. `translations` are the
 * outlines of the same page in other locales: a title found there leads here by the anchor that both share, or by its
 * place where the two are built alike.
 */
export function matchSections(
  requested: readonly string[],
  sections: Outline,
  translations: readonly Outline[],
): SectionMatch[] {
  return requested.map((wanted) => {
    const exact = takeFirstFound([
      () => findSections(wanted, sections),
      ...translations.map((there) => () => toPlaces(findSections(wanted, there), sections, there)),
    ])
    if (exact.length > 0) return { requested: wanted, sections: exact, isNear: false, closest: [] }
    const others = listUsualNames(wanted)
    const near = takeFirstFound([
      () => findByWholeWords(wanted, sections),
      () => findByEveryWord(wanted, sections),
      ...translations.map((there) => () => toPlaces(findByEveryWord(wanted, there), sections, there)),
      ...others.map((name) => () => findSections(name, sections)),
      ...others.map((name) => () => findByWholeWords(name, sections)),
      ...translations.map((there) => () => toPlaces(findNear(wanted, there), sections, there)),
      () => findNear(wanted, sections),
    ])
    const closest = near.length > 0 ? [] : listClosestTitles(wanted, sections)
    return { requested: wanted, sections: near, isNear: near.length > 0, closest }
  })
}

function takeFirstFound(ways: readonly (() => Outline)[]): Outline {
  for (const way of ways) {
    const found = way()
    if (found.length > 0) return found
  }
  return []
}

// What is written the same goes before what is only read the same: "C" is a section beside "C++" and "c".
function findSections(wanted: string, sections: Outline): Outline {
  const anchor = wanted.trim().replace(/^.*#/, '')
  const isAnchor = /^(?:#|https?:\/\/|\/)\S*$/.test(wanted.trim())
  const findByAnchor = () => sections.filter((section) => section.anchor !== '' && section.anchor === anchor)
  const makeTextWays = (fold: (text: string) => string) => [
    () => sections.filter(({ title }) => isSame(fold(title), fold(wanted))),
    () => sections.filter((section) => listPaths(section).some((path) => isSame(fold(path), fold(wanted)))),
  ]
  return takeFirstFound([
    ...(isAnchor ? [findByAnchor] : []),
    ...makeTextWays(normalizeBlanks),
    findByAnchor,
    ...makeTextWays(normalizeWriting),
    ...makeTextWays(normalizeTitle),
    () => sections.filter(({ anchor: one }) => one !== '' && one.toLowerCase() === anchor.toLowerCase()),
  ])
}

// A title of nothing but signs folds to nothing, and is no other one's like.
function isSame(a: string, b: string): boolean {
  return a !== '' && a === b
}

function normalizeBlanks(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** "Page > Limits > Quotas" as it is printed, and the same begun further down. */
function listPaths({ headingPath }: Section): string[] {
  return headingPath.slice(0, -1).map((_, from) => headingPath.slice(from).join(' > '))
}

/** Where sections of a translation stand here. */
function toPlaces(found: Outline, sections: Outline, there: Outline): Outline {
  const isAlike = there.length === sections.length && there.every(({ level }, at) => level === sections[at]?.level)
  return found.flatMap((one) => {
    const here = one.anchor ? sections.find(({ anchor }) => anchor === one.anchor) : undefined
    // The h1 has the page's name as its id, but older pages may lack it: the first section is the page in any language.
    const place = isAlike || one.ordinal === 0 ? sections[one.ordinal] : undefined
    return here ?? place ?? []
  })
}

function findNear(wanted: string, sections: Outline): Outline {
  const folded = normalizeTitle(wanted)
  if (folded.length < 3) return []
  const holding = sections.filter(({ title }) => {
    const other = normalizeTitle(title)
    return holdsTitle(other, folded) || (other.length >= 4 && holdsTitle(folded, other))
  })
  if (new Set(holding.map(({ title }) => title)).size === 1) return holding
  const near = sortByDistance(wanted, sections).filter(({ section }) =>
    hasSameSigns(normalizeTitle(section.title), folded),
  )
  const least = near[0]?.distance ?? Number.POSITIVE_INFINITY
  if (least > Math.max(1, Math.floor(folded.length * NEAR_SHARE))) return []
  const title = near[0]?.section.title
  return near.filter(({ section }) => section.title === title).map(({ section }) => section)
}

function listClosestTitles(wanted: string, sections: Outline): string[] {
  return [...new Set(sortByDistance(wanted, sections).map(({ section }) => section.title))].slice(0, 3)
}

function sortByDistance(wanted: string, sections: Outline): { section: Section; distance: number }[] {
  const folded = normalizeTitle(wanted)
  return sections
    .map((section) => ({ section, distance: distance(folded, normalizeTitle(section.title)) }))
    .sort((a, b) => a.distance - b.distance || a.section.ordinal - b.section.ordinal)
}
