// The images of a Markdown text as extraction writes them, in order. Pure, and linear in the text.

import { getImagePath, MAX_IMAGES_OF_PAGE } from '../model/image.ts'
import { listCodeBlocks } from './markdown-blocks.ts'

export interface ImageLink {
  /** As extraction resolved it. */
  readonly address: string
  readonly alt: string
}

// Extraction leaves no blank, bracket or angle in an address; alternative texts are one line.
const IMAGE = /!\[((?:[^[\]\\\n]|\\.){0,5000})\]\(([^()\s<>]{1,2000})\)/g

export function listImageLinks(markdown: string): ImageLink[] {
  if (!markdown.includes('![')) return []
  const blocks = listCodeBlocks(markdown)
  let next = 0
  const found: ImageLink[] = []
  for (const { index, 1: alt = '', 2: address = '' } of markdown.matchAll(IMAGE)) {
    while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1
    if ((blocks[next]?.start ?? Number.POSITIVE_INFINITY) <= index) continue
    found.push({ address, alt: alt.replace(/\\([!-/:-@[-`{-~])/g, '$1') })
  }
  return found
}

/** Paths of those that can be had from the site, each once, as many as are kept of one page. */
export function listImagePaths(markdown: string): string[] {
  const paths = listImageLinks(markdown).flatMap(({ address }) => getImagePath(address) ?? [])
  return [...new Set(paths)].slice(0, MAX_IMAGES_OF_PAGE)
}
