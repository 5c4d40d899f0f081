// What belongs to a guide: the pages below its folder, in its locale. Pure.

import { type DocUrl, parseDocUrl, toPath } from '../../core/model/doc-url.ts'
import type { Locale } from '../../core/model/locale.ts'

export interface GuideScope {
  readonly base: string
  readonly locale: Locale
}

/** The guide's folder with its locale: `/ja_jp/redshift/latest/dg/`. */
export function findFolder(scope: GuideScope): string {
  return toPath(scope.base, '', scope.locale)
}

/** The guide's root as a page. Throws for a base that is no guide's folder: callers have parsed it before. */
export function findRoot(scope: GuideScope): DocUrl {
  const root = parseDocUrl(findFolder(scope))
  if (!root || root.base !== scope.base) throw new Error(`"${scope.base}" is not the folder of a guide`)
  return root
}

/** Whether a canonical path is a page of the guide: below its folder, and HTML or a folder's index. */
export function isInScope(path: string, scope: GuideScope): boolean {
  return path.startsWith(findFolder(scope)) && /(?:\.html?|\/)$/.test(path)
}
