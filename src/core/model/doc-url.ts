// The canonical documentation URL and what its parts mean:
//   https://docs.aws.amazon.com/[locale/]service/version/guide/page.html#anchor
// and the same on the site of the China partition (model/partition.ts).
// Everything that is stored, compared or shown goes through here; nothing else takes a URL apart.

import { decodePercent } from '../text/decode-percent.ts'
import { encodeAnchor, encodeUrlPath, parseUrl } from '../text/parse-url.ts'
import { DEFAULT_LOCALE, LOCALES, type Locale } from './locale.ts'
import { findSite, findSiteByHost, SITES, type Site } from './partition.ts'

export const DOCS_ORIGIN = SITES.aws.origin

/**
 * One page of the site. `path` identifies it everywhere in the index; `base` identifies its guide without the locale.
 */
export interface DocUrl {
  /** Decoded, canonical, with the locale unless English: `/ja_jp/redshift/latest/dg/r_COPY.html`, `/aws-cn/en_us/…`. */
  readonly path: string
  readonly locale: Locale
  /** `/redshift/latest/dg/`, `/aws-cn/redshift/latest/dg/`: the guide's folder, never with a locale. */
  readonly base: string
  /** The page inside its guide: `r_COPY.html`, `s3/cp.html`; empty for the guide's root. */
  readonly page: string
  /** The fragment without `#`; undefined when there is none. */
  readonly anchor: string | undefined
}

/**
 * No folder of a service looks like this: a language of the site that is not known here, or its preview (`/en_pv/`).
 */
const LOCALE_SHAPE = /^[a-z]{2}_[a-z]{2}$/i
/**
 * What a page's name ends in when it has a suffix at all; in `Appendix.MySQL` and `Overview.abc` the dot is part of the
 * name.
 */
const SUFFIX = /\.(?:html|pdf|xml|json|rss|txt|yaml|yml|js|css|csv|zip|png|jpe?g|gif|svg|webp|mp4)$/i
/** The guide whose folders are pages: `s3/` is `s3/index.html` there. */
const HAS_FOLDERS = /(?:^|\/)cli\/[^/]+\/reference\/$/
/** `\p{Cc}`, and the two that break lines as well. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u

/**
 * Reads what people and models send for a page: a full URL (http or https, any query), a URL without scheme, or a path;
 * with or without locale, `.html`, trailing slash and anchor. `.md` means the same page. A path is of
 * docs.aws.amazon.com unless it begins with `/aws-cn/`.
 * Undefined when it is not on the documentation site, names no guide (fewer than three segments), or is more than the
 * address of a page: a port, a user name, control characters, dots that climb.
 */
export function parseDocUrl(input: string): DocUrl | undefined {
  const url = toUrl(input.trim())
  const site = url && findSiteByHost(url.hostname)
  if (!site || url.port !== '' || url.username !== '' || url.password !== '') return undefined
  const segments = decodePercent(url.pathname).split('/').filter(Boolean)
  if (segments.some(isForbidden)) return undefined
  const locale = takeLocale(segments, site)
  const [service, version, guide, ...rest] = segments
  if (locale === undefined || service === undefined || version === undefined || guide === undefined) return undefined
  if (/\.(?:html?|md)$/i.test(guide)) return undefined
  const anchor = url.hash.length > 1 ? decodePercent(url.hash.slice(1)) : undefined
  if (anchor !== undefined && CONTROL.test(anchor)) return undefined
  // A service of that name would be taken for the other site.
  if (findSite(`/${service}/`).folder !== '') return undefined
  const base = `${site.folder}/${service}/${version}/${guide}/`
  const isFolder = url.pathname.endsWith('/') && rest.length > 0 && HAS_FOLDERS.test(base)
  const page = toPageName(isFolder ? [...rest, 'index'] : rest)
  return { path: toPath(base, page, locale), locale, base, page, anchor }
}

function isForbidden(segment: string): boolean {
  return segment === '.' || segment === '..' || segment.includes('\\') || CONTROL.test(segment)
}

// Takes the locale off the front; undefined where a folder of a service should follow and something like a locale
// stands, or for one that the site has not.
function takeLocale(segments: string[], site: Site): Locale | undefined {
  const locale = findLocale(segments[0])
  if (locale) segments.shift()
  if (locale && !site.locales.includes(locale)) return undefined
  return LOCALE_SHAPE.test(segments[0] ?? '') || findLocale(segments[0]) ? undefined : (locale ?? site.bareLocale)
}

function findLocale(segment: string | undefined): Locale | undefined {
  const folded = segment?.toLowerCase()
  return LOCALES.find((locale) => locale === folded)
}

/** The path of `page` of the guide at `base` in `locale`. */
export function toPath(base: string, page: string, locale: Locale): string {
  const { folder, omitsLocale, bareLocale } = findSite(base)
  return `${folder}${omitsLocale && locale === bareLocale ? '' : `/${locale}`}${base.slice(folder.length)}${page}`
}

/** The same page in another locale; the anchor stays, since anchors are the same in all locales. */
export function replaceLocale(url: DocUrl, locale: Locale): DocUrl {
  return { ...url, locale, path: toPath(url.base, url.page, locale) }
}

/** The absolute URL of a stored path, percent-encoded where a URL needs it. */
export function formatDocUrl(path: string, anchor?: string): string {
  const { folder, origin } = findSite(path)
  return `${origin}${encodeUrlPath(path.slice(folder.length))}${anchor ? `#${encodeAnchor(anchor)}` : ''}`
}

/**
 * Resolves a link found on `from`. Links inside the site come back as a DocUrl; others as undefined.
 * Locale is kept as written: a Japanese page may well link to an English one.
 */
export function resolveLink(href: string, from: DocUrl): DocUrl | undefined {
  const url = parseUrl(href, formatDocUrl(from.path))
  return url && parseDocUrl(url.href)
}

/** The host that an address without a scheme begins with: no folder of the site has a name like one. */
export function findBareHost(text: string): string | undefined {
  const [host] = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[/?#]|$)/i.exec(text) ?? []
  return host === undefined || SUFFIX.test(host) ? undefined : host
}

function toUrl(text: string): URL | undefined {
  if (/^https?:\/\//i.test(text)) return parseUrl(text)
  if (findBareHost(text) !== undefined) return parseUrl(`https://${text}`)
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('//')) return undefined
  const path = text.startsWith('/') ? text : `/${text}`
  const { folder, origin } = findSite(path)
  return parseUrl(path.slice(folder.length), origin)
}

// `index` pages of a guide root are the root; a last segment without a suffix lost its `.html`.
function toPageName(rest: string[]): string {
  const page = rest.join('/').replace(/\.(?:md|html?)$/i, '.html')
  if (page === '' || page === 'index.html' || page === 'index') return ''
  return SUFFIX.test(page) ? page : `${page}.html`
}

/** Addresses of the page in the other languages. English first: the others are made from it. */
export function listTranslations({ base, page, locale: own }: DocUrl): { locale: Locale; path: string }[] {
  return [...new Set([DEFAULT_LOCALE, ...LOCALES])]
    .filter((locale) => locale !== own)
    .map((locale) => ({ locale, path: toPath(base, page, locale) }))
}
