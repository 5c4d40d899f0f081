// From cheerio's tree of the main content to the content tree that Turndown converts: chrome left out, the site's own markup
// (notes, tabs, expandable sections, terms) turned into plain elements, tables and headings taken out of Turndown's hands.

import type { ChildNode, Element } from 'domhandler'
import type { DocUrl } from '../core/doc-url.ts'
import { isChrome } from './chrome.ts'
import { codeText } from './code-text.ts'
import { ContentBuilder, type Handler, isGeneratedId } from './content-builder.ts'
import { ElementNode } from './content-tree.ts'
import { addCode, addFrame, addImage, addLink, addPre } from './inline-handlers.ts'
import { tableRows } from './table-rows.ts'

export interface Content {
  readonly root: ElementNode
  /** Nodes that tokens stand for, by slot. */
  readonly slots: readonly ElementNode[]
  /** Paths of pages of the site that are linked to, in order, each once. */
  readonly links: ReadonlySet<string>
}

/** Builds the tree below `main`; `skip` are elements to leave out besides chrome. */
export function buildContent(main: Element, url: DocUrl, skip: ReadonlySet<ChildNode>): Content {
  const build = new ContentBuilder(url, skip, HANDLERS, addUnknown)
  const root = new ElementNode('DIV')
  build.addChildren(main, root)
  build.links.delete(url.path)
  return { root, slots: build.slots, links: build.links }
}

/** An element of `name` with the children of `element`, appended when it holds anything. */
function as(name: string): Handler {
  return (element, into, build) => {
    const node = new ElementNode(name)
    build.addAnchor(element, node)
    build.addChildren(element, node)
    if (node.firstChild) into.append(node)
  }
}

const addBlock = as('DIV')

// Elements of no meaning here are seen through; those that hold blocks stay blocks.
const addUnknown: Handler = (element, into, build) => {
  if (element.name.includes('-') || element.children.some(isBlockLike)) addBlock(element, into, build)
  else {
    build.addAnchor(element, into)
    build.addChildren(element, into)
  }
}

const NOTE = /(?:^|\s)(?:awsdocs-note|admonition)(?:\s|$)/

const addDiv: Handler = (element, into, build) => {
  const classes = element.attribs.class ?? ''
  if (NOTE.test(classes)) as('BLOCKQUOTE')(element, into, build)
  else if (/^title$/.test(classes) && build.cellDepth > 0) build.addChildren(element, into)
  else if (classes === 'section' || element.name === 'section') addSection(element, into, build)
  else addBlock(element, into, build)
}

// Sphinx puts the id on the section, docbook on the heading.
const addSection: Handler = (element, into, build) => {
  const first = element.children.find((child): child is Element => child.type === 'tag' && child.name !== 'span')
  if (first && /^h[1-5]$/.test(first.name) && !first.attribs.id) {
    build.sectionId = element.attribs.id ?? ''
    build.addChildren(element, into)
  } else addBlock(element, into, build)
}

const addHeading: Handler = (element, into, build) => {
  if (build.cellDepth > 0 || /\badmonition-title\b/.test(element.attribs.class ?? '')) {
    addBoldLine(element, into, build)
    return
  }
  const node = new ElementNode(element.name.toUpperCase())
  build.addChildren(element, node)
  if (node.textContent.trim() === '') return
  node.level = Number(element.name.charAt(1))
  const id = element.attribs.id ?? build.sectionId
  build.sectionId = ''
  node.value = isGeneratedId(id) ? '' : id
  build.takeSlot(node)
  into.append(node)
}

const addBoldLine: Handler = (element, into, build) => {
  const line = new ElementNode('P')
  build.addAnchor(element, line)
  const strong = new ElementNode('STRONG')
  build.addChildren(element, strong)
  line.append(strong)
  into.append(line)
}

function addLabel(text: string, into: ElementNode): void {
  if (text.trim() === '') return
  const line = new ElementNode('P')
  const strong = new ElementNode('STRONG')
  strong.appendText(text)
  line.append(strong)
  into.append(line)
}

// The title of an expandable section is in its attribute only.
const addExpandable: Handler = (element, into, build) => {
  const node = new ElementNode('DIV')
  build.addAnchor(element, node)
  addLabel(element.attribs.header ?? '', node)
  build.addChildren(element, node)
  into.append(node)
}

