// The address of a page as an MCP resource: awsdocs://{locale}/{service}/{version}/{guide}/{page}, the parts of its URL with the locale always said. Pure.

import { formatDocUrl, parseDocUrl, pathOf } from '../core/doc-url.ts'
import { type Locale, parseLocale } from '../core/locale.ts'

export const INDEX_URI = 'awsdocs://index'
export const PAGE_TEMPLATE = 'awsdocs://{locale}/{service}/{version}/{guide}/{+page}'

/** Parts of a page's address, as the template names them. */
export interface PageParts {
  readonly locale: string
  readonly service: string
  readonly version: string
  readonly guide: string
  readonly page: string
}

/** Undefined for what is not a page of a guide. */
export function partsOf(url: string): PageParts | undefined {
  const parsed = parseDocUrl(url)
  if (!parsed || parsed.page === '') return undefined
  const [service = '', version = '', guide = ''] = parsed.base.split('/').filter(Boolean)
  return { locale: parsed.locale, service, version, guide, page: parsed.page }
}

export function pageUri(url: string): string | undefined {
  const parts = partsOf(url)
  return parts && uriOf(parts)
}

export function uriOf({ locale, service, version, guide, page }: PageParts): string {
  return `awsdocs://${[locale, service, version, guide, ...page.split('/')].map(encodeURIComponent).join('/')}`
}

/** The URL of the page at those parts; undefined when there can be none. */
export function urlOf({ locale, service, version, guide, page }: PageParts): string | undefined {
  const known: Locale | undefined = parseLocale(locale)
  const url = known && formatDocUrl(pathOf(`/${service}/${version}/${guide}/`, page, known))
  return url && partsOf(url) ? url : undefined
}
