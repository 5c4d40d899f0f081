// The state of building one page's content tree, and the walk over its children. What an element becomes is its
// handler's.

import type { ChildNode, Element } from 'domhandler'
import type { DocUrl } from '../../core/model/doc-url.ts'
import { isGeneratedId } from '../../core/text/generated-id.ts'
import { isChrome } from '../page/chrome.ts'
import { type Allowance, DEEPEST_NESTING, MOST_BLANKS } from '../page/content-limits.ts'
import { ElementNode } from './content-tree.ts'

/** Adds what `element` becomes to `into`. */
export type Handler = (element: Element, into: ElementNode, build: ContentBuilder) => void

const LONG_BLANKS = new RegExp(`(\\s{${MOST_BLANKS}})\\s+`, 'g')

export class ContentBuilder {
  readonly url: DocUrl
  readonly slots: ElementNode[] = []
  readonly links = new Set<string>()
  /** Id of a Sphinx section whose heading is still to come. */
  sectionId = ''
  /** How many tables the walk is inside of. */
  cellDepth = 0
  /** Lists and quotes that the walk is inside of, and what they put in front of each line. */
  private nesting = 0
  private indent = 0
  private blanks = 0
  private readonly allowance: Allowance
  private readonly skip: ReadonlySet<ChildNode>
  private readonly handlers: ReadonlyMap<string, Handler>
  private readonly fallback: Handler

  constructor(
    url: DocUrl,
    skip: ReadonlySet<ChildNode>,
    allowance: Allowance,
    handlers: ReadonlyMap<string, Handler>,
    fallback: Handler,
  ) {
    this.url = url
    this.skip = skip
    this.allowance = allowance
    this.handlers = handlers
    this.fallback = fallback
  }

  addChildren(parent: { readonly children: readonly ChildNode[] }, into: ElementNode): void {
    for (const child of parent.children) this.addNode(child, into)
  }

  addNode(node: ChildNode, into: ElementNode): void {
    if (node.type === 'text') this.addText(node.data, into)
    else if (node.type === 'tag') {
      if (isChrome(node) || this.skip.has(node)) return
      // It may be a line of its own.
      this.allowance.spend(this.indent)
      const handler = this.handlers.get(node.name) ?? this.fallback
      handler(node, into, this)
    } else if (node.type === 'cdata') this.addChildren(node, into)
  }

  addText(data: string, into: ElementNode): void {
    if (/\S/.test(data)) {
      this.blanks = 0
      into.appendText(data.length > MOST_BLANKS ? data.replace(LONG_BLANKS, '$1') : data)
      return
    }
    const text = data.replace(/[ \t\r\n]+/g, ' ')
    const allowance = this.takeBlanks(text.length)
    if (allowance > 0) into.appendText(text.slice(0, allowance))
  }

  /** How many of `count` blanks or line breaks may follow those that stand there already. */
  takeBlanks(count: number): number {
    const allowance = Math.min(count, MOST_BLANKS - this.blanks)
    this.blanks += allowance
    return allowance
  }

  /** Appends what is no text and yet no blank. */
  addLeaf(node: ElementNode, into: ElementNode): void {
    this.blanks = 0
    this.addValued(node, into)
  }

  /** Appends a node whose value is written. */
  addValued(node: ElementNode, into: ElementNode): void {
    this.allowance.spend(node.value.length)
    into.append(node)
  }

  /**
   * Builds the inside of a list or a quote, each line of which begins with `width` characters; false where it is too
   * deep for that.
   */
  buildWithin(width: number, build: () => void): boolean {
    if (this.nesting >= DEEPEST_NESTING) return false
    this.nesting++
    this.indent += width
    build()
    this.indent -= width
    this.nesting--
    return true
  }

  /** Authored ids of anything but headings: link targets that a passage may carry. */
  addAnchor(element: Element, into: ElementNode): void {
    const id = element.attribs.id ?? (element.name === 'a' ? element.attribs.name : undefined)
    if (id === undefined || id === '' || isGeneratedId(id)) return
    const node = new ElementNode('X-ANCHOR')
    node.value = id
    this.takeSlot(node)
    into.append(node)
  }

  takeSlot(node: ElementNode): void {
    node.slot = this.slots.length
    this.slots.push(node)
  }
}