// <awsdocs-tabs><dl><dt>Console</dt><dd tab-id="console">: hidden by style until a script shows them.
const addTerm: Handler = (element, into, build) => {
  const isTab =
    element.parent?.type === 'tag' &&
    element.parent.parent?.type === 'tag' &&
    element.parent.parent.name === 'awsdocs-tabs'
  if (isTab) addLabel(`[ ${codeText(element).trim()} ]`, into)
  else addBoldLine(element, into, build)
}

const addList: Handler = (element, into, build) => {
  const list = new ElementNode(element.name.toUpperCase())
  build.addAnchor(element, into)
  let number = element.name === 'ol' ? Number.parseInt(element.attribs.start ?? '1', 10) || 1 : 0
  for (const child of element.children) {
    if (child.type === 'tag' && child.name === 'li' && !isChrome(child)) {
      const item = new ElementNode('LI')
      if (number > 0) number = Number.parseInt(child.attribs.value ?? '', 10) || number
      item.level = number
      if (number > 0) number++
      build.addAnchor(child, item)
      build.addChildren(child, item)
      if (item.firstChild) list.append(item)
    } else if (child.type !== 'text' || child.data.trim() !== '') build.addNode(child, list)
  }
  if (list.firstChild) into.append(list)
}

const addTable: Handler = (element, into, build) => {
  const table = new ElementNode('TABLE')
  build.addAnchor(element, into)
  build.cellDepth++
  const { title, rows } = tableRows(element)
  const cell = (from: Element, anchors: Element | undefined): ElementNode => {
    const node = new ElementNode('TD')
    if (anchors) build.addAnchor(anchors, node)
    build.addAnchor(from, node)
    build.addChildren(from, node)
    table.append(node)
    return node
  }
  if (title) {
    cell(title, undefined)
    table.level = 1
  }
  table.rows = rows.map(({ isHeader, row, cells }) => ({
    isHeader,
    cells: cells.map((from, index) => {
      const node = cell(from, index === 0 ? row : undefined)
      node.colSpan = span(from.attribs.colspan)
      node.rowSpan = span(from.attribs.rowspan)
      return node
    }),
  }))
  build.cellDepth--
  if (!table.firstChild) return
  build.takeSlot(table)
  into.append(table)
}

function span(written: string | undefined): number {
  const count = written === undefined ? 1 : Number.parseInt(written, 10)
  return Number.isNaN(count) ? 1 : Math.min(Math.max(count, 0), 1000)
}

const BLOCKS = new Set(
  'p div ul ol dl dt dd table pre blockquote h1 h2 h3 h4 h5 h6 section article details hr'.split(' '),
)

function isBlockLike(node: ChildNode): boolean {
  return node.type === 'tag' && BLOCKS.has(node.name)
}

function same(names: string, handler: Handler): [string, Handler][] {
  return names.split(' ').map((name) => [name, handler])
}

const seeThrough: Handler = (element, into, build) => {
  build.addAnchor(element, into)
  build.addChildren(element, into)
}

const HANDLERS = new Map<string, Handler>([
  ...same('p', as('P')),
  ...same('div section', addDiv),
  ...same('article main aside header footer figure figcaption dl dd center form fieldset details', addBlock),
  ...same('h1 h2 h3 h4 h5', addHeading),
  ...same('h6 summary', addBoldLine),
  ...same('dt', addTerm),
  ...same('ul ol', addList),
  ...same('li', addBlock),
  ...same('pre', addPre),
  ...same('code tt kbd samp', addCode),
  ...same('a', addLink),
  ...same('strong b', as('STRONG')),
  ...same('em i cite var', as('EM')),
  ...same('sup', as('SUP')),
  ...same('sub', as('SUB')),
  ...same('br', (_, into) => into.append(new ElementNode('BR'))),
  ...same('hr', (_, into) => into.append(new ElementNode('HR'))),
  ...same('img', addImage),
  ...same('iframe video', addFrame),
  ...same('span', seeThrough),
  ...same('blockquote', as('BLOCKQUOTE')),
  ...same('table', addTable),
  ...same('awsui-expandable-section', addExpandable),
])
