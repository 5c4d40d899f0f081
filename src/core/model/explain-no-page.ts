// Why a text is the address of no page of the documentation, for whoever gave it. Pure; whether it is one, doc-url.ts
// decides.

import { parseUrl } from '../text/parse-url.ts'
import { quoteBriefly, shorten } from '../text/shorten.ts'
import { findBareHost } from './doc-url.ts'
import { LOCALES } from './locale.ts'
import { findSiteByHost, SITES } from './partition.ts'

const HOSTS = Object.values(SITES)
  .map(({ origin }) => new URL(origin).hostname)
  .join(' and ')
const LOCALE_SHAPE = /^[a-z]{2}_[a-z]{2}$/i
const PATTERN = '/SERVICE/VERSION/GUIDE/PAGE.html'

/** The end of a sentence that begins with the address. `done`: what is done to pages only, "read" or "harvested". */
export function explainNoPage(input: string, done = 'read'): string {
  const text = input.trim()
  if (text === '') return 'is empty, and a page was expected'
  const bare = findBareHost(text) === undefined ? text : `https://${text}`
  const url = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(bare) ? parseUrl(bare, SITES.aws.origin) : undefined
  if (url && url.protocol !== 'https:' && url.protocol !== 'http:') return 'is no https address'
  if (url && !findSiteByHost(url.hostname)) return `is on ${shorten(url.hostname)}; only pages of ${HOSTS} are ${done}`
  const path = (url ? url.pathname : text.replace(/^docs\.[a-z.]+(?=\/|$)/i, '')).replace(/[?#].*/s, '')
  const [first = '', ...rest] = path.split('/').filter(Boolean)
  const isLocale = LOCALE_SHAPE.test(first)
  if (isLocale && !LOCALES.some((locale) => locale === first.toLowerCase()))
    return `is in ${quoteBriefly(first)}, which is no language of the site that is known here`
  const folders = [...(isLocale ? [] : [first]), ...rest].filter((one) => !/\.(?:html?|md)$/i.test(one))
  if (folders.length < 3) return `names no guide: the address of a page is ${PATTERN}`
  return `is not an address of the documentation, which are https://docs.aws.amazon.com${PATTERN}`
}
