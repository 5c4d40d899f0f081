// Tables of contents (`toc-contents.json` and its siblings): the guide's pages in reading order. Pure; fetching is the crawl's.

import { type DocUrl, parseDocUrl, resolveLink } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import type { TocEntry } from '../core/guide.ts'
import { clean } from './page-metadata.ts'

/** The deepest known has 7 levels, the longest some 4,000 entries. */
const MAX_DEPTH = 50
const MAX_ENTRIES = 100_000

export interface Toc {
  readonly entries: TocEntry[]
  /** Sibling files that hold the contents of some nodes, in order, each once: to be read and grafted on. */
  readonly includes: string[]
  /** Nodes and values that were left out: of another type than they should be, too deep, too many. */
  readonly malformed: number
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
  const contents = contentsOf(json)
  if (contents !== undefined) return readNodes(contents, guide)
  throw new DocsError('BAD_INPUT', `The table of contents of ${guideBase} could not be read: not the expected JSON.`, {
    hint: 'The guide can still be harvested from its sitemap or its landing page.',
  })
}

function contentsOf(json: string): readonly unknown[] | undefined {
  try {
    const { contents } = Object(JSON.parse(json.replace(/^\uFEFF/, ''))) as { contents?: unknown }
    return Array.isArray(contents) ? contents : undefined
  } catch {
    return undefined
  }
}

// One odd value costs itself: a node without a usable title keeps its page, one without a page its children.
function readNodes(contents: readonly unknown[], guide: DocUrl): Toc {
  const includes = new Set<string>()
  let malformed = 0
  let entries = 0
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (value !== undefined) malformed += 1
    return ''
  }
  const nodesIn = (value: unknown, depth: number): TocEntry[] => {
    if (Array.isArray(value) && depth < MAX_DEPTH) return value.flatMap((node: unknown) => entryOf(node, depth))
    if (value !== undefined) malformed += 1
    return []
  }
  const entryOf = (node: unknown, depth: number): TocEntry[] => {
    if (typeof node !== 'object' || node === null || Array.isArray(node) || ++entries > MAX_ENTRIES) {
      malformed += 1
      return []
    }
    const written = node as Readonly<Record<string, unknown>>
    const href = text(written.href)
    const include = text(written.include_contents)
    if (include !== '') includes.add(include)
    const url = href === '' ? undefined : resolveLink(href, guide)
    const page = url?.base === guide.base ? url.page : undefined
    const title = clean(text(written.title))
    const children = nodesIn(written.contents, depth + 1)
    return title === '' && page === undefined && children.length === 0 ? [] : [{ title, page, children }]
  }
  return { entries: nodesIn(contents, 0), includes: [...includes], malformed }
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
