// What a page says about itself outside its text: metadata, breadcrumb, language. The markup holds a second head inside
// the body; the first of each wins (the site's own order).

import type { ChildNode, Document, Element } from 'domhandler'
import { z } from 'zod'
import { readCodeText } from '../markdown/code-text.ts'

/** One walk over the document's frame, down to the main content but not into it. */
export interface PageFrame {
  /** Main content of a documentation page or of a Sphinx page; undefined when there is neither. */
  readonly main: Element | undefined
  readonly isSphinx: boolean
  readonly title: string
  readonly lang: string
  readonly meta: ReadonlyMap<string, string>
  /** Names of the breadcrumb in JSON-LD, from the site down to the page; empty without one. */
  readonly trail: readonly string[]
}

interface Walk {
  main: Element | undefined
  sphinxBody: Element | undefined
  title: string | undefined
  lang: string
  readonly meta: Map<string, string>
  trail: readonly string[] | undefined
}

/** Reads the frame of a parsed document. */
export function readFrame(document: Document): PageFrame {
  const walk: Walk = {
    main: undefined,
    sphinxBody: undefined,
    title: undefined,
    lang: '',
    meta: new Map(),
    trail: undefined,
  }
  visit(document.children, walk)
  const { main, sphinxBody, meta } = walk
  return {
    main: main ?? sphinxBody,
    isSphinx: !main && sphinxBody !== undefined,
    title: clean(walk.title ?? ''),
    lang: walk.lang,
    meta,
    trail: walk.trail ?? [],
  }
}

function visit(nodes: readonly ChildNode[], walk: Walk): void {
  for (const node of nodes) {
    if (node.type === 'script') {
      if (!walk.trail && node.attribs.type === 'application/ld+json')
        walk.trail = parseBreadcrumbNames(readScript(node))
      continue
    }
    if (node.type !== 'tag') continue
    const { name, attribs } = node
    if (name === 'html') walk.lang ||= attribs.lang ?? ''
    else if (name === 'title') walk.title ??= readCodeText(node)
    else if (name === 'meta') {
      const key =
        attribs.name ?? (attribs['http-equiv'] ? `http-equiv:${attribs['http-equiv'].toLowerCase()}` : undefined)
      if (key !== undefined && !walk.meta.has(key)) walk.meta.set(key, attribs.content ?? '')
    } else if (attribs.id === 'main-col-body') {
      walk.main ??= node
      continue
    } else if (name === 'div' && attribs.class === 'body' && !walk.sphinxBody) {
      walk.sphinxBody = node
      continue
    }
    if (node.children.length > 0) visit(node.children, walk)
  }
}

const BREADCRUMB = z.object({
  '@type': z.literal('BreadcrumbList'),
  itemListElement: z.array(z.object({ name: z.string(), position: z.number().optional() })),
})

function parseBreadcrumbNames(json: string): readonly string[] | undefined {
  try {
    const parsed = BREADCRUMB.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data.itemListElement.map((item) => clean(item.name)) : undefined
  } catch {
    return undefined
  }
}

function readScript(script: Element): string {
  return script.children.map((child) => (child.type === 'text' ? child.data : '')).join('')
}

export function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
