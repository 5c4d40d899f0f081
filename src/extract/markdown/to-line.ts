// The text of an element as one line without markup: titles of sections, names of columns.

import { type ContentNode, ElementNode } from './content-tree.ts'

const IN_WORDS = new Set(['A', 'CODE', 'EM', 'STRONG', 'X-ANCHOR'])
/** What makes another word of a word. */
const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  DEL: ['~~', '~~'],
  SUP: ['^', ''],
  SUB: ['_', ''],
}

/** Words of different blocks and lines are apart, and what is raised, lowered or deleted says so. */
export function toLine(node: ElementNode): string {
  return readText(node).replace(/\s+/g, ' ').trim()
}

function readText(node: ContentNode): string {
  if (!(node instanceof ElementNode)) return node.data
  let text = node.nodeName === 'PRE' ? node.value : ''
  for (const child of node.childNodes) text += readText(child)
  const marks = MARKS[node.nodeName]
  if (marks) return /[\p{L}\p{N}]/u.test(text) ? marks[0] + text + marks[1] : text
  return IN_WORDS.has(node.nodeName) ? text : ` ${text} `
}
