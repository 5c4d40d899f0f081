// What the text of a page said before and says now, line by line, as far as it differs: for the record of changes, so
// it is kept short. Pure.

import type { Section } from '../../core/model/page.ts'
import { cutOwnText, type PageVersion, pairSections } from '../pages/section-diff.ts'

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

export function findChangedText(before: PageVersion, after: PageVersion): ChangedText[] {
  let left = MOST_CHARACTERS
  const changes: ChangedText[] = []
  for (const { old, now } of pairSections(before, after)) {
    const [was, is] = [splitLines(before, old), splitLines(after, now)]
    const [removed, added] = clipLines(subtractLines(was, is), subtractLines(is, was))
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
  return cutOwnText(version, section)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Lines of `a` that `b` does not have, as often as it lacks them. */
function subtractLines(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1)
  return a.filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0
  })
}

// Lines that stand for each other are cut to where they differ.
function clipLines(removed: readonly string[], added: readonly string[]): [string[], string[]] {
  if (removed.length !== added.length) return [removed.map(shortenLine), added.map(shortenLine)]
  const pairs = removed.map((line, at) => cutAroundDifference(line, added[at] ?? ''))
  return [pairs.map(([was]) => was), pairs.map(([, is]) => is)]
}

function cutAroundDifference(a: string, b: string): [string, string] {
  if (Math.max(a.length, b.length) <= 3 * CONTEXT) return [a, b]
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start += 1
  let end = 0
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const from = start <= CONTEXT ? 0 : findWordStart(a, start - CONTEXT)
  const behind = Math.max(0, end - CONTEXT)
  return [cutPart(a, from, a.length - behind), cutPart(b, from, b.length - behind)]
}

function findWordStart(text: string, at: number): number {
  const blank = text.indexOf(' ', at)
  return blank < 0 || blank > at + 20 ? at : blank + 1
}

function cutPart(text: string, from: number, to: number): string {
  const shown = shortenLine(text.slice(from, to))
  return `${from > 0 ? '…' : ''}${shown}${to < text.length && !shown.endsWith('…') ? '…' : ''}`
}

function shortenLine(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1)}…`
}
