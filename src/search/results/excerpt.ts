// What is shown of a page: its best passage and what belongs to it, and for a page that is read, others of its passages
// that may answer as well. Pure.

import type { Section } from '../../core/model/page.ts'
import { cutWhole, listCodeBlocks } from '../../core/text/markdown-blocks.ts'
import { type BestPassage, type NextPassage, UNLIKELY } from '../ranking/page-passages.ts'
import { chooseSnippet, countWidth, cutSnippet, type Snippet } from './snippet.ts'

/** Stands where something between two excerpts of a page is left out. */
export const GAP = '[…]'

/** Less says too little to be worth its place. */
const LEAST = 150
/** Of a passage that is cut to less than half, at least that is shown: a scrap answers nothing. */
const LEAST_PART = 400
/** About one passage. */
const MOST_BESIDE = 900
/** Passages shown beside the best one. */
const MOST_OTHERS = 3
/** One that is a quarter as likely as the best has room kept for it, beside the whole of the best. */
const RIVAL = Math.log(4)
/** What the best passage keeps in any case, as a share of the room. */
const MAIN_SHARE = 0.5

/** Places in the page's text. */
interface Range {
  readonly start: number
  readonly end: number
}

/** About `longest` characters. */
export function cutExcerpt(passage: BestPassage, weights: ReadonlyMap<string, number>, longest: number): string {
  const { markdown } = passage
  return cutSnippet(markdown, chooseStart(passage, longest), chooseEnd(passage, longest), weights, longest)
}

/** Letters of prose: a picture alone, or a line of code, tells nobody what a page is about. */
const LEAST_PROSE = 20
const PICTURE = /!\[[^\]\n]{0,500}\]\([^)\s]{0,1000}\)/g

export function holdsProse(excerpt: string): boolean {
  let prose = ''
  let from = 0
  for (const { start, end } of listCodeBlocks(excerpt)) {
    prose += excerpt.slice(from, start)
    from = end
  }
  prose = (prose + excerpt.slice(from)).replace(PICTURE, '')
  return (prose.match(/\p{L}/gu) ?? []).length >= LEAST_PROSE
}

/**
 * The same, and behind it the best of the page's other passages that find room: in what the first leaves, or, where one
 * may as well be what is asked for, in a part that is kept for it. `next`: best first.
 */
export function cutExcerpts(
  passage: BestPassage,
  next: readonly NextPassage[],
  weights: ReadonlyMap<string, number>,
  longest: number,
): string {
  const { markdown } = passage
  const likely = next.filter(({ behind }) => behind <= UNLIKELY)
  const { main, room } = keepRoom(passage, likely, longest)
  const start = chooseStart({ ...passage, ...main }, room)
  const end = chooseEnd({ ...passage, start, end: main.end }, room)
  const first = chooseSnippet(markdown, start, end, weights, room)
  const shown: ShownPart[] = [{ ...first, section: passage.section }]
  const parts: Range[] = [main, first]
  for (const other of likely) {
    if (shown.length > MOST_OTHERS) break
    // What is shown anyway needs no place of its own.
    if (parts.some((part) => other.end > part.start && other.start < part.end)) continue
    const empty = { text: '', start: other.end, end: other.end, section: other.section }
    const left = longest - countWidth(joinParts(markdown, [...shown, empty]))
    if (left < LEAST) break
    const before = parts.flatMap((part) => (part.end <= other.start ? part.end : []))
    const from = Math.max(findLeadIn(markdown, other), ...before)
    const behind = parts.flatMap((part) => (part.start >= other.end ? part.start : []))
    const to = Math.min(chooseEnd({ ...passage, ...other, start: from }, Math.min(left, MOST_BESIDE)), ...behind)
    const more = chooseSnippet(markdown, from, to, weights, left)
    if (isScrap(countWidth(more.text), measureWidth(markdown, other))) continue
    shown.push({ ...more, section: other.section })
    parts.push(more)
  }
  return joinParts(markdown, shown)
}

interface ShownPart extends Snippet {
  readonly section: Section | undefined
}

/**
 * The first comes first, and the sections in the order of their first parts: each under its heading and, the very first
 * part apart, as the page has it.
 */
function joinParts(markdown: string, [first, ...others]: readonly ShownPart[]): string {
  if (!first) return ''
  const bySection = new Map<number | undefined, ShownPart[]>([[first.section?.ordinal, []]])
  for (const other of others) {
    const beside = bySection.get(other.section?.ordinal) ?? []
    bySection.set(other.section?.ordinal, [...beside, other])
  }
  const pieces = [{ heading: '', part: first as Snippet }]
  for (const [ordinal, beside] of bySection) {
    for (const [at, part] of beside.toSorted((one, other) => one.start - other.start).entries()) {
      const heading = at > 0 || ordinal === first.section?.ordinal ? '' : getHeading(markdown, part)
      const last = pieces.at(-1)
      const joined = last && heading === '' ? joinNext(markdown, last.part, part) : undefined
      if (last && joined) pieces[pieces.length - 1] = { ...last, part: joined }
      else pieces.push({ heading, part })
    }
  }
  return pieces.map(({ heading, part }) => heading + part.text).join(`\n\n${GAP}\n\n`)
}

