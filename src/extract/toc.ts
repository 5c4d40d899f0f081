// Tables of contents (`toc-contents.json` and its siblings): the guide's pages in reading order. Pure; fetching is the crawl's.

import { z } from 'zod'
import { type DocUrl, parseDocUrl, resolveLink } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import type { TocEntry } from '../core/guide.ts'
import { clean } from './page-metadata.ts'

interface WrittenNode {
  title?: string | undefined
  href?: string | undefined
  include_contents?: string | undefined
  contents?: WrittenNode[] | undefined
}

const NODE: z.ZodType<WrittenNode> = z.object({
  title: z.string().optional(),
  href: z.string().optional(),
  include_contents: z.string().optional(),
  get contents() {
    return z.array(NODE).optional()
  },
})
const TOC = z.object({ contents: z.array(NODE) })

export interface Toc {
  readonly entries: TocEntry[]
  /** Sibling files that hold the contents of some nodes, in order, each once: to be read and grafted on. */
  readonly includes: string[]
}

export interface TocPage {
  readonly page: string
  readonly title: string
  /** Titles from the outermost node down to the parent. */
  readonly parents: readonly string[]
}

/**
 * Reads a table of contents of the guide at `guideBase` (`/lambda/latest/dg/`). Nodes that lead out of the guide keep their
 * title and children, without a page. Throws BAD_INPUT when the text is not a table of contents.
 */
export function parseToc(json: string, guideBase: string): Toc {
  const guide = parseDocUrl(guideBase)
  if (!guide) throw new DocsError('BAD_INPUT', `"${guideBase}" is not the folder of a guide.`)
  const includes = new Set<string>()
  try {
    const { contents } = TOC.parse(JSON.parse(json.replace(/^\uFEFF/, '')))
    return { entries: contents.map((node) => entryOf(node, guide, includes)), includes: [...includes] }
  } catch (cause) {
    throw new DocsError(
      'BAD_INPUT',
      `The table of contents of ${guideBase} could not be read: not the expected JSON.`,
      {
        hint: 'The guide can still be harvested from its sitemap or its landing page.',
        cause,
      },
    )
  }
}

function entryOf(node: WrittenNode, guide: DocUrl, includes: Set<string>): TocEntry {
  if (node.include_contents) includes.add(node.include_contents)
  const url = node.href ? resolveLink(node.href, guide) : undefined
  return {
    title: clean(node.title ?? ''),
    page: url?.base === guide.base ? url.page : undefined,
    children: (node.contents ?? []).map((child) => entryOf(child, guide, includes)),
  }
}

/**
 * Puts the entries of an included file where they belong: its root repeats a node of `entries` (same page, else same title),
 * whose children it replaces. What matches no node is added at the end.
 */
export function graftToc(entries: readonly TocEntry[], included: readonly TocEntry[]): TocEntry[] {
  let result = [...entries]
  for (const root of included) {
    const grafted = replaceNode(result, root)
    result = grafted ?? [...result, root]
  }
  return result
}

function replaceNode(entries: readonly TocEntry[], root: TocEntry): TocEntry[] | undefined {
  for (const [index, entry] of entries.entries()) {
    const isSame = root.page === undefined ? entry.title === root.title : entry.page === root.page
    const children = isSame && root.children.length > 0 ? root.children : replaceNode(entry.children, root)
    if (isSame || children) return entries.with(index, { ...entry, children: children ?? entry.children })
  }
  return undefined
}

/** Pages in reading order, each once: where it stands first. */
export function flattenToc(entries: readonly TocEntry[]): TocPage[] {
  const pages = new Map<string, TocPage>()
  const visit = (nodes: readonly TocEntry[], parents: readonly string[]): void => {
    for (const { title, page, children } of nodes) {
      if (page !== undefined && !pages.has(page)) pages.set(page, { page, title, parents })
      if (children.length > 0) visit(children, [...parents, title])
    }
  }
  visit(entries, [])
  return [...pages.values()]
}
