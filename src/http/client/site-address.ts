// Where requests really go. Every URL in and out of this module is a canonical site's; with a mirror (AWS_DOCS_ORIGIN)
// the bytes come from there.
// Which hosts may be asked at all is decided here too, for the first request and for every redirect.

import { type Partition, SITES } from '../../core/model/partition.ts'
import { parseUrl } from '../../core/text/parse-url.ts'

export interface SiteAddress {
  /** The URL to fetch for a canonical one. */
  toFetch(canonical: string): string
  /**
   * The canonical URL of one that was fetched or redirected to; undefined when its host is not allowed, or it is no
   * URL.
   */
  toCanonical(fetched: string): string | undefined
}

/** Mirrors of the two sites. */
export interface Mirrors {
  readonly origin?: string | undefined
  readonly chinaOrigin?: string | undefined
}

/**
 * Why the site may not be asked: where a mirror stands in for the documentation, nothing leaves for the internet.
 * Undefined when it may.
 */
export function explainNoAddress(partition: Partition, { origin, chinaOrigin }: Mirrors): string | undefined {
  return partition === 'aws-cn' && origin !== undefined && chinaOrigin === undefined
    ? 'cannot be had: AWS_DOCS_ORIGIN names a mirror, and AWS_DOCS_CN_ORIGIN none of docs.amazonaws.cn'
    : undefined
}

/**
 * The address of one site; pages of the other are not on it. `origin` is scheme, host and port of a mirror; by default
 * the site itself.
 */
export function createSiteAddress(origin?: string, partition: Partition = 'aws'): SiteAddress {
  const site = SITES[partition].origin
  const mirror = new URL(origin ?? site).origin
  return {
    toFetch: (canonical) => mirror + canonical.slice(site.length),
    toCanonical(fetched) {
      const url = parseUrl(fetched)
      if (!url || url.username + url.password !== '') return undefined
      if (url.origin === mirror) return site + url.pathname + url.search
      // The site's own redirects and links still say http now and then.
      if (url.hostname === new URL(site).hostname && url.port === '' && /^https?:$/.test(url.protocol)) {
        return site + url.pathname + url.search
      }
      return undefined
    },
  }
}
