// Markdown back to text, as a reader sees it, and its code exactly. Written for the fidelity check: `marked` reads it
// by the rules of GitHub's Markdown, so that what a renderer would take for markup, or fail to take for it, counts as
// lost. Knows nothing of how the Markdown was made.

import { load } from 'cheerio'
import type { ChildNode } from 'domhandler'
import { marked } from 'marked'

export interface MarkdownText {
  /** Visible text in order, blocks apart by a blank; texts of images included. */
  readonly text: string
  /**
   * The same with list marks inside cells left out: a cell cannot hold a list, so its items are lines with marks of
   * plain text.
   */
  readonly withoutMarks: readonly string[]
  /** Code blocks, without the line end before the closing fence. */
  readonly blocks: readonly string[]
  /** Code spans in cells of tables. */
  readonly cellSpans: readonly string[]
}

const INLINE = new Set(['a', 'strong', 'em', 'del', 'code', 'sup', 'sub'])

/** Reads `markdown`. */
export function readMarkdownText(markdown: string): MarkdownText {
  const $ = load(marked.parse(markdown, { async: false, gfm: true }))
  const body = $('body')[0]
  return {
    text: body ? readText(body) : '',
    withoutMarks: [/^\s*- /, /^\s*(?:-|\d+\.) /].map((mark) => (body ? readText(body, mark) : '')),
    blocks: $('pre')
      .toArray()
      .map((block) => $(block).text().replace(/\n$/, '')),
    cellSpans: $('td code, th code')
      .toArray()
      .map((span) => $(span).text()),
  }
}

function readText(node: ChildNode, mark?: RegExp): string {
  if (node.type === 'text') return mark && beginsLineOfCell(node) ? node.data.replace(mark, '') : node.data
  if (node.type !== 'tag') return ''
  if (node.name === 'img') return ` ${node.attribs.alt ?? ''} `
  const inner = node.children.map((child) => readText(child, mark)).join('')
  return INLINE.has(node.name) ? inner : ` ${inner} `
}

function beginsLineOfCell({ parent, prev }: ChildNode): boolean {
  const isInCell = parent?.type === 'tag' && (parent.name === 'td' || parent.name === 'th')
  return isInCell && (!prev || (prev.type === 'tag' && prev.name === 'br'))
}
