// Where a guide is named by its id or by the address of a page: which of them was given, and that an address is one of
// the documentation. Pure.

import { LONGEST_URL, quoteBriefly } from '../text/shorten.ts'
import { findBareHost, parseDocUrl } from './doc-url.ts'
import { DocsError } from './errors.ts'
import { explainNoPage } from './explain-no-page.ts'

/** Whether `name` is an address and no id of a guide. */
export function looksLikeAddress(name: string): boolean {
  return /[/:\\]/.test(name) || findBareHost(name) !== undefined
}

/** Throws OUT_OF_SCOPE for an address that is none of the documentation; a name is left to whoever knows names. */
export function requireDocAddress(name: string): void {
  if (!looksLikeAddress(name) || parseDocUrl(name)) return
  throw new DocsError('OUT_OF_SCOPE', `${quoteBriefly(name, LONGEST_URL)} ${explainNoPage(name, 'harvested')}.`, {
    hint: 'Give the id of a guide, or the URL of one of its pages.',
  })
}
