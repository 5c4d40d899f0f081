// What a result shows of its page: the part of the snippet where the words of the query stand closest, rendered. A row
// of a table comes whole and under its header, code in whole lines, and sentences end in an ellipsis where they are
// cut.

import type { Element, ElementContent, Root, Text } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { findRanges, type MarkedRange, type QueryWords } from '../../core/text/mark-words.ts'
import { type Html, trustMarkup } from '../views/html.ts'
import { findLeaves, type Leaf, markLeaves } from './mark-tree.ts'
import { parseSnippet } from './snippet-tree.ts'

const WINDOW = 320
const LEAD = 80
/** Up to here it is shown as a whole. */
const SHORT = 480
/** A row or a line is cut beyond it. */
const LONGEST_UNIT = 900

interface Span {
  readonly start: number
  readonly end: number
}

/** The snippet with the words marked, as markup of its own. */
export function renderSnippet(markdown: string, words: QueryWords, tableName: string): Html {
  const tree = parseSnippet(markdown)
  const { flat, leaves } = findLeaves(tree)
  const ranges = findRanges(flat, words)
  const shown = chooseWindow(flat, ranges, listWholeUnits(tree, flat, leaves))
  const cut = { flat, shown, starts: new Map(leaves.map(({ node, start }) => [node, start])) }
  const kept: Leaf[] = []
  const children = pruneNodes(tree.children as ElementContent[], cut, kept, false)
  const last = kept.at(-1)?.node
  if (last && shown.end < flat.length && flat[shown.end] !== '\n' && flat[shown.end - 1] !== '\n') last.value += ' …'
  const root: Root = { type: 'root', children: children.map((child) => wrapScrolling(child, tableName)) }
  const isShown = ({ start, end }: MarkedRange) => start >= shown.start && end <= shown.end
  markLeaves(root, kept, ranges.filter(isShown))
  return trustMarkup(toHtml(root))
}

// Rows, and lines of code.
function listWholeUnits(tree: Root, flat: string, leaves: readonly Leaf[]): Span[] {
  const starts = new Map(leaves.map(({ node, start }) => [node, start]))
  const units: Span[] = []
  const visit = (parent: Root | Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      const span = child.tagName === 'tr' || child.tagName === 'pre' ? findSpan(child, starts) : undefined
      if (!span) visit(child)
      else if (child.tagName === 'tr') units.push(span)
      else units.push(...splitLines(flat, span))
    }
  }
  visit(tree)
  return units
}

function findSpan(node: Element, starts: ReadonlyMap<Text, number>): Span | undefined {
  const texts = listTexts(node)
  const [first, last] = [texts.at(0), texts.at(-1)]
  if (!first || !last) return undefined
  return { start: starts.get(first) ?? 0, end: (starts.get(last) ?? 0) + last.value.length }
}

function listTexts(node: Element): Text[] {
  return node.children.flatMap((child) =>
    child.type === 'text' ? [child] : child.type === 'element' ? listTexts(child) : [],
  )
}

function splitLines(flat: string, { start, end }: Span): Span[] {
  const lines: Span[] = []
  for (let at = start; at < end; ) {
    const stop = flat.indexOf('\n', at)
    const lineEnd = stop < 0 || stop > end ? end : stop
    lines.push({ start: at, end: lineEnd })
    at = lineEnd + 1
  }
  return lines
}

function chooseWindow(flat: string, ranges: readonly MarkedRange[], units: readonly Span[]): Span {
  if (flat.length <= SHORT) return { start: 0, end: flat.length }
  const findUnitAround = (at: number) => units.find((unit) => unit.start <= at && at <= unit.end)
  const keepShort = (unit: Span | undefined) => (unit && unit.end - unit.start <= LONGEST_UNIT ? unit : undefined)
  const bare = findWindowStart(flat, ranges)
  let start = keepShort(findUnitAround(bare))?.start ?? bare
  while (flat[start] === '\n') start++
  const end = findWindowEnd(flat, start)
  return { start, end: keepShort(findUnitAround(end))?.end ?? end }
}

