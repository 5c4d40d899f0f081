// Marks in a tree what a search looked for. Words are compared over the text of a whole block, so that one which
// highlighting or emphasis has cut in two is found. Changes the tree.

import type { Element, ElementContent, Root, Text } from 'hast'
import { findRanges, type MarkedRange, type QueryWords } from '../../core/text/mark-words.ts'
import { makeText } from './snippet-tree.ts'

/** Blocks are apart from each other: no word goes across. */
const BLOCKS = new Set(
  'p li ul ol pre blockquote table thead tbody tr td th h1 h2 h3 h4 h5 h6 div br dt dd dl'.split(' '),
)

export interface Leaf {
  readonly node: Text
  readonly start: number
}

/** The text of a tree in one string, blocks apart by a line, and where each of its leaves stands. */
export function findLeaves(tree: Root | Element, most = Number.POSITIVE_INFINITY): { flat: string; leaves: Leaf[] } {
  const leaves: Leaf[] = []
  let flat = ''
  const visit = (parent: Root | Element): void => {
    for (const child of parent.children) {
      if (flat.length >= most) return
      if (child.type === 'text') {
        leaves.push({ node: child, start: flat.length })
        flat += child.value
      } else if (child.type === 'element') {
        const isBlock = BLOCKS.has(child.tagName)
        if (isBlock && flat !== '' && !flat.endsWith('\n')) flat += '\n'
        visit(child)
        if (isBlock && !flat.endsWith('\n')) flat += '\n'
      }
    }
  }
  visit(tree)
  return { flat, leaves }
}

/** Marks the words in the first `most` characters of the tree. */
export function markTree(tree: Root | Element, words: QueryWords, most: number): void {
  const { flat, leaves } = findLeaves(tree, most)
  markLeaves(tree, leaves, findRanges(flat, words))
}

/** Marks the ranges, in order, of a tree whose leaves are known. */
export function markLeaves(tree: Root | Element, leaves: readonly Leaf[], ranges: readonly MarkedRange[]): void {
  const replaced = new Map<Text, ElementContent[]>()
  let next = 0
  for (const { node, start } of leaves) {
    const end = start + node.value.length
    while (next < ranges.length && (ranges[next]?.end ?? 0) <= start) next++
    const parts: ElementContent[] = []
    let at = start
    for (let index = next; index < ranges.length; index++) {
      const range = ranges[index]
      if (!range || range.start >= end) break
      const [from, to] = [Math.max(range.start, at), Math.min(range.end, end)]
      if (from > at) parts.push(makeText(node.value.slice(at - start, from - start)))
      parts.push(makeMark(node.value.slice(from - start, to - start), range.isTyped))
      at = to
    }
    if (parts.length > 0 && at < end) parts.push(makeText(node.value.slice(at - start)))
    if (parts.length > 0) replaced.set(node, parts)
  }
  if (replaced.size > 0) replaceIn(tree, replaced)
}

function replaceIn(parent: Root | Element, replaced: ReadonlyMap<Text, ElementContent[]>): void {
  const children = (parent.children as ElementContent[]).flatMap((child) =>
    child.type === 'text' ? (replaced.get(child) ?? [child]) : [child],
  )
  parent.children = children
  for (const child of children) if (child.type === 'element' && child.tagName !== 'mark') replaceIn(child, replaced)
}

function makeMark(value: string, isTyped: boolean): Element {
  const properties = isTyped ? {} : { className: ['near'] }
  return { type: 'element', tagName: 'mark', properties, children: [makeText(value)] }
}
