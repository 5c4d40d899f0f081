// Where a pass over a guide begins: its table of contents and what its sitemap has besides, else its sitemap alone,
// else its landing page. Plus the pages that the index has already: a page that left the contents is asked for, never
// just dropped.

import { formatDocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { TocEntry } from '../../core/model/guide.ts'
import { decodeBody } from '../../extract/page/decode-body.ts'
import { parseSitemap } from '../../extract/sidecar/sitemap.ts'
import { flattenToc, MAX_ENTRIES } from '../../extract/sidecar/toc.ts'
import type { PoliteFetcher } from '../../http/pacing/polite-fetcher.ts'
import { findRoot, type GuideScope, isInScope } from './guide-scope.ts'
import { explainMissing, readToc, type TocTree } from './read-toc.ts'

export type Seeds =
  | {
      readonly kind: 'seeds'
      readonly from: 'contents' | 'sitemap' | 'landing page'
      /** Paths of the contents in reading order, or what stands in for them; each once. */
      readonly paths: readonly string[]
      /** Paths that only the sitemap has: contents are not always whole. */
      readonly others: readonly string[]
      /** Undefined when the guide gives none: what is stored stays. */
      readonly toc: TocTree | undefined
      /** When the sitemap says that a page was last changed, by path; milliseconds since the epoch. */
      readonly dates: ReadonlyMap<string, number>
      /** Parts that were left out. */
      readonly malformed: { readonly contents: number; readonly sitemap: number }
    }
  | { readonly kind: 'unreachable'; readonly reason: string }

const MAX_SITEMAPS = 50

/** `tocFiles` are files of contents that pages of the guide have named before. */
export async function findSeeds(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  signal: AbortSignal,
  tocFiles: readonly string[],
): Promise<Seeds> {
  const reading = await readToc(fetcher, scope, signal, tocFiles)
  if (reading.kind === 'toc') {
    const paths = listTocPaths(reading.toc.entries, scope)
    if (paths.length > 0) {
      const inContents = new Set(paths)
      const { paths: listed, dates, malformed } = await readSitemap(fetcher, scope, scope.base, signal)
      const others = listed.filter((path) => !inContents.has(path))
      const odd = { contents: reading.toc.malformed, sitemap: malformed }
      return { kind: 'seeds', from: 'contents', paths, others, toc: reading.toc, dates, malformed: odd }
    }
  }
  const { paths, dates, ...sitemap } = await readSitemaps(fetcher, scope, signal)
  const malformed = {
    contents: reading.kind === 'toc' ? reading.toc.malformed : 0,
    sitemap: sitemap.malformed,
  }
  const found = { kind: 'seeds', others: [], toc: undefined, dates, malformed } as const
  if (paths.length > 0) return { ...found, from: 'sitemap', paths }
  const unreachable = reading.kind === 'unreachable' ? reading.reason : sitemap.unreachable
  if (unreachable !== undefined) return { kind: 'unreachable', reason: unreachable }
  return { ...found, from: 'landing page', paths: [findRoot(scope).path] }
}

/** Paths of the guide's own pages in reading order. */
export function listTocPaths(entries: readonly TocEntry[], scope: GuideScope): string[] {
  return flattenToc(entries)
    .map(({ page }) => toPath(scope.base, page, scope.locale))
    .filter((path) => isInScope(path, scope))
}

interface SitemapReading {
  readonly paths: string[]
  readonly dates: ReadonlyMap<string, number>
  /** Why asking again may help; undefined when the answer was final. */
  readonly unreachable: string | undefined
  readonly malformed: number
}

// A guide's sitemap stands in its folder; Sphinx references have theirs one folder up.
async function readSitemaps(fetcher: PoliteFetcher, scope: GuideScope, signal: AbortSignal): Promise<SitemapReading> {
  const above = scope.base.replace(/[^/]+\/$/, '')
  const own = await readSitemap(fetcher, scope, scope.base, signal)
  if (own.paths.length > 0) return own
  const upper = await readSitemap(fetcher, scope, above, signal)
  const malformed = own.malformed + upper.malformed
  return { ...upper, unreachable: own.unreachable ?? upper.unreachable, malformed }
}

async function readSitemap(
  fetcher: PoliteFetcher,
  scope: GuideScope,
  folder: string,
  signal: AbortSignal,
): Promise<SitemapReading> {
  const root = formatDocUrl(toPath(folder, '', scope.locale))
  const waiting = [`${root}sitemap.xml`]
  const asked = new Set<string>()
  const paths = new Set<string>()
  const dates = new Map<string, number>()
  let unreachable: string | undefined
  let malformed = 0
  for (let url = waiting.shift(); url !== undefined && asked.size < MAX_SITEMAPS; url = waiting.shift()) {
    if (asked.has(url)) continue
    asked.add(url)
    const outcome = await fetcher.getWithRetry(url, { signal })
    if (outcome.kind !== 'fresh') {
      const why = explainMissing(outcome)
      if (why.kind === 'unreachable') unreachable = why.reason
      continue
    }
    const sitemap = parseSitemap(decodeBody(outcome.body, outcome.contentType))
    if (sitemap.kind !== 'not-a-sitemap') malformed += sitemap.malformed
    // The index of a whole service or of the site names other guides' sitemaps too.
    if (sitemap.kind === 'index')
      waiting.push(...sitemap.sitemaps.map(({ loc }) => loc).filter((loc) => loc.startsWith(root)))
    if (sitemap.kind !== 'urlset') continue
    for (const { loc, lastmod } of sitemap.urls) {
      const path = parseDocUrl(loc)?.path
      if (path === undefined || !isInScope(path, scope)) continue
      if (paths.size >= MAX_ENTRIES && !paths.has(path)) {
        malformed += 1
        continue
      }
      paths.add(path)
      const date = lastmod === undefined ? Number.NaN : Date.parse(lastmod)
      if (!Number.isNaN(date)) dates.set(path, date)
    }
  }
  return { paths: [...paths], dates, unreachable, malformed }
}
