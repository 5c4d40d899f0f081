// What is shown of a page: its best passage and what belongs to it, and for a page that is read, another passage that
// may answer as well. Pure.

import type { BestPassage, NextPassage } from '../ranking/page-passages.ts'
import { countWidth, snippet } from './snippet.ts'

/** Stands where something between two excerpts of a page is left out. */
export const GAP = '[…]'

/** Less says too little to be worth its place. */
const LEAST = 150
/** One that is half as likely as the best has room kept for it, beside the whole of the best. */
const RIVAL = Math.log(2)
/** One that is so much less likely is not shown. */
const UNLIKELY = Math.log(20)
/** What the best passage keeps in any case, as a share of the room. */
const MAIN_SHARE = 0.62

/** About `longest` characters. */
export function excerpt(passage: BestPassage, weights: ReadonlyMap<string, number>, longest: number): string {
  const { markdown } = passage
  return snippet(markdown, startToShow(passage, longest), endToShow(passage, longest), weights, longest)
}

/**
 * The same, and behind it the best of the page's other passages that finds room: in what the first leaves, or, where it
 * may as well be what is asked for, in a part that is kept for it. `next`: best first.
 */
export function excerpts(
  passage: BestPassage,
  next: readonly NextPassage[],
  weights: ReadonlyMap<string, number>,
  longest: number,
): string {
  const { markdown } = passage
  // What follows anyway needs no place of its own.
  const [other] = next.filter(({ start, end }) => !isWithin(passage, start, end, longest))
  if (!other || other.behind > UNLIKELY) return excerpt(passage, weights, longest)
  const isSame = other.section?.ordinal === passage.section?.ordinal
  // In the order of the page, where both find room.
  const isBefore = isSame && other.end <= passage.start && markdown.slice(other.end, passage.start).trim() === ''
  if (isBefore && countWidth(markdown.slice(other.start, passage.end)) <= longest)
    return excerpt({ ...passage, start: other.start }, weights, longest)
  const own = countWidth(markdown.slice(passage.start, passage.end))
  const main = Math.max(Math.floor(longest * MAIN_SHARE), own)
  const shown = excerpt(passage, weights, other.behind < RIVAL ? Math.min(main, longest) : longest)
  const title = isSame ? '' : headingOf(markdown, other)
  const left = longest - countWidth(shown) - GAP.length - title.length
  const more =
    left < LEAST ? '' : snippet(markdown, other.start, endToShow({ ...passage, ...other }, left), weights, left)
  return countWidth(more) < LEAST ? shown : `${shown}\n\n${GAP}\n\n${title}${more}`
}

// Whether it is the passage, or begins in what is shown with it.
function isWithin(passage: BestPassage, start: number, end: number, longest: number): boolean {
  const last = Math.max(passage.end, Math.min(endToShow(passage, longest), passage.start + longest))
  return end > startToShow(passage, longest) && start < last
}

function headingOf(markdown: string, { section }: NextPassage): string {
  if (!section) return ''
  const line = markdown.slice(section.start, section.start + markdown.slice(section.start).indexOf('\n'))
  return /^#{1,6} /.test(line) ? `${line}\n\n` : ''
}

// A section that fits is shown from its beginning: the sentence that leads into the steps, the first rows.
function startToShow({ start, markdown, section, sections }: BestPassage, longest: number): number {
  if (!section || section.start >= start) return start
  const end = ownEnd(section, sections)
  return end - section.start <= longest && countWidth(markdown.slice(section.start, end)) <= longest
    ? section.start
    : start
}

// A passage that is shorter than there is room for goes on to the end of its section: the steps behind the first, the
// query behind its sentence.
function endToShow({ start, end, section, sections }: BestPassage, longest: number): number {
  if (!section || end - start >= longest) return end
  return Math.max(end, Math.min(ownEnd(section, sections), start + 2 * longest))
}

/** Without the sections below it. */
function ownEnd(section: NonNullable<BestPassage['section']>, sections: BestPassage['sections']): number {
  return Math.min(section.end, sections[section.ordinal + 1]?.start ?? section.end)
}