// Where the most different words stand together; the beginning when none does.
function findWindowStart(flat: string, ranges: readonly MarkedRange[]): number {
  let best = { start: 0, words: 0 }
  for (const [index, range] of ranges.entries()) {
    const near = new Set<string>()
    for (let at = index; at < ranges.length; at++) {
      const other = ranges[at]
      if (!other || other.end > range.start + WINDOW - LEAD) break
      near.add(other.word.toLowerCase())
    }
    if (near.size > best.words) best = { start: range.start, words: near.size }
  }
  if (best.start <= LEAD) return 0
  const before = flat.slice(best.start - LEAD, best.start)
  const sentence = Math.max(before.lastIndexOf('. ') + 2, before.lastIndexOf('。') + 1, before.lastIndexOf('\n') + 1)
  return best.start - LEAD + (sentence > 1 ? sentence : before.indexOf(' ') + 1)
}

function findWindowEnd(flat: string, start: number): number {
  if (start + WINDOW >= flat.length) return flat.length
  const window = flat.slice(start, start + WINDOW)
  const blank = Math.max(window.lastIndexOf(' '), window.lastIndexOf('\n'))
  return start + (blank > WINDOW - 60 ? blank : WINDOW)
}

interface Cut {
  readonly flat: string
  readonly shown: Span
  readonly starts: ReadonlyMap<Text, number>
}

// A header stays where a row stays. The list goes on with its own numbers.
function pruneNodes(nodes: readonly ElementContent[], cut: Cut, kept: Leaf[], isWhole: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return isWhole ? keep(node, cut.starts.get(node) ?? 0, kept) : clipText(node, cut, kept)
    if (node.type !== 'element') return []
    if (!isWhole && !reaches(node, cut) && node.tagName !== 'thead') return []
    const isCell = node.tagName === 'td' || node.tagName === 'th'
    if (node.tagName === 'table' && !node.children.some((part) => isBody(part) && reaches(part, cut))) return []
    const children = pruneNodes(node.children, cut, kept, isWhole || node.tagName === 'thead' || isShortRow(node, cut))
    if (children.length === 0 && !isCell) return []
    const first =
      node.tagName === 'ol' ? node.children.findIndex((item) => item.type === 'element' && reaches(item, cut)) : 0
    const properties = first > 0 ? { start: Number(node.properties.start ?? 1) + first } : node.properties
    return [{ ...node, properties, children }]
  })
}

function isBody(node: ElementContent): node is Element {
  return node.type === 'element' && node.tagName === 'tbody'
}

function isShortRow(node: Element, cut: Cut): boolean {
  const span = node.tagName === 'tr' ? findSpan(node, cut.starts) : undefined
  return span !== undefined && span.end - span.start <= LONGEST_UNIT
}

function reaches(node: Element, { shown, starts }: Cut): boolean {
  const span = findSpan(node, starts)
  return span !== undefined && span.start < shown.end && span.end > shown.start
}

function clipText(node: Text, { flat, shown, starts }: Cut, kept: Leaf[]): Text[] {
  const start = starts.get(node) ?? 0
  const [from, to] = [Math.max(start, shown.start), Math.min(start + node.value.length, shown.end)]
  if (from >= to) return []
  const isCutBefore = from > start && from === shown.start && flat[from - 1] !== '\n'
  const value = flat.slice(from, to)
  const lead = isCutBefore ? '… ' : ''
  return keep({ type: 'text', value: `${lead}${value}` }, from - lead.length, kept)
}

function keep(node: Text, start: number, kept: Leaf[]): Text[] {
  kept.push({ node, start })
  return [node]
}

// A box that scrolls is reached by keyboard, and then it needs a name.
function wrapScrolling(node: ElementContent, ariaLabel: string): ElementContent {
  if (node.type !== 'element' || node.tagName !== 'table') return node
  const properties = { className: ['table-scroll'], tabIndex: 0, role: 'group', ariaLabel }
  return { type: 'element', tagName: 'div', properties, children: [node] }
}
