// Which guides of the index a name means. Pure. The catalog names what could be harvested (catalog.ts); this, what was.

import { parseDocUrl } from './doc-url.ts'
import { DocsError } from './errors.ts'
import type { Locale } from './locale.ts'

export interface IndexedGuide {
  readonly catalogId: string
  readonly base: string
  readonly locale: Locale
}

/**
 * The indexed guides that `names` mean, in the index's order: an id means the guide in every locale, the URL of a page the guide in that page's
 * locale; `locale` narrows both. Without names, all. Throws UNKNOWN_GUIDE for a name that means none.
 */
export function chooseIndexed<Guide extends IndexedGuide>(
  indexed: readonly Guide[],
  names: readonly string[],
  locale?: Locale,
): Guide[] {
  const inLocale = indexed.filter((guide) => locale === undefined || guide.locale === locale)
  if (names.length === 0) return inLocale
  const chosen = new Set(names.flatMap((name) => meantBy(name, inLocale, locale)))
  return inLocale.filter((guide) => chosen.has(guide))
}

function meantBy<Guide extends IndexedGuide>(name: string, indexed: readonly Guide[], locale?: Locale): Guide[] {
  const byId = indexed.filter(({ catalogId }) => catalogId === name.toLowerCase())
  if (byId.length > 0) return byId
  const url = name.includes('/') ? parseDocUrl(name) : undefined
  const byUrl = indexed.filter((guide) => guide.base === url?.base && guide.locale === (locale ?? url.locale))
  if (byUrl.length > 0) return byUrl
  throw new DocsError('UNKNOWN_GUIDE', `Guide "${name}" is not in the index${locale ? ` in ${locale}` : ''}.`, {
    hint: `"aws-docs-offline status" lists what is; "aws-docs-offline crawl ${name}" harvests it.`,
  })
}
