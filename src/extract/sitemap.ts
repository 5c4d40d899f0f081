// Sitemaps: of a guide, or the index of them. What a server answers in place of one (a landing page, an error) is named so.

import type { Element } from 'domhandler'
import { childrenNamed, childText, localName, xmlRoot } from './xml.ts'

export interface SitemapEntry {
  /** As written, https. */
  readonly loc: string
  /** As written; what it means is not established on this site. */
  readonly lastmod?: string
}

export type Sitemap =
  | { readonly kind: 'urlset'; readonly urls: SitemapEntry[] }
  | { readonly kind: 'index'; readonly sitemaps: SitemapEntry[] }
  | { readonly kind: 'not-a-sitemap' }

/** Reads a sitemap of any namespace; entries without an http(s) address are left out. An empty set is a sitemap. */
export function parseSitemap(xml: string): Sitemap {
  const root = xmlRoot(xml)
  if (!root) return { kind: 'not-a-sitemap' }
  const name = localName(root)
  if (name === 'urlset') return { kind: 'urlset', urls: entries(childrenNamed(root, 'url')) }
  if (name === 'sitemapindex') return { kind: 'index', sitemaps: entries(childrenNamed(root, 'sitemap')) }
  return { kind: 'not-a-sitemap' }
}

function entries(elements: readonly Element[]): SitemapEntry[] {
  return elements.flatMap((element) => {
    const loc = childText(element, 'loc')
    if (!loc || !/^https?:\/\//i.test(loc)) return []
    const lastmod = childText(element, 'lastmod')
    return [{ loc: loc.replace(/^http:/i, 'https:'), ...(lastmod ? { lastmod } : {}) }]
  })
}
