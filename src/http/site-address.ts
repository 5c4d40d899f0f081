// Where requests really go. Every URL in and out of this room is the canonical site's; with a mirror (AWS_DOCS_ORIGIN) the bytes come from there.
// Which hosts may be asked at all is decided here too, for the first request and for every redirect.

import { DOCS_ORIGIN } from '../core/doc-url.ts'

export interface SiteAddress {
  /** The URL to fetch for a canonical one. */
  toFetch(canonical: string): string
  /** The canonical URL of one that was fetched or redirected to; undefined when its host is not allowed, or it is no URL. */
  toCanonical(fetched: string): string | undefined
}

/** `origin` is scheme, host and port of a mirror; by default the site itself. */
export function createSiteAddress(origin: string = DOCS_ORIGIN): SiteAddress {
  const mirror = new URL(origin).origin
  return {
    toFetch: (canonical) => mirror + canonical.slice(DOCS_ORIGIN.length),
    toCanonical(fetched) {
      if (!URL.canParse(fetched)) return undefined
      const url = new URL(fetched)
      if (url.username !== '' || url.password !== '') return undefined
      if (url.origin === mirror) return DOCS_ORIGIN + url.pathname + url.search
      // The site's own redirects and links still say http now and then.
      if (url.hostname === new URL(DOCS_ORIGIN).hostname && url.port === '' && /^https?:$/.test(url.protocol)) {
        return DOCS_ORIGIN + url.pathname + url.search
      }
      return undefined
    },
  }
}
