// What the text of a page said before and says now, line by line, as far as it differs: for the record of changes, so
// it is kept short. Pure.

import type { Section } from '../../core/model/page.ts'
import { ownText, type PageVersion, sectionsInOrder } from '../pages/section-diff.ts'

/** Lines that a section lost and got. */
export interface ChangedText {
  /** Its title. */
  readonly section: string
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Characters of one change, over all sections; what is more is not kept. */
const MOST_CHARACTERS = 4000
/** Of a line, around what differs. */
const CONTEXT = 80
const LONGEST_LINE = 400

export function changedText(before: PageVersion, after: PageVersion): ChangedText[] {
  let left = MOST_CHARACTERS
  const changes: ChangedText[] = []
  for (const { old, now } of sectionsInOrder(before, after)) {
    const [was, is] = [splitLines(before, old), splitLines(after, now)]
    const [removed, added] = clipped(without(was, is), without(is, was))
    const size = [...removed, ...added].reduce((sum, line) => sum + line.length, 0)
    if (size === 0) continue
    if (size > left) break
    left -= size
    changes.push({ section: (now ?? old)?.title ?? '', removed, added })
  }
  return changes
}

function splitLines(version: PageVersion, section: Section | undefined): string[] {
  if (!section) return []
  return ownText(version, section)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Lines of `a` that `b` does not have, as often as it lacks them. */
function without(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1)
  return a.filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0
  })
}

// Lines that stand for each other are cut to where they differ.
function clipped(removed: readonly string[], added: readonly string[]): [string[], string[]] {
  if (removed.length !== added.length) return [removed.map(short), added.map(short)]
  const pairs = removed.map((line, at) => aroundDifference(line, added[at] ?? ''))
  return [pairs.map(([was]) => was), pairs.map(([, is]) => is)]
}

function aroundDifference(a: string, b: string): [string, string] {
  if (Math.max(a.length, b.length) <= 3 * CONTEXT) return [a, b]
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start += 1
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const from = start <= CONTEXT ? 0 : wordAt(a, start - CONTEXT)
  const behind = Math.max(0, end - CONTEXT)
  return [part(a, from, a.length - behind), part(b, from, b.length - behind)]
}

function wordAt(text: string, at: number): number {
  const blank = text.indexOf(' ', at)
  return blank < 0 || blank > at + 20 ? at : blank + 1
}

function part(text: string, from: number, to: number): string {
  const shown = short(text.slice(from, to))
  return `${from > 0 ? '…' : ''}${shown}${to < text.length && !shown.endsWith('…') ? '…' : ''}`
}

function short(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1)}…`
}
