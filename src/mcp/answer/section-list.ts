// The sections of a long page with their offsets, below a part of it: its outline, and what is in the section that the
// part ends in. Of more than there is room for, those around that place. Pure.

import type { Section } from '../../core/model/page.ts'
import { formatCount } from '../../core/text/format-count.ts'
import { toOneLine } from './page-text.ts'

type Listed = Pick<Section, 'level' | 'title' | 'start'>

/** Deeper ones are listed for the section that one is in. */
const OUTLINE_LEVEL = 3
/** Of those around a place, the share before it: one goes on. */
const BEFORE = 0.25

/** A line for each, and for those that are left out. */
export function listSections(contents: readonly Listed[], place: number, most: number): string[] {
  const all = contents.filter(({ level }) => level <= OUTLINE_LEVEL)
  const outline = pickAround(all, place, most)
  const within = all.findLast(({ start }) => start <= place)
  const end = all.find(({ start }) => start > place)?.start ?? Number.POSITIVE_INFINITY
  const inside = contents.filter(
    ({ level, start }) => level > OUTLINE_LEVEL && within && start >= within.start && start < end,
  )
  const below = pickAround(inside, place, most - outline.kept.length)
  const lines = [...outline.kept, ...below.kept]
    .toSorted((a, b) => a.start - b.start)
    .map((section) => formatLine(section))
  const left = outline.after + below.before + below.after
  return [
    ...(outline.before > 0 ? [`(${formatCount(outline.before, 'section')} before)`] : []),
    ...lines,
    ...(left > 0 ? [`(${formatCount(left, 'more section')})`] : []),
  ]
}

interface Picked {
  readonly kept: readonly Listed[]
  readonly before: number
  readonly after: number
}

function pickAround(sections: readonly Listed[], place: number, most: number): Picked {
  if (most <= 0) return { kept: [], before: 0, after: sections.length }
  const at = sections.findLastIndex(({ start }) => start <= place)
  const from = Math.max(0, Math.min(at - Math.floor(most * BEFORE), sections.length - most))
  const kept = sections.slice(from, from + most)
  return { kept, before: from, after: sections.length - from - kept.length }
}

function formatLine({ level, title, start }: Listed): string {
  return `${'  '.repeat(Math.max(0, level - 1))}${start}: ${toOneLine(title)}`
}
