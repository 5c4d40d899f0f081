// Tables of contents (`toc-contents.json` and its siblings): the guide's pages in reading order. Pure; fetching is the
// crawl's.

import { type DocUrl, parseDocUrl, resolveLink } from '../../core/model/doc-url.ts'
import { DocsError } from '../../core/model/errors.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import { clean } from '../page/page-metadata.ts'

/** The deepest known has 7 levels, the longest some 4,000 entries, in all of its files. */
const MAX_DEPTH = 50
export const MAX_ENTRIES = 100_000

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
 * Reads a table of contents of the guide at `guideBase` (`/lambda/latest/dg/`). Nodes that lead out of the guide keep
 * their title and children, without a page. Throws BAD_INPUT when the text is not a table of contents.
 */
export function parseToc(json: string, guideBase: string, mostEntries = MAX_ENTRIES): Toc {
  const guide = parseDocUrl(guideBase)
  if (!guide) throw new DocsError('BAD_INPUT', `"${guideBase}" is not the folder of a guide.`)
  const contents = readContents(json)
  if (contents !== undefined) return readNodes(contents, guide, mostEntries)
  throw new DocsError('BAD_INPUT', `The table of contents of ${guideBase} could not be read: not the expected JSON.`, {
    hint: 'The guide can still be harvested from its sitemap or its landing page.',
  })
}

function readContents(json: string): readonly unknown[] | undefined {
  try {
    const { contents } = Object(JSON.parse(json.replace(/^\uFEFF/, ''))) as { contents?: unknown }
    return Array.isArray(contents) ? contents : undefined
  } catch {
    return undefined
  }
}

// One odd value costs itself: a node without a usable title keeps its page, one without a page its children.
function readNodes(contents: readonly unknown[], guide: DocUrl, mostEntries: number): Toc {
  const includes = new Set<string>()
  let malformed = 0
  let entries = 0
  const toText = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (value !== undefined) malformed += 1
    return ''
  }
  const listNodes = (value: unknown, depth: number): TocEntry[] => {
    if (Array.isArray(value) && depth < MAX_DEPTH) return value.flatMap((node: unknown) => toEntry(node, depth))
    if (value !== undefined) malformed += 1
    return []
  }
  const toEntry = (node: unknown, depth: number): TocEntry[] => {
    if (typeof node !== 'object' || node === null || Array.isArray(node) || ++entries > mostEntries) {
      malformed += 1
      return []
    }
    const written = node as Readonly<Record<string, unknown>>
    const href = toText(written.href)
    const include = toText(written.include_contents)
    if (include !== '') includes.add(include)
    const url = href === '' ? undefined : resolveLink(href, guide)
    const page = url?.base === guide.base ? url.page : undefined
    const title = clean(toText(written.title))
    const children = listNodes(written.contents, depth + 1)
    return title === '' && page === undefined && children.length === 0 ? [] : [{ title, page, children }]
  }
  return { entries: listNodes(contents, 0), includes: [...includes], malformed }
}

/** Nodes of all depths. */
export function countEntries(entries: readonly TocEntry[]): number {
  return entries.reduce((sum, { children }) => sum + 1 + countEntries(children), 0)
}

/**
 * Puts the entries of an included file where they belong: a root repeats a node of `entries` (same page, else same
 * title), the first in reading order, whose children it replaces. What matches no node, or would be nested too deep
 * there, is added at the end. One walk, however many roots there are.
 */
export function graftToc(entries: readonly TocEntry[], included: readonly TocEntry[]): TocEntry[] {
  const roots = new Map<string, { title: string; page: string | undefined; children: TocEntry[] }>()
  for (const { title, page, children } of included) {
    const known = roots.get(toKey(title, page))
    if (known) for (const child of children) known.children.push(child)
    else roots.set(toKey(title, page), { title, page, children: [...children] })
  }
  const grafted = placeRoots(entries, roots, 1)
  return [...grafted, ...roots.values()]
}

function toKey(title: string, page: string | undefined): string {
  return page === undefined ? `title ${title}` : `page ${page}`
}

/** Takes out of `roots` what it places. */
function placeRoots(entries: readonly TocEntry[], roots: Map<string, TocEntry>, depth: number): readonly TocEntry[] {
  let changed: TocEntry[] | undefined
  for (const [index, entry] of entries.entries()) {
    if (roots.size === 0) break
    const root = takeRoot(entry, roots, depth)
    const instead = root && root.children.length > 0 ? root.children : undefined
    const children = instead ?? (root ? entry.children : placeRoots(entry.children, roots, depth + 1))
    if (children === entry.children) continue
    changed ??= [...entries]
    changed[index] = { ...entry, children }
  }
  return changed ?? entries
}

function takeRoot({ title, page }: TocEntry, roots: Map<string, TocEntry>, depth: number): TocEntry | undefined {
  for (const key of page === undefined ? [toKey(title, page)] : [toKey(title, page), toKey(title, undefined)]) {
    const root = roots.get(key)
    if (!root || depth + getDepth(root.children) > MAX_DEPTH) continue
    roots.delete(key)
    return root
  }
  return undefined
}

function getDepth(entries: readonly TocEntry[]): number {
  return entries.reduce((most, { children }) => Math.max(most, 1 + getDepth(children)), 0)
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
