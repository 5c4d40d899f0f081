// The small document tree that Turndown walks: just the part of the DOM that it asks for
// (https://github.com/mixmark-io/turndown takes any node), each answer in constant time. Built once from the parser's
// tree. Knows nothing of the site's markup.

import { escapeText, mayBeMarkup } from './escape-text.ts'

/** What a leaf stands for in the assembled Markdown; its place in the text is held by a token, see tokens.ts. */
export type SlotKind = 'code' | 'heading' | 'table' | 'anchor'

export interface TableRow {
  readonly isHeader: boolean
  readonly group: number
  readonly cells: readonly ElementNode[]
}

/** Names that Turndown looks for below a node without text, one bit each. */
const SOUGHT = new Map(['A', 'BR', 'HR', 'IMG', 'TABLE', 'TD'].map((name, index) => [name, 1 << index]))

export class TextNode {
  readonly nodeType = 3
  readonly nodeName = '#text'
  data: string
  parentNode: ElementNode
  previousSibling: ContentNode | null = null
  nextSibling: ContentNode | null = null
  // Turndown's notes on the node, declared to keep one object shape.
  isBlock = false
  isCode = false
  isBlank = false
  flankingWhitespace: unknown = undefined
  isRemoved = false
  readonly childNodes: readonly ContentNode[] = []
  readonly firstChild = null

  constructor(data: string, parent: ElementNode) {
    this.data = data
    this.parentNode = parent
  }

  /** Escaped here, where the place in the line is known; Turndown has only the text. */
  get nodeValue(): string {
    if (this.isCode || !mayBeMarkup(this.data)) return this.data
    const before = findBeside(this, 'previousSibling')
    const after = findBeside(this, 'nextSibling')
    const isInBlock = !INLINE.has(this.parentNode.nodeName)
    return escapeText(this.data, {
      followsBreak: before?.nodeName === 'BR',
      // A cell is one line of its table.
      startsBlock: isInBlock && this.parentNode.nodeName !== 'TD' && (!before || isApart(before)),
      endsLine: isInBlock && (!after || isApart(after)),
    })
  }

  get textContent(): string {
    return this.data
  }
}

export class ElementNode {
  readonly nodeType = 1
  /** Upper-case tag, as in an HTML document. */
  readonly nodeName: string
  parentNode: ElementNode | null = null
  previousSibling: ContentNode | null = null
  nextSibling: ContentNode | null = null
  firstChild: ContentNode | null = null
  lastChild: ContentNode | null = null
  /** The last child that leaves something in the text, while the tree is built: there is no walk over anchors to it. */
  lastInText: ContentNode | null = null
  isBlock = false
  isCode = false
  isBlank = false
  flankingWhitespace: unknown = undefined
  isRemoved = false

  /** Index into the page's slots; -1 where the node has none. */
  slot = -1
  /** Code text, link target, image source, element id: whatever the node's rule needs, by kind of node. */
  value = ''
  /** Language of a code block, alternative text of an image. */
  detail = ''
  /** Level of a heading, number of an ordered item (0: a bullet). */
  level = 0
  colSpan = 1
  rowSpan = 1
  /** Rows of a table; its title is the first child when `level` is 1. */
  rows: TableRow[] | undefined = undefined
  /** Markdown of the content, kept by the rules of headings and cells. */
  markdown = ''
  private nodes: ContentNode[] = []
  private hasHoles = false
  private text: string | undefined = undefined
  private held = -1

  constructor(nodeName: string) {
    this.nodeName = nodeName
  }

  get childNodes(): readonly ContentNode[] {
    if (this.hasHoles) {
      this.nodes = this.nodes.filter((node) => !node.isRemoved)
      this.hasHoles = false
    }
    return this.nodes
  }

  /** Cached: Turndown asks at every level, after white space was collapsed. */
  get textContent(): string {
    if (this.text === undefined) {
      let text = this.nodeName === 'PRE' ? this.value : ''
      for (const child of this.childNodes) text += child.textContent
      this.text = text
    }
    return this.text
  }

  append(child: ContentNode): void {
    const last = this.lastChild
    child.parentNode = this
    child.previousSibling = last
    if (last) last.nextSibling = child
    else this.firstChild = child
    this.lastChild = child
    if (child.nodeName !== 'X-ANCHOR') this.lastInText = child
    this.nodes.push(child)
  }

  /** Adjacent text becomes one node. */
  appendText(data: string): void {
    const last = this.lastChild
    if (last instanceof TextNode) last.data += data
    else this.append(new TextNode(data, this))
  }

  removeChild(child: ContentNode): ContentNode {
    const { previousSibling, nextSibling } = child
    if (previousSibling) previousSibling.nextSibling = nextSibling
    else this.firstChild = nextSibling
    if (nextSibling) nextSibling.previousSibling = previousSibling
    else this.lastChild = previousSibling
    child.isRemoved = true
    this.hasHoles = true
    return child
  }

  /** As many as matter: Turndown asks whether there are any, by 27 names at every level. */
  getElementsByTagName(name: string): readonly ElementNode[] {
    return this.countHeldNames() & (SOUGHT.get(name) ?? 0) ? [this] : []
  }

  private countHeldNames(): number {
    if (this.held < 0) {
      let held = 0
      for (const child of this.childNodes) {
        if (child instanceof ElementNode) held |= (SOUGHT.get(child.nodeName) ?? 0) | child.countHeldNames()
      }
      this.held = held
    }
    return this.held
  }

  /** Turndown copies its input to spare it; ours is made for it and thrown away. */
  cloneNode(): this {
    return this
  }
}

export type ContentNode = ElementNode | TextNode

/** Elements that stand within a line. */
const INLINE = new Set(['A', 'CODE', 'DEL', 'EM', 'IMG', 'STRONG', 'SUB', 'SUP', '#text'])

/** Whether it is no part of a line of text. */
export function isApart({ nodeName }: ContentNode): boolean {
  return !INLINE.has(nodeName)
}

/** The neighbour that leaves something in the text. */
function findBeside(node: ContentNode, side: 'previousSibling' | 'nextSibling'): ContentNode | null {
  let next = node[side]
  while (next?.nodeName === 'X-ANCHOR') next = next[side]
  return next
}
