// The little XML reading that sitemaps and feeds need, tolerant of prefixes and of whatever stands around the elements.

import type { Element } from 'domhandler'
import { parseMarkup } from './page/parse-markup.ts'
import { clean } from './page-metadata.ts'

/** The document element; undefined when the text holds none. */
export function xmlRoot(xml: string): Element | undefined {
  return parseMarkup(xml, true).children.find((child): child is Element => child.type === 'tag')
}

/** Name without its prefix, lower-case. */
export function localName(element: Element): string {
  return element.name.slice(element.name.indexOf(':') + 1).toLowerCase()
}

/** Child elements by local name, in the order written. */
export function childrenNamed(parent: Element, name: string): Element[] {
  return parent.children.filter((child): child is Element => child.type === 'tag' && localName(child) === name)
}

/** Text of the first child of exactly that name; undefined when there is none or it is empty. `image:loc` is not `loc`. */
export function childText(parent: Element, name: string): string | undefined {
  const prefix = parent.name.slice(0, parent.name.indexOf(':') + 1)
  const child = parent.children.find((one): one is Element => one.type === 'tag' && one.name === prefix + name)
  return (child && clean(textOf(child))) || undefined
}

function textOf(element: Element): string {
  let text = ''
  for (const child of element.children) {
    if (child.type === 'text') text += child.data
    else if ('children' in child) text += textOf(child as Element)
  }
  return text
}
