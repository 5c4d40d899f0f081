// From cheerio's tree of the main content to the content tree that Turndown converts: chrome left out, the site's own markup
// (notes, tabs, expandable sections, terms) turned into plain elements, code and tables taken out of Turndown's hands.

import type { ChildNode, Element } from 'domhandler'
import type { DocUrl } from '../core/doc-url.ts'
import { isChrome } from './chrome.ts'
import { codeLanguage, codeText, preText } from './code-text.ts'
import { contentLink } from './content-link.ts'
import { ElementNode } from './content-tree.ts'
import { tableRows } from './table-rows.ts'

export interface Content {
  readonly root: ElementNode
  /** Nodes that tokens stand for, by slot. */
  readonly slots: readonly ElementNode[]
  /** Paths of pages of the site that are linked to, in order, each once. */
  readonly links: ReadonlySet<string>
}

/** Ids that the site's build makes up; they change with every deployment. */
export function isGeneratedId(id: string): boolean {
  return /^w\d+a[a-z]/.test(id)
}

interface Build {
  readonly url: DocUrl
  readonly slots: ElementNode[]
  readonly links: Set<string>
  /** Id of a Sphinx section whose heading is still to come. */
  sectionId: string
  cellDepth: number
}

/** Builds the tree below `main`; `skip` are elements to leave out besides chrome. */
export function buildContent(main: Element, url: DocUrl, skip: ReadonlySet<ChildNode>): Content {
  const build: Build = { url, slots: [], links: new Set(), sectionId: '', cellDepth: 0 }
  const root = new ElementNode('DIV')
  for (const child of main.children) if (!skip.has(child)) addNode(child, root, build, skip)
  build.links.delete(url.path)
  return { root, slots: build.slots, links: build.links }
}

function addNode(node: ChildNode, into: ElementNode, build: Build, skip: ReadonlySet<ChildNode>): void {
  if (node.type === 'text') into.appendText(node.data)
  else if (node.type === 'tag') {
    if (isChrome(node) || skip.has(node)) return
    const handler = HANDLERS.get(node.name)
    if (handler) handler(node, into, build, skip)
    else addUnknown(node, into, build, skip)
  } else if (node.type === 'cdata') addChildren(node, into, build, skip)
}

type Parent = { readonly children: readonly ChildNode[] }
type Handler = (element: Element, into: ElementNode, build: Build, skip: ReadonlySet<ChildNode>) => void

function addChildren(parent: Parent, into: ElementNode, build: Build, skip: ReadonlySet<ChildNode>): void {
  for (const child of parent.children) addNode(child, into, build, skip)
}

/** An element of `name` with the children of `element`, appended when it holds anything. */
function as(name: string): Handler {
  return (element, into, build, skip) => {
    const node = new ElementNode(name)
    addAnchor(element, node, build)
    addChildren(element, node, build, skip)
    if (node.firstChild) into.append(node)
  }
}

const addBlock = as('DIV')
const addBold: Handler = (element, into, build, skip) => addBoldLine(element, into, build, skip)

// Elements of no meaning here are seen through; those that hold blocks stay blocks.
const addUnknown: Handler = (element, into, build, skip) => {
  if (element.name.includes('-') || element.children.some(isBlockLike)) addBlock(element, into, build, skip)
  else {
    addAnchor(element, into, build)
    addChildren(element, into, build, skip)
  }
}

const NOTE = /(?:^|\s)(?:awsdocs-note|admonition)(?:\s|$)/

const addDiv: Handler = (element, into, build, skip) => {
  const classes = element.attribs.class ?? ''
  if (NOTE.test(classes)) as('BLOCKQUOTE')(element, into, build, skip)
  else if (/^title$/.test(classes) && build.cellDepth > 0) addChildren(element, into, build, skip)
  else if (classes === 'section' || element.name === 'section') addSection(element, into, build, skip)
  else addBlock(element, into, build, skip)
}

// Sphinx puts the id on the section, docbook on the heading.
const addSection: Handler = (element, into, build, skip) => {
  const first = element.children.find((child): child is Element => child.type === 'tag' && child.name !== 'span')
  if (first && /^h[1-5]$/.test(first.name) && !first.attribs.id) {
    build.sectionId = element.attribs.id ?? ''
    addChildren(element, into, build, skip)
  } else addBlock(element, into, build, skip)
}

const addHeading: Handler = (element, into, build, skip) => {
  if (build.cellDepth > 0 || /\badmonition-title\b/.test(element.attribs.class ?? '')) {
    addBoldLine(element, into, build, skip)
    return
  }
  const node = new ElementNode(element.name.toUpperCase())
  addChildren(element, node, build, skip)
  if (node.textContent.trim() === '') return
  node.level = Number(element.name.charAt(1))
  const id = element.attribs.id ?? build.sectionId
  build.sectionId = ''
  node.value = isGeneratedId(id) ? '' : id
  takeSlot(node, build)
  into.append(node)
}

