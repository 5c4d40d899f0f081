// The small document tree that Turndown walks: just the part of the DOM that it asks for (https://github.com/mixmark-io/turndown
// takes any node). Built once from cheerio's tree, so that a page is parsed once. Knows nothing of the site's markup.

/** What a leaf stands for in the assembled Markdown; its place in the text is held by a token, see tokens.ts. */
export type SlotKind = 'code' | 'heading' | 'table' | 'anchor'

export interface TableRow {
  readonly isHeader: boolean
  readonly cells: readonly ElementNode[]
}

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
  readonly childNodes: readonly ContentNode[] = []
  readonly firstChild = null

  constructor(data: string, parent: ElementNode) {
    this.data = data
    this.parentNode = parent
  }

  get nodeValue(): string {
    return this.data
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
  readonly childNodes: ContentNode[] = []
  isBlock = false
  isCode = false
  isBlank = false
  flankingWhitespace: unknown = undefined

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
  private text: string | undefined = undefined

  constructor(nodeName: string) {
    this.nodeName = nodeName
  }

  get firstChild(): ContentNode | null {
    return this.childNodes[0] ?? null
  }

  get lastChild(): ContentNode | null {
    return this.childNodes[this.childNodes.length - 1] ?? null
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
    this.childNodes.push(child)
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
    if (nextSibling) nextSibling.previousSibling = previousSibling
    this.childNodes.splice(this.childNodes.indexOf(child), 1)
    return child
  }

  getElementsByTagName(name: string): ElementNode[] {
    const found: ElementNode[] = []
    for (const child of this.childNodes) {
      if (!(child instanceof ElementNode)) continue
      if (child.nodeName === name) found.push(child)
      found.push(...child.getElementsByTagName(name))
    }
    return found
  }

  /** Turndown copies its input to spare it; ours is made for it and thrown away. */
  cloneNode(): this {
    return this
  }
}

export type ContentNode = ElementNode | TextNode
