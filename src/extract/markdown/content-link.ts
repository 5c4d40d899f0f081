// Where the content's links and images point: absolute, https, canonical for pages of the site.

import { type DocUrl, formatDocUrl, resolveLink } from '../../core/model/doc-url.ts'
import { findSiteByHost } from '../../core/model/partition.ts'
import { decodePercent } from '../../core/text/decode-percent.ts'
import { encodeInMarkdown, parseUrl } from '../../core/text/parse-url.ts'

// SDK references and the `goto` redirect service have addresses without a suffix that are not pages of a guide; without
// a suffix only a guide's root is one.
const PAGE = /\.(?:html?|md)$/
const OUTSIDE_GUIDES = /^\/(?:goto|pdfs|images|assets|forms|search|samples)\//

export interface ContentLink {
  /** Absolute URL, safe between the parentheses of a Markdown link; undefined for a link that leads nowhere. */
  readonly href: string | undefined
  /** Path of the page of the site it leads to, without anchor. */
  readonly page: string | undefined
}

const NOWHERE: ContentLink = { href: undefined, page: undefined }

/** Resolves an `href` or `src` as written on `from`. */
export function resolveContentLink(written: string, from: DocUrl): ContentLink {
  const href = written.trim()
  if (href === '' || /^(javascript|data|vbscript):/i.test(href)) return NOWHERE
  if (href.startsWith('#')) return { href: encodeInMarkdown(readAnchor(href, from)), page: from.path }
  const url = parseUrl(href, formatDocUrl(from.path))
  if (!url) return NOWHERE
  if (findSiteByHost(url.hostname)) {
    url.protocol = 'https:'
    url.port = ''
    if (!OUTSIDE_GUIDES.test(url.pathname)) {
      const page = resolveLink(url.href, from)
      if (page && (page.page === '' || PAGE.test(url.pathname)))
        return { href: encodeInMarkdown(formatDocUrl(page.path, page.anchor)), page: page.path }
    }
  }
  return { href: encodeInMarkdown(url.href), page: undefined }
}

function readAnchor(href: string, from: DocUrl): string {
  return formatDocUrl(from.path, decodePercent(href.slice(1)))
}
