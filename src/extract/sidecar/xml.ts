// The little XML reading that sitemaps and feeds need, tolerant of prefixes and of whatever stands around the elements.

import { load } from 'cheerio/slim'
import type { ChildNode, Element } from 'domhandler'
import { clean } from '../page/page-metadata.ts'
import { parseMarkup } from '../page/parse-markup.ts'

/** The document element; undefined when the text holds none. */
export function parseXmlRoot(xml: string): Element | undefined {
  return load(parseMarkup(xml, true), { xml: true }).root().children()[0]
}

/** Name without its prefix, lower-case. */
export function getLocalName(element: Element): string {
  return element.name.slice(element.name.indexOf(':') + 1).toLowerCase()
}

/** Child elements by local name, in the order written. */
export function listChildrenNamed(parent: Element, name: string): Element[] {
  return parent.children.filter((child): child is Element => child.type === 'tag' && getLocalName(child) === name)
}

/**
 * Text of the first child of exactly that name; undefined when there is none or it is empty. `image:loc` is not `loc`.
 */
export function readChildText(parent: Element, name: string): string | undefined {
  const prefix = parent.name.slice(0, parent.name.indexOf(':') + 1)
  const child = parent.children.find((one): one is Element => one.type === 'tag' && one.name === prefix + name)
  return (child && clean(readText(child))) || undefined
}

// Without recursion: the text is somebody else's, and so is its depth.
function readText(element: Element): string {
  let text = ''
  const waiting: ChildNode[] = [...element.children].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'text') text += node.data
    else if ('children' in node) for (const child of node.children.toReversed()) waiting.push(child)
  }
  return text
}
