// From the parser's tree of the main content to the content tree that Turndown converts: chrome left out, the site's
// own markup (notes, tabs, expandable sections, terms) turned into plain elements, tables and headings taken out of
// Turndown's hands.

import type { ChildNode, Element } from 'domhandler'
import type { DocUrl } from '../../core/model/doc-url.ts'
import { isGeneratedId } from '../../core/text/generated-id.ts'
import { isChrome } from '../page/chrome.ts'
import { type Allowance, DEEPEST_TABLE } from '../page/content-limits.ts'
import { listChildElements } from '../page/parse-markup.ts'
import { readTableRows } from '../tables/read-table-rows.ts'
import { readCodeText } from './code-text.ts'
import { ContentBuilder, type Handler } from './content-builder.ts'
import { ElementNode } from './content-tree.ts'
import { addCode, addFrame, addImage, addLink, addPre } from './inline-handlers.ts'
import { listLabels } from './list-labels.ts'

export interface Content {
  readonly root: ElementNode
  /** Nodes that tokens stand for, by slot. */
  readonly slots: readonly ElementNode[]
  /** Paths of pages of the site that are linked to, in order, each once. */
  readonly links: ReadonlySet<string>
}

export interface ContentOptions {
  /** Elements to leave out besides chrome. */
  readonly skip: ReadonlySet<ChildNode>
  /** Characters that markup may add. */
  readonly allowance: Allowance
  /** Nothing but headings, paragraphs and code: what a page is when its markup would make too much of it. */
  readonly isPlain: boolean
}

/** Builds the tree below `main`. Throws ContentTooLarge. */
export function buildContent(main: Element, url: DocUrl, { skip, allowance, isPlain }: ContentOptions): Content {
  const build = new ContentBuilder(url, skip, allowance, isPlain ? PLAIN_HANDLERS : HANDLERS, addUnknown)
  const root = new ElementNode('DIV')
  build.addChildren(main, root)
  build.links.delete(url.path)
  return { root, slots: build.slots, links: build.links }
}

/** An element of `name` with the children of `element`, appended when it holds anything. */
function makeHandler(name: string): Handler {
  return (element, into, build) => {
    const node = new ElementNode(name)
    build.addAnchor(element, node)
    build.addChildren(element, node)
    if (node.firstChild) into.append(node)
  }
}

/** As `makeHandler`, for what would run into its like beside it: `**a****b**`. */
function makeMarkHandler(name: string): Handler {
  const add = makeHandler(name)
  return (element, into, build) => {
    const last = into.lastInText
    if (!(last instanceof ElementNode) || last.nodeName !== name) return add(element, into, build)
    build.addAnchor(element, last)
    build.addChildren(element, last)
  }
}

const addBlock = makeHandler('DIV')

// Elements of no meaning here are seen through; those that hold blocks stay blocks.
const addUnknown: Handler = (element, into, build) => {
  if (element.name.includes('-') || element.children.some(isBlockLike)) addBlock(element, into, build)
  else {
    build.addAnchor(element, into)
    build.addChildren(element, into)
  }
}

const addQuote: Handler = (element, into, build) => {
  if (!build.buildWithin(2, () => makeHandler('BLOCKQUOTE')(element, into, build))) addBlock(element, into, build)
}

const NOTE = /(?:^|\s)(?:awsdocs-note|admonition)(?:\s|$)/

const addDiv: Handler = (element, into, build) => {
  const classes = element.attribs.class ?? ''
  if (NOTE.test(classes)) addQuote(element, into, build)
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
  if (isTab) addLabel(`[ ${readCodeText(element).trim()} ]`, into)
  else addBoldLine(element, into, build)
}

const addList: Handler = (element, into, build) => {
  // "9. ", or the longest that there is.
  const width = element.name !== 'ol' ? 2 : element.attribs.start === undefined ? 4 : 11
  if (!build.buildWithin(width, () => addItems(element, into, build))) addBlock(element, into, build)
}

const addItems: Handler = (element, into, build) => {
  const list = new ElementNode(element.name.toUpperCase())
  build.addAnchor(element, into)
  const items = listChildElements(element).filter((child) => child.name === 'li' && !isChrome(child))
  const labels = new Map(listLabels(element, items).map((label, index) => [items[index], label]))
  for (const child of element.children) {
    const label = child.type === 'tag' ? labels.get(child) : undefined
    if (child.type === 'tag' && label) {
      const item = new ElementNode('LI')
      item.level = label.number
      item.detail = label.text
      build.addAnchor(child, item)
      build.addChildren(child, item)
      if (item.firstChild) list.append(item)
    } else if (child.type !== 'text' || child.data.trim() !== '') build.addNode(child, list)
  }
  if (list.firstChild) into.append(list)
}

