// The repository that guides are pulled from, where one is configured. Without it the index answers as before, so that
// nothing here is worse than a warning.

import { type CheckResult, makeOk, makeWarning } from './check-result.ts'

export type SourceState =
  | { readonly kind: 'not-asked'; readonly source: string }
  | { readonly kind: 'failed'; readonly source: string; readonly reason: string; readonly hint: string | undefined }
  | { readonly kind: 'news'; readonly source: string; readonly created: string; readonly newer: readonly unknown[] }

const CHECK = 'source'

export function checkSource(state: SourceState): CheckResult {
  const { source } = state
  if (state.kind === 'not-asked') return makeOk(CHECK, `Guides are pulled from ${source}; --online asks it`)
  if (state.kind === 'failed') {
    return makeWarning(CHECK, state.reason, state.hint ?? 'Check AWS_DOCS_PULL_FROM and AWS_DOCS_TRUST.')
  }
  const { length } = state.newer
  const what =
    length === 0 ? 'nothing newer of the guides here' : `${length} of the guides here newer; "pull" gets them`
  return makeOk(CHECK, `${source}, published ${state.created}, has ${what}`)
}
