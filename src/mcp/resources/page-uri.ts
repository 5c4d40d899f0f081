// The address of a page as an MCP resource: awsdocs://{locale}/{service}/{version}/{guide}/{page}, the parts of its URL
// with the locale always said. Pages of the China site say the partition with it: `aws-cn.en_us`. Pure.

import { formatDocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import { type Locale, parseLocale } from '../../core/model/locale.ts'
import { findSite, splitFolder } from '../../core/model/partition.ts'
import { encodeUrlPart } from '../../core/text/parse-url.ts'

export const INDEX_URI = 'awsdocs://index'
const CHINA = 'aws-cn.'
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
export function splitPageUrl(url: string): PageParts | undefined {
  const parsed = parseDocUrl(url)
  if (!parsed || parsed.page === '') return undefined
  return { ...toGuideParts(parsed), page: parsed.page }
}

/** The parts of a guide's folder in a locale. */
export function toGuideParts({ base, locale }: { base: string; locale: Locale }): Omit<PageParts, 'page'> {
  return { locale: findSite(base).folder === '' ? locale : `${CHINA}${locale}`, ...splitFolder(base) }
}

/** The folder at those parts; undefined when there can be none. */
export function toFolder(parts: Omit<PageParts, 'page'>): { base: string; locale: Locale } | undefined {
  const { service, version, guide } = parts
  const isChina = parts.locale.startsWith(CHINA)
  const locale = parseLocale(isChina ? parts.locale.slice(CHINA.length) : parts.locale)
  return locale && { base: `${isChina ? '/aws-cn' : ''}/${service}/${version}/${guide}/`, locale }
}

/** Of the page at a canonical path. */
export function toPageUri(path: string): string | undefined {
  const parts = splitPageUrl(path)
  return parts && toUri(parts)
}

export function toUri({ locale, service, version, guide, page }: PageParts): string {
  return `awsdocs://${[locale, service, version, guide, ...page.split('/')].map(encodeUrlPart).join('/')}`
}

/** The URL of the page at those parts; undefined when there can be none. */
export function toUrl({ page, ...parts }: PageParts): string | undefined {
  const folder = toFolder(parts)
  const url = folder && formatDocUrl(toPath(folder.base, page, folder.locale))
  return url && splitPageUrl(url) ? url : undefined
}
