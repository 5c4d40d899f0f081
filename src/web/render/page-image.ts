// An image in the text of a page: from this server where it can be had, else a placeholder with its words and the way
// to see it.

import type { Element, ElementContent } from 'hast'
import { getImagePath } from '../../core/model/image.ts'
import type { UiText } from '../views/ui-text.ts'

export interface ShownImage {
  /** On this server. */
  readonly src: string
  /** In pixels, where it is known. */
  readonly width: number | undefined
  readonly height: number | undefined
}

/** How the image of a path can be shown; undefined when it cannot be had. */
export type FindImage = (path: string) => ShownImage | undefined

/** Smaller ones are marks within a line: a tick, a key, a button. */
const SMALLEST_FIGURE = 64

export function renderPageImage(image: Element, find: FindImage, text: UiText, isInLink: boolean): ElementContent {
  const src = String(image.properties.src ?? '')
  const alt = String(image.properties.alt ?? '').trim()
  const path = src === '' ? undefined : getImagePath(src)
  const shown = path === undefined ? undefined : find(path)
  const instead = renderPlaceholder(src, alt, text, isInLink)
  if (!shown) return instead
  const { src: local, width, height } = shown
  const isMark = Math.max(width ?? SMALLEST_FIGURE, height ?? SMALLEST_FIGURE) < SMALLEST_FIGURE
  const size = width !== undefined && height !== undefined ? { width, height } : {}
  const drawn = makeElement('img', { src: local, alt, ...size, loading: 'lazy', decoding: 'async' }, [])
  const label = alt === '' ? text.imageAlone : `${text.imageAlone}: ${alt}`
  const opened = isInLink || isMark ? drawn : makeElement('a', { href: local, ariaLabel: label }, [drawn])
  // The placeholder takes the place of an image that did not come (assets/reading.js).
  instead.properties = { ...instead.properties, hidden: true }
  return makeElement('span', { className: isMark ? ['picture', 'mark'] : ['picture'] }, [opened, instead])
}

function renderPlaceholder(src: string, alt: string, text: UiText, isInLink: boolean): Element {
  const label = `${text.image}${alt === '' ? '' : `: ${alt}`}`
  // Links within links are none, and some addresses are those of a folder.
  const hasLink = src !== '' && !isInLink && !src.endsWith('/')
  const link = { href: src, rel: ['noopener', 'noreferrer'], className: ['external'] }
  const more = hasLink ? [makeText(' — '), makeElement('a', link, [makeText(text.openOnSite)])] : []
  return makeElement('span', { className: ['image'] }, [makeText(label), ...more])
}

function makeText(value: string): ElementContent {
  return { type: 'text', value }
}

function makeElement(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}
