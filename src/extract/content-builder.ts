// The state of building one page's content tree, and the walk over its children. What an element becomes is its handler's.

import type { ChildNode, Element } from 'domhandler'
import type { DocUrl } from '../core/doc-url.ts'
import { isChrome } from './chrome.ts'
import { ElementNode } from './content-tree.ts'

/** Adds what `element` becomes to `into`. */
export type Handler = (element: Element, into: ElementNode, build: ContentBuilder) => void

/** Ids that the site's build makes up; they change with every deployment. */
export function isGeneratedId(id: string): boolean {
  return /^w\d+a[a-z]/.test(id)
}

export class ContentBuilder {
  readonly url: DocUrl
  readonly slots: ElementNode[] = []
  readonly links = new Set<string>()
  /** Id of a Sphinx section whose heading is still to come. */
  sectionId = ''
  /** How many tables the walk is inside of. */
  cellDepth = 0
  private readonly skip: ReadonlySet<ChildNode>
  private readonly handlers: ReadonlyMap<string, Handler>
  private readonly fallback: Handler

  constructor(url: DocUrl, skip: ReadonlySet<ChildNode>, handlers: ReadonlyMap<string, Handler>, fallback: Handler) {
    this.url = url
    this.skip = skip
    this.handlers = handlers
    this.fallback = fallback
  }

  addChildren(parent: { readonly children: readonly ChildNode[] }, into: ElementNode): void {
    for (const child of parent.children) this.addNode(child, into)
  }

  addNode(node: ChildNode, into: ElementNode): void {
    if (node.type === 'text') into.appendText(node.data)
    else if (node.type === 'tag') {
      if (isChrome(node) || this.skip.has(node)) return
      const handler = this.handlers.get(node.name) ?? this.fallback
      handler(node, into, this)
    } else if (node.type === 'cdata') this.addChildren(node, into)
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
