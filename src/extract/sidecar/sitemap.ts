// Sitemaps: of a guide, or the index of them. What a server answers in place of one (a landing page, an error) is named
// so.

import type { Element } from 'domhandler'
import { parseUrl } from '../../core/text/parse-url.ts'
import { getLocalName, listChildrenNamed, parseXmlRoot, readChildText } from './xml.ts'

export interface SitemapEntry {
  /** As written, https. */
  readonly loc: string
  /** As written; what it means is not established on this site. */
  readonly lastmod?: string
}

export type Sitemap =
  /** `malformed` counts the entries, and dates of entries, that were left out. */
  | { readonly kind: 'urlset'; readonly urls: SitemapEntry[]; readonly malformed: number }
  | { readonly kind: 'index'; readonly sitemaps: SitemapEntry[]; readonly malformed: number }
  | { readonly kind: 'not-a-sitemap' }

/** Reads a sitemap of any namespace; entries without an http(s) address are left out. An empty set is a sitemap. */
export function parseSitemap(xml: string): Sitemap {
  const root = parseXmlRoot(xml)
  if (!root) return { kind: 'not-a-sitemap' }
  const name = getLocalName(root)
  if (name === 'urlset') {
    const { entries: urls, malformed } = splitEntries(listChildrenNamed(root, 'url'))
    return { kind: 'urlset', urls, malformed }
  }
  if (name === 'sitemapindex') {
    const { entries: sitemaps, malformed } = splitEntries(listChildrenNamed(root, 'sitemap'))
    return { kind: 'index', sitemaps, malformed }
  }
  return { kind: 'not-a-sitemap' }
}

function splitEntries(elements: readonly Element[]): { entries: SitemapEntry[]; malformed: number } {
  let malformed = 0
  const entries = elements.flatMap((element) => {
    const loc = readChildText(element, 'loc')
    if (!loc || !/^https?:\/\//i.test(loc) || !parseUrl(loc)) {
      malformed += 1
      return []
    }
    const lastmod = readChildText(element, 'lastmod')
    const isDate = lastmod !== undefined && !Number.isNaN(Date.parse(lastmod))
    if (lastmod !== undefined && !isDate) malformed += 1
    return [{ loc: loc.replace(/^http:/i, 'https:'), ...(isDate && { lastmod }) }]
  })
  return { entries, malformed }
}
