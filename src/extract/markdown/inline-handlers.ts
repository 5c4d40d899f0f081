// Handlers of leaves and of elements within lines: code, links, images, embedded videos.

import type { Element } from 'domhandler'
import { readCodeLanguage, readCodeText, readPreText } from './code-text.ts'
import type { ContentBuilder, Handler } from './content-builder.ts'
import { resolveContentLink } from './content-link.ts'
import { ElementNode } from './content-tree.ts'

export const addPre: Handler = (element, into, build) => {
  const node = new ElementNode('PRE')
  const text = readPreText(element)
  if (text.trim() === '') return
  build.addAnchor(element, into)
  node.value = text
  node.detail = readCodeLanguage(element)
  build.takeSlot(node)
  collectLinks(element, build)
  build.addLeaf(node, into)
}

export const addCode: Handler = (element, into, build) => {
  const children = element.children.filter((child) => child.type !== 'text' || child.data.trim() !== '')
  const only = children.length === 1 ? children[0] : undefined
  if (only?.type === 'tag' && only.name === 'a' && only.attribs.href) {
    const link = addLinkNode(only, into, build)
    if (link) {
      addCodeNode(readCodeText(only), link, build)
      return
    }
  }
  build.addAnchor(element, into)
  if (element.children.some((child) => child.type === 'tag' && child.name === 'img')) {
    build.addChildren(element, into)
    return
  }
  collectLinks(element, build)
  addCodeNode(readCodeText(element), into, build)
}

// Two spans of code side by side would join their backticks: they are one.
function addCodeNode(text: string, into: ElementNode, build: ContentBuilder): void {
  if (text === '') return
  const last = into.lastChild
  if (last instanceof ElementNode && last.nodeName === 'CODE') {
    last.appendText(text)
    return
  }
  const node = new ElementNode('CODE')
  node.appendText(text)
  build.addLeaf(node, into)
}

export const addLink: Handler = (element, into, build) => {
  build.addAnchor(element, into)
  const link = element.attribs.href === undefined ? undefined : addLinkNode(element, into, build)
  build.addChildren(element, link ?? into)
}

function addLinkNode(element: Element, into: ElementNode, build: ContentBuilder): ElementNode | undefined {
  const { href, page } = resolveContentLink(element.attribs.href ?? '', build.url)
  if (page) build.links.add(page)
  if (href === undefined || into.nodeName === 'A') return undefined
  const node = new ElementNode('A')
  node.value = href
  build.addValued(node, into)
  return node
}

function collectLinks(element: Element, build: ContentBuilder): void {
  for (const child of element.children) {
    if (child.type !== 'tag') continue
    if (child.name === 'a' && child.attribs.href) {
      const { page } = resolveContentLink(child.attribs.href, build.url)
      if (page) build.links.add(page)
    }
    collectLinks(child, build)
  }
}

export const addImage: Handler = (element, into, build) => {
  const { href } = resolveContentLink(element.attribs.src ?? '', build.url)
  if (href === undefined) return
  const node = new ElementNode('IMG')
  node.value = href
  node.detail = element.attribs.alt ?? ''
  build.addLeaf(node, into)
}

// A video: its address is all that text can hold.
export const addFrame: Handler = (element, into, build) => {
  const { href } = resolveContentLink(element.attribs.src ?? element.attribs['data-src'] ?? '', build.url)
  if (href === undefined) return
  const node = new ElementNode('A')
  node.value = href
  node.appendText(element.attribs.title ?? href)
  build.addLeaf(node, into)
}