const addTable: Handler = (element, into, build) => {
  if (build.cellDepth >= DEEPEST_TABLE) {
    addBlock(element, into, build)
    return
  }
  const table = new ElementNode('TABLE')
  build.addAnchor(element, into)
  build.cellDepth++
  const { title, rows } = readTableRows(element)
  const buildCell = (from: Element, anchors: Element | undefined): ElementNode => {
    const node = new ElementNode('TD')
    if (anchors) build.addAnchor(anchors, node)
    build.addAnchor(from, node)
    build.addChildren(from, node)
    table.append(node)
    return node
  }
  if (title) {
    buildCell(title, undefined)
    table.level = 1
  }
  table.rows = rows.map(({ isHeader, group, row, cells }) => ({
    isHeader,
    group,
    cells: cells.map((from, index) => {
      const node = buildCell(from, index === 0 ? row : undefined)
      node.colSpan = parseSpan(from.attribs.colspan)
      node.rowSpan = parseSpan(from.attribs.rowspan)
      return node
    }),
  }))
  build.cellDepth--
  if (!table.firstChild) return
  build.takeSlot(table)
  into.append(table)
}

function parseSpan(written: string | undefined): number {
  const count = written === undefined ? 1 : Number.parseInt(written, 10)
  return Number.isNaN(count) ? 1 : Math.min(Math.max(count, 0), 1000)
}

const BLOCKS = new Set(
  'p div ul ol dl dt dd table pre blockquote h1 h2 h3 h4 h5 h6 section article details hr'.split(' '),
)

function isBlockLike(node: ChildNode): boolean {
  return node.type === 'tag' && BLOCKS.has(node.name)
}

function pairNames(names: string, handler: Handler): [string, Handler][] {
  return names.split(' ').map((name) => [name, handler])
}

const seeThrough: Handler = (element, into, build) => {
  build.addAnchor(element, into)
  build.addChildren(element, into)
}

const addBreak: Handler = (_, into, build) => {
  if (build.takeBlanks(1) > 0) into.append(new ElementNode('BR'))
}

const addQuoted: Handler = (element, into, build) => {
  build.addText('“', into)
  seeThrough(element, into, build)
  build.addText('”', into)
}

const addAlt: Handler = (element, into, build) => {
  build.addText(element.attribs.alt ?? '', into)
}

const HANDLERS = new Map<string, Handler>([
  ...pairNames('p', makeHandler('P')),
  ...pairNames('div section', addDiv),
  ...pairNames('article main aside header footer figure figcaption dl dd center form fieldset details', addBlock),
  ...pairNames('h1 h2 h3 h4 h5', addHeading),
  ...pairNames('h6 summary', addBoldLine),
  ...pairNames('dt', addTerm),
  ...pairNames('ul ol', addList),
  ...pairNames('li', addBlock),
  ...pairNames('pre', addPre),
  ...pairNames('code tt kbd samp', addCode),
  ...pairNames('a', addLink),
  ...pairNames('strong b', makeMarkHandler('STRONG')),
  ...pairNames('em i cite var', makeMarkHandler('EM')),
  ...pairNames('del s strike', makeMarkHandler('DEL')),
  ...pairNames('q', addQuoted),
  ...pairNames('sup', makeHandler('SUP')),
  ...pairNames('sub', makeHandler('SUB')),
  ...pairNames('br', addBreak),
  ...pairNames('hr', (_, into) => into.append(new ElementNode('HR'))),
  ...pairNames('img', addImage),
  ...pairNames('iframe video', addFrame),
  ...pairNames('span', seeThrough),
  ...pairNames('blockquote', addQuote),
  ...pairNames('table', addTable),
  ...pairNames('awsui-expandable-section', addExpandable),
])

const PLAIN_HANDLERS = new Map<string, Handler>([
  ...pairNames('p div section li td th tr caption dt dd summary', addBlock),
  ...pairNames('h1 h2 h3 h4 h5', addHeading),
  ...pairNames('pre', addPre),
  ...pairNames('br', addBreak),
  ...pairNames('img', addAlt),
])
