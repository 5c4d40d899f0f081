// Addresses of the page's own views. Everything that links inside goes through here.

import { encodeUrlPart, encodeUrlPath } from '../../core/text/parse-url.ts'
import type { SearchRequest } from '../routes/search-request.ts'

/** The reading view of a canonical path. `found` is the search that led there: the page marks its words. */
export function makeReadLink(path: string, anchor?: string, found?: Pick<SearchRequest, 'query' | 'also'>): string {
  const encoded = encodeUrlPath(path)
  const search = found && new URLSearchParams({ q: found.query })
  for (const phrasing of found?.also ?? []) search?.append('also', phrasing)
  return `/read${encoded}${search ? `?${search}` : ''}${anchor ? `#${encodeUrlPart(anchor)}` : ''}`
}

/** The search view; `change` replaces parts of the request. */
export function makeSearchLink(request: SearchRequest, change: Partial<SearchRequest> = {}): string {
  const { query, products, guides, locale, limit, also } = { ...request, ...change }
  const params = new URLSearchParams({ q: query })
  for (const product of products) params.append('product', product)
  for (const guide of guides) params.append('guide', guide)
  for (const phrasing of also) params.append('also', phrasing)
  if (locale) params.append('locale', locale)
  if (limit !== request.limit) params.append('n', String(limit))
  return `/search?${params}`
}

/** The same page with `name=value` added to its query. */
export function addParameter(here: string, name: string, value: string): string {
  const url = new URL(here, 'http://local')
  url.searchParams.set(name, value)
  return url.pathname + url.search
}
