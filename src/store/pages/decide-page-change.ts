// Whether a page that was fetched says something else than what is stored of it. Pure; page-writer.ts acts on it.

import type { PageRow } from './page-rows.ts'

/** `reread`: another version of the extraction read it, so that nobody can say whether the site changed it. */
export type PageChange = 'new' | 'changed' | 'reread' | 'unchanged'

/** What comes back after it was gone, or untranslated, is new. */
export function decidePageChange(
  known: Pick<PageRow, 'status' | 'contentHash' | 'extractionVersion'> | undefined,
  fetched: { readonly contentHash: string; readonly extractionVersion: number },
): PageChange {
  if (known?.status !== 'live') return 'new'
  if (known.extractionVersion !== fetched.extractionVersion) return 'reread'
  return known.contentHash === fetched.contentHash ? 'unchanged' : 'changed'
}