/** Both in one, where the second begins where the first ends and neither is cut inside. */
function joinNext(markdown: string, one: Snippet, next: Snippet): Snippet | undefined {
  const { start } = one
  const { end } = next
  if (next.start < one.end || markdown.slice(one.end, next.start).trim() !== '') return undefined
  const isWhole = (part: Snippet) => part.text === cutWhole(markdown, part.start, part.end)
  return isWhole(one) && isWhole(next) ? { text: cutWhole(markdown, start, end), start, end } : undefined
}

/**
 * The best passage, in one with those beside it that are about as likely, and the room for it: without what is kept for
 * such that stand elsewhere.
 */
function keepRoom(passage: BestPassage, likely: readonly NextPassage[], longest: number) {
  const { markdown } = passage
  let main: Range = { start: findLeadIn(markdown, passage), end: passage.end }
  let kept = 0
  for (const other of likely.filter(({ behind }) => behind < RIVAL)) {
    const both = { start: Math.min(main.start, other.start), end: Math.max(main.end, other.end) }
    const isSame = other.section?.ordinal === passage.section?.ordinal
    if (isSame && isBeside(markdown, main, other) && measureWidth(markdown, both) <= longest - kept) main = both
    else {
      const least = Math.max(Math.floor(longest * MAIN_SHARE), measureWidth(markdown, main))
      const wanted = Math.min(MOST_BESIDE, measureWidth(markdown, other)) + GAP.length + 4
      const more = Math.min(longest - least, kept + wanted) - kept
      if (!isScrap(more - GAP.length - 4, measureWidth(markdown, other))) kept += more
    }
  }
  return { main, room: Math.max(longest - kept, Math.min(longest, measureWidth(markdown, main))) }
}

function isScrap(width: number, whole: number): boolean {
  return width < LEAST || (width < LEAST_PART && 2 * width < whole)
}

function isBeside(markdown: string, main: Range, other: Range): boolean {
  const between =
    other.end <= main.start ? markdown.slice(other.end, main.start) : markdown.slice(main.end, other.start)
  return between.trim() === '' && (other.end <= main.start || other.start >= main.end)
}

function measureWidth(markdown: string, { start, end }: Range): number {
  return countWidth(markdown.slice(start, end))
}

const FENCE = /^\s*(?:`{3}|~{3})/
const LONGEST_LEAD = 400

/** Where a passage begins that is shown: code comes with the line that says what it is. */
function findLeadIn(markdown: string, { start, end, section }: Range & Pick<NextPassage, 'section'>): number {
  if (!section || !FENCE.test(markdown.slice(start, end))) return start
  const before = markdown.slice(section.start, start).trimEnd()
  const lead = before.slice(before.lastIndexOf('\n') + 1)
  if (lead === '' || lead.length > LONGEST_LEAD || /^#{1,6} |^\s*\||^-{3}/.test(lead) || FENCE.test(lead)) return start
  return section.start + before.length - lead.length
}

function getHeading(markdown: string, { section }: Pick<NextPassage, 'section'>): string {
  if (!section) return ''
  const line = markdown.slice(section.start, section.start + markdown.slice(section.start).indexOf('\n'))
  return /^#{1,6} /.test(line) ? `${line}\n\n` : ''
}

// A section that fits is shown from its beginning: the sentence that leads into the steps, the first rows.
function chooseStart({ start, markdown, section, sections }: BestPassage, longest: number): number {
  if (!section || section.start >= start) return start
  const end = getOwnEnd(section, sections)
  return end - section.start <= longest && countWidth(markdown.slice(section.start, end)) <= longest
    ? section.start
    : start
}

// A passage that is shorter than there is room for goes on to the end of its section: the steps behind the first, the
// query behind its sentence. What is far behind is left away where a line ends, or in a long one a sentence.
function chooseEnd(passage: BestPassage, longest: number): number {
  const { start, end, markdown, section, sections } = passage
  if (!section || end - start >= longest) return end
  const ownEnd = getOwnEnd(section, sections)
  const far = Math.max(end, start + 2 * longest)
  return ownEnd <= far ? Math.max(end, ownEnd) : Math.max(end, findWholeEnd(markdown, far))
}

/** A line that is longer, and no row of a table, is a paragraph. */
const LONGEST_WHOLE = 300

function findWholeEnd(markdown: string, far: number): number {
  const lineStart = markdown.lastIndexOf('\n', far - 1) + 1
  const line = markdown.slice(lineStart, far)
  if (line.length <= LONGEST_WHOLE || /^[\s>]*\|/.test(line)) return lineStart
  const sentence = Math.max(line.lastIndexOf('. '), line.lastIndexOf('。'))
  return sentence < 0 ? far : lineStart + sentence + 1
}

/** Without the sections below it. */
function getOwnEnd(section: NonNullable<BestPassage['section']>, sections: BestPassage['sections']): number {
  return Math.min(section.end, sections[section.ordinal + 1]?.start ?? section.end)
}
