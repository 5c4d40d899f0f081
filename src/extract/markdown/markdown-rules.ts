// The Turndown service with the rules for the content tree. Code blocks, headings and tables become tokens (tokens.ts);
// they are written by assemble.ts. Keeps no state of a page.

import TurndownService from 'turndown'
import { toCellCode, toCodeSpan } from './code-text.ts'
import { type ContentNode, ElementNode } from './content-tree.ts'
import { escapeText } from './escape-text.ts'
import { hasBlockToken, isBlockLine, makeAnchorToken, makeBlockToken } from './placeholders.ts'

const BLANK_RUN = /[ \t\r\n]+/g

/** Markdown of the tree, with tokens. */
export function convertContent(content: ElementNode): string {
  // As that of a cell it is kept by a rule: what Turndown trims itself costs it the square of what it trims.
  const page = new ElementNode('DIV')
  const whole = new ElementNode('TD')
  page.append(whole)
  whole.append(content)
  // The content tree is the part of the DOM that Turndown uses; its types ask for the whole.
  service.turndown(page as unknown as TurndownService.Node)
  return whole.markdown
}

// What would be a box to tick.
function escapeTickBox(content: string): string {
  return content.trim().replace(/^\[(?=[ xX]\] )/, '\\[')
}

const service = new TurndownService({
  br: '  ',
  // Elements without text: anchors count, and those inside must not be lost.
  blankReplacement: (content, node) => {
    const { nodeName, isBlock, slot } = node as unknown as ElementNode
    if (nodeName === 'X-ANCHOR') return makeAnchorToken(slot)
    return isBlock ? `\n\n${content.trim()}\n\n` : content
  },
})
// The tree gives its text escaped.
service.escape = (text) => text

type Write = (content: string, node: ElementNode) => string