const addBoldLine: Handler = (element, into, build, skip) => {
  const line = new ElementNode('P')
  addAnchor(element, line, build)
  const strong = new ElementNode('STRONG')
  addChildren(element, strong, build, skip)
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
const addExpandable: Handler = (element, into, build, skip) => {
  const node = new ElementNode('DIV')
  addAnchor(element, node, build)
  addLabel(element.attribs.header ?? '', node)
  addChildren(element, node, build, skip)
  into.append(node)
}

// <awsdocs-tabs><dl><dt>Console</dt><dd tab-id="console">: hidden by style until a script shows them.
const addTerm: Handler = (element, into, build, skip) => {
  const isTab =
    element.parent?.type === 'tag' &&
    element.parent.parent?.type === 'tag' &&
    element.parent.parent.name === 'awsdocs-tabs'
  if (isTab) addLabel(`[ ${codeText(element).trim()} ]`, into)
  else addBoldLine(element, into, build, skip)
}

const addPre: Handler = (element, into, build) => {
  const node = new ElementNode('PRE')
  const text = preText(element)
  if (text.trim() === '') return
  addAnchor(element, into, build)
  node.value = text
  node.detail = codeLanguage(element)
  takeSlot(node, build)
  collectLinks(element, build)
  into.append(node)
}

const addCode: Handler = (element, into, build, skip) => {
  const children = element.children.filter((child) => child.type !== 'text' || child.data.trim() !== '')
  const only = children.length === 1 ? children[0] : undefined
  if (only?.type === 'tag' && only.name === 'a' && only.attribs.href) {
    const link = addLinkNode(only, into, build)
    if (link) {
      addCodeNode(codeText(only), link)
      return
    }
  }
  addAnchor(element, into, build)
  if (element.children.some((child) => child.type === 'tag' && child.name === 'img')) {
    addChildren(element, into, build, skip)
    return
  }
  collectLinks(element, build)
  addCodeNode(codeText(element), into)
}

// Two spans of code side by side would join their backticks: they are one.
function addCodeNode(text: string, into: ElementNode): void {
  if (text === '') return
  const last = into.lastChild
  if (last instanceof ElementNode && last.nodeName === 'CODE') {
    last.appendText(text)
    return
  }
  const node = new ElementNode('CODE')
  node.appendText(text)
  into.append(node)
}

const addLink: Handler = (element, into, build, skip) => {
  addAnchor(element, into, build)
  const link = element.attribs.href === undefined ? undefined : addLinkNode(element, into, build)
  addChildren(element, link ?? into, build, skip)
}

function addLinkNode(element: Element, into: ElementNode, build: Build): ElementNode | undefined {
  const { href, page } = contentLink(element.attribs.href ?? '', build.url)
  if (page) build.links.add(page)
  if (href === undefined || into.nodeName === 'A') return undefined
  const node = new ElementNode('A')
  node.value = href
  into.append(node)
  return node
}

function collectLinks(element: Element, build: Build): void {
  for (const child of element.children) {
    if (child.type !== 'tag') continue
    if (child.name === 'a' && child.attribs.href) {
      const { page } = contentLink(child.attribs.href, build.url)
      if (page) build.links.add(page)
    }
    collectLinks(child, build)
  }
}

const addImage: Handler = (element, into, build) => {
  const { href } = contentLink(element.attribs.src ?? '', build.url)
  if (href === undefined) return
  const node = new ElementNode('IMG')
  node.value = href
  node.detail = element.attribs.alt ?? ''
  into.append(node)
}

// A video: its address is all that text can hold.
const addFrame: Handler = (element, into, build) => {
  const { href } = contentLink(element.attribs.src ?? element.attribs['data-src'] ?? '', build.url)
  if (href === undefined) return
  const node = new ElementNode('A')
  node.value = href
  node.appendText(element.attribs.title ?? href)
  into.append(node)
}

const addList: Handler = (element, into, build, skip) => {
  const list = new ElementNode(element.name.toUpperCase())
  addAnchor(element, into, build)
  let number = element.name === 'ol' ? Number.parseInt(element.attribs.start ?? '1', 10) || 1 : 0
  for (const child of element.children) {
    if (child.type === 'tag' && child.name === 'li' && !isChrome(child)) {
      const item = new ElementNode('LI')
      if (number > 0) number = Number.parseInt(child.attribs.value ?? '', 10) || number
      item.level = number
      if (number > 0) number++
      addAnchor(child, item, build)
      addChildren(child, item, build, skip)
      if (item.firstChild) list.append(item)
    } else if (child.type !== 'text' || child.data.trim() !== '') addNode(child, list, build, skip)
  }
  if (list.firstChild) into.append(list)
}

const addTable: Handler = (element, into, build, skip) => {
  const table = new ElementNode('TABLE')
  addAnchor(element, into, build)
  build.cellDepth++
  const { title, rows } = tableRows(element)
  const cell = (from: Element, anchors: Element | undefined): ElementNode => {
    const node = new ElementNode('TD')
    if (anchors) addAnchor(anchors, node, build)
    addAnchor(from, node, build)
    addChildren(from, node, build, skip)
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
  takeSlot(table, build)
  into.append(table)
}

function span(written: string | undefined): number {
  const count = written === undefined ? 1 : Number.parseInt(written, 10)
  return Number.isNaN(count) ? 1 : Math.min(Math.max(count, 0), 1000)
}

// Authored ids of anything but headings: link targets that a passage may carry.
function addAnchor(element: Element, into: ElementNode, build: Build): void {
  const id = element.attribs.id ?? (element.name === 'a' ? element.attribs.name : undefined)
  if (id === undefined || id === '' || isGeneratedId(id)) return
  const node = new ElementNode('X-ANCHOR')
  node.value = id
  takeSlot(node, build)
  into.append(node)
}

function takeSlot(node: ElementNode, build: Build): void {
  node.slot = build.slots.length
  build.slots.push(node)
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

const seeThrough: Handler = (element, into, build, skip) => {
  addAnchor(element, into, build)
  addChildren(element, into, build, skip)
}

const HANDLERS = new Map<string, Handler>([
  ...same('p', as('P')),
  ...same('div section', addDiv),
  ...same('article main aside header footer figure figcaption dl dd center form fieldset details', addBlock),
  ...same('h1 h2 h3 h4 h5', addHeading),
  ...same('h6 summary', addBold),
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
