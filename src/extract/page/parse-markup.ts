// From HTML or XML to a tree of bounded depth, in time that grows with the text alone. Elements below the bound are
// seen through: their text stands in the deepest element that is kept. Everything that walks the tree may recurse.

import { type Document, DomHandler, type Element } from 'domhandler'
import { Parser } from 'htmlparser2'
import { RESERVED, RESERVED_AS_WRITTEN } from '../markdown/placeholders.ts'

/** Elements within each other. The site's pages have 28. */
export const DEEPEST = 128

// Their text is not markup to the parser, so that it has to see where they end.
const RAW = new Set(['script', 'style', 'title', 'textarea'])

/** What the parser keeps of the elements that are open. Each start and end tag costs it the length of these lists. */
interface OpenElements {
  readonly stack: string[]
  readonly foreignContext: boolean[]
}

class BoundedHandler extends DomHandler {
  private open: OpenElements = { stack: [], foreignContext: [] }
  private readonly isClean: boolean

  constructor(isXml: boolean, isClean: boolean) {
    super(undefined, { xmlMode: isXml })
    this.isClean = isClean
  }

  override onparserinit(parser: Parameters<DomHandler['onparserinit']>[0]): void {
    super.onparserinit(parser)
    this.open = parser as unknown as OpenElements
  }

  override onopentag(name: string, attribs: Record<string, string>): void {
    const { stack, foreignContext } = this.open
    if (foreignContext.length > DEEPEST) foreignContext.length = DEEPEST
    // Equal only if the parser waits for an end tag.
    const isOpen = stack.length === this.tagStack.length
    if (isOpen && stack.length > DEEPEST + (RAW.has(name) ? 1 : 0)) {
      stack.shift()
      this.ontext(' ')
      return
    }
    if (!this.isClean) for (const key in attribs) attribs[key] = removeReserved(attribs[key] ?? '')
    super.onopentag(name, attribs)
  }

  override ontext(data: string): void {
    super.ontext(this.isClean ? data : removeReserved(data))
  }
}

/** The tree of `text`; `isXml` keeps the case of names and knows no elements of HTML. */
export function parseMarkup(text: string, isXml = false): Document {
  const handler = new BoundedHandler(isXml, !RESERVED_AS_WRITTEN.test(text))
  new Parser(handler, { xmlMode: isXml, decodeEntities: true }).end(text)
  return handler.root
}

/** Child elements, in the order written. */
export function listChildElements(parent: Element): Element[] {
  return parent.children.filter((child): child is Element => child.type === 'tag')
}

function removeReserved(text: string): string {
  return text.replace(RESERVED, '')
}