// A filter by name alone is Turndown's fastest; the nodes it hands over are ours.
function addRule(name: string, write: Write): void {
  service.addRule(name, {
    filter: name as TurndownService.TagName,
    replacement: (content, node) => write(content, node as unknown as ElementNode),
  })
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5'] as const
for (const name of HEADINGS) {
  addRule(name, (content, node) => {
    // Number signs at the end would close the heading.
    node.markdown = toOneLine(content).replace(/(^| )(#+)$/, '$1\\$2')
    return `\n\n${makeBlockToken(node.slot)}\n\n`
  })
}

addRule('p', (content) => `\n\n${escapeTickBox(content)}\n\n`)
addRule('pre', (_, node) => `\n\n${makeBlockToken(node.slot)}\n\n`)
addRule('table', (_, node) => `\n\n${makeBlockToken(node.slot)}\n\n`)
addRule('td', (content, node) => {
  node.markdown = content.trim()
  return ''
})
addRule('code', (content, node) => (isInside(node, 'TABLE') ? toCellCode(content) : toCodeSpan(content)))
addRule('strong', (content, node) => (isInside(node, 'STRONG') ? content : delimit(content, '**', node)))
addRule('em', (content, node) => (isInside(node, 'EM') ? content : delimit(content, '*', node)))
addRule('del', (content, node) => (isInside(node, 'DEL') ? content : delimit(content, '~~', node)))
addRule('sup', (content) => (content ? `<sup>${content}</sup>` : ''))
addRule('sub', (content) => (content ? `<sub>${content}</sub>` : ''))
addRule('hr', () => '\n\n---\n\n')
addRule('img', (_, node) => `![${escapeLinkText(node.detail.replace(BLANK_RUN, ' ').trim())}](${node.value})`)

addRule('a', (content, node) => {
  if (hasBlockToken(content)) return content
  const text = toOneLine(content)
  return text === '' ? '' : `[${text.includes('](') ? text : balanceBrackets(text)}](${node.value})`
})

addRule('li', (content, node) => {
  const marker = node.level < 0 ? '- ' : `${node.level}. `
  const item = escapeTickBox(content)
  if (item === '') return ''
  const text = node.detail === '' ? item : addLabel(escapeText(node.detail), item)
  const isLoose = text.includes('\n\n')
  return `${isLoose ? '\n\n' : '\n'}${indentItem(text, marker)}${isLoose ? '\n\n' : '\n'}`
})

for (const name of ['ul', 'ol'] as const) {
  addRule(name, (content, node) => {
    const items = content.replace(/^\n+|\n+$/g, '')
    const isTight = node.parentNode?.nodeName === 'LI' && !items.includes('\n\n')
    return isTight ? `\n${items}\n` : `\n\n${items}\n\n`
  })
}

addRule('blockquote', (content) => {
  const lines = content.replace(/^\n+|\n+$/g, '').split('\n')
  return `\n\n${lines.map((line, index) => quoteLine(line, lines[index - 1], lines[index + 1])).join('\n')}\n\n`
})

function addLabel(label: string, item: string): string {
  return isBlockLine(item) ? `${label.trimEnd()}\n\n${item}` : label + item
}

// Blocks in tokens stand at the left margin whatever surrounds them, so that code stays as it is.
function indentItem(text: string, marker: string): string {
  const indent = ' '.repeat(marker.length)
  const lines = text.split('\n')
  return lines
    .map((line, index) => {
      if (isBlockLine(line)) return index === 0 ? `${marker.trimEnd()}\n\n${line}` : line
      if (index === 0) return marker + line
      return line === '' ? '' : indent + line
    })
    .join('\n')
}

function quoteLine(line: string, before: string | undefined, after: string | undefined): string {
  if (isBlockLine(line)) return line
  const isBesideBlock = line === '' && (isBlockLine(before ?? '') || isBlockLine(after ?? ''))
  if (isBesideBlock) return ''
  return line === '' ? '>' : `> ${line}`
}

function delimit(content: string, mark: string, node: ElementNode): string {
  const text = content.trim()
  if (text === '') return content
  if (hasBlockToken(text) || text.includes('\n\n')) return content
  // Between a sign and a letter a mark opens or closes nothing and would be shown: 「**[保存]**を」, where Japanese leaves
  // no blank. Better no emphasis.
  const isShown =
    (isSign(text.at(0)) && isLetter(readBeside(node, -1))) || (isSign(text.at(-1)) && isLetter(readBeside(node, 1)))
  return isShown ? content : mark + text + mark
}

// Far enough for the anchors and images that have no text.
const NEAR = 50

function readBeside(node: ContentNode, side: 1 | -1): string | undefined {
  let left = NEAR
  for (let next = getNextTo(node, side); next && left > 0; next = getNextTo(next, side), left--) {
    if (next.nodeName === 'BR') return undefined
    const text = next.textContent
    if (text !== '') return side === 1 ? text.at(0) : text.at(-1)
  }
  return undefined
}

function getNextTo(node: ContentNode, side: 1 | -1): ContentNode | null {
  return side === 1 ? node.nextSibling : node.previousSibling
}

function isSign(char: string | undefined): boolean {
  return char !== undefined && /[\p{P}\p{S}]/u.test(char)
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && !/[\p{P}\p{S}\s]/u.test(char)
}

function toOneLine(content: string): string {
  return content.replace(/ *\\?\n\s*/g, ' ').trim()
}

function escapeLinkText(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&')
}

// Square brackets in a link's text are read as nested unless they pair up.
function balanceBrackets(text: string): string {
  let depth = 0
  for (const char of text) {
    if (char === '[') depth++
    else if (char === ']' && --depth < 0) break
  }
  return depth === 0 ? text : text.replace(/(?<!\\)[[\]]/g, '\\$&')
}

function isInside(node: ContentNode, name: string): boolean {
  for (let up = node.parentNode; up; up = up.parentNode) if (up.nodeName === name) return true
  return false
}
