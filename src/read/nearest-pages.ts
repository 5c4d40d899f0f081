// When a page is not there: the nearest ones that are, and how to get the rest.

import { distance } from 'fastest-levenshtein'
import { type DocUrl, formatDocUrl } from '../core/doc-url.ts'
import { DocsError } from '../core/errors.ts'
import { pathsBelow, pathsNamed } from '../store/page-rows.ts'
import type { SqlDatabase } from '../store/sql-driver.ts'

const MOST = 3

/** URLs of indexed pages that may be meant: the same name in other guides and locales, then similar names in the same guide. */
export function nearestPages(db: SqlDatabase, asked: DocUrl): string[] {
  if (asked.page === '') return [] // a guide's folder: no name to be like
  const same = pathsNamed(db, asked.page).filter((path) => path !== asked.path)
  const name = asked.page.toLowerCase()
  const similar = pathsBelow(db, asked.base)
    .map((path) => ({ path, off: distance(name, path.slice(path.lastIndexOf('/') + 1).toLowerCase()) }))
    .filter(({ off }) => off <= Math.max(3, name.length * 0.4))
    .sort((a, b) => a.off - b.off || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path)
  return [...new Set([...same.slice(0, 2), ...similar])].slice(0, MOST).map((path) => formatDocUrl(path))
}

/** `reason` is why the live site did not help. */
export function pageNotFound(db: SqlDatabase | undefined, asked: DocUrl, reason: string): DocsError {
  const near = db ? nearestPages(db, asked) : []
  const isGuideKnown = db !== undefined && pathsBelow(db, asked.base).length > 0
  const hints = [
    near.length > 0 ? `The nearest indexed pages: ${near.join(', ')}.` : undefined,
    isGuideKnown
      ? 'Search for the topic instead.'
      : `Its guide is not indexed; "aws-docs-offline crawl ${formatDocUrl(asked.path)}" harvests it.`,
  ]
  return new DocsError(
    'PAGE_NOT_FOUND',
    `${formatDocUrl(asked.path)} is not in the index, and was not read from the live site: ${reason}.`,
    {
      hint: hints.filter(Boolean).join(' '),
    },
  )
}
