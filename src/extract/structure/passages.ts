// Passages: slices of a page of a size that can be indexed, ranked and quoted. Each lies within one innermost section;
// no boundary falls into a code block or a table row, unless it is longer than any passage may be. Pure.

import type { Passage, Section } from '../../core/model/page.ts'
import type { Anchor, Atom } from '../markdown/assemble.ts'
import { cutLong } from './cut-long.ts'

/**
 * UTF-16 units. A passage is closed once it has the target's size, and never grows beyond `max` unless one unit alone
 * does.
 */
const TARGET = 900
const MAX = 1400
/** A definition-list term starts a passage of its own once the one before has this much. */
const ENOUGH = 400
/** The longest piece of plain text that stays whole. */
const MAX_TEXT = 1800

interface Unit {
  readonly start: number
  readonly end: number
  readonly kind: Atom['kind'] | 'text'
}

/**
 * Cuts `markdown` into passages in page order. A heading without text of its own makes none, unless the page has no
 * other.
 */
export function cutPassages(
  markdown: string,
  sections: readonly Section[],
  atoms: readonly Atom[],
  anchors: readonly Anchor[],
): Passage[] {
  const passages: Passage[] = []
  const add = (section: number, start: number, end: number): void => {
    for (const piece of cutLong(markdown, start, end)) passages.push({ section, ...piece, anchor: '' })
  }
  const starts = new Set(anchors.map((anchor) => anchor.offset))
  let atom = 0
  for (const section of sections) {
    const end = Math.min(section.end, sections[section.ordinal + 1]?.start ?? section.end)
    const own: Atom[] = []
    for (let next = atoms[atom]; next && next.start < end; next = atoms[++atom]) own.push(next)
    const units = splitUnits(markdown, section.start, end, own)
    if (units.every((unit) => unit.kind === 'heading')) continue
    for (const slice of pack(units, starts)) add(section.ordinal, slice.start, slice.end)
  }
  if (passages.length === 0 && markdown !== '') add(0, 0, markdown.length)
  return addAnchors(passages, sections, anchors)
}

function pack(units: readonly Unit[], termStarts: ReadonlySet<number>): { start: number; end: number }[] {
  const slices: { start: number; end: number }[] = []
  let open: { start: number; end: number; onlyHeading: boolean } | undefined
  for (const unit of units) {
    const size = open ? open.end - open.start : 0
    const grown = open ? unit.end - open.start : 0
    // Code belongs to the sentence that introduces it.
    const limit = unit.kind === 'code' && size < ENOUGH ? MAX_TEXT : MAX
    const isFull = size >= TARGET || grown > limit || (size >= ENOUGH && termStarts.has(unit.start))
    if (open && isFull && !open.onlyHeading) {
      slices.push({ start: open.start, end: open.end })
      open = undefined
    }
    if (open) open = { start: open.start, end: unit.end, onlyHeading: open.onlyHeading && unit.kind === 'heading' }
    else open = { start: unit.start, end: unit.end, onlyHeading: unit.kind === 'heading' }
  }
  if (open) slices.push({ start: open.start, end: open.end })
  return slices
}

function splitUnits(markdown: string, start: number, end: number, atoms: readonly Atom[]): Unit[] {
  const units: Unit[] = []
  let from = start
  for (const atom of atoms) {
    if (atom.start > from) addText(markdown, from, atom.start, units)
    units.push(atom)
    from = atom.end
  }
  if (from < end) addText(markdown, from, end, units)
  return units
}

// Paragraphs; long ones by line (list items), then by sentence.
function addText(markdown: string, start: number, end: number, units: Unit[]): void {
  for (const paragraph of split(markdown, start, end, /\n\n+/g)) {
    if (paragraph.end - paragraph.start <= MAX_TEXT) {
      units.push({ ...paragraph, kind: 'text' })
      continue
    }
    for (const line of split(markdown, paragraph.start, paragraph.end, /\n/g)) {
      if (line.end - line.start <= MAX_TEXT) units.push({ ...line, kind: 'text' })
      else
        for (const sentence of split(markdown, line.start, line.end, /(?<=[.!?]) +|(?<=[。！？])/g))
          units.push({ ...sentence, kind: 'text' })
    }
  }
}

function split(markdown: string, start: number, end: number, at: RegExp): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = []
  const text = markdown.slice(start, end)
  let from = 0
  const add = (to: number): void => {
    const part = text.slice(from, to)
    const trimmed = part.trimEnd()
    const lead = part.length - part.replace(/^\n+/, '').length
    if (trimmed.length > lead) parts.push({ start: start + from + lead, end: start + from + trimmed.length })
  }
  for (const match of text.matchAll(at)) {
    add(match.index)
    from = match.index + match[0].length
  }
  add(text.length)
  return parts
}

function addAnchors(passages: readonly Passage[], sections: readonly Section[], anchors: readonly Anchor[]): Passage[] {
  let next = 0
  let near: Anchor | undefined
  return passages.map((passage) => {
    for (let anchor = anchors[next]; anchor && anchor.offset <= passage.start; anchor = anchors[++next]) near = anchor
    const section = sections[passage.section]
    const isWithin = near && section && near.offset >= section.start
    return { ...passage, anchor: (isWithin ? near?.id : section?.anchor) ?? '' }
  })
}
