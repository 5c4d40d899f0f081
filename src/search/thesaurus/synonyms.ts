// The few words that documentation and its readers use for one another: learnt from how often a question about one is
// answered by a page about the other. Longer lists were tried and brought noise. Pure.

import { toTerms } from '../../core/text/terms.ts'

const GROUPS: readonly (readonly string[])[] = [
  ['limit', 'quota', 'maximum'],
  ['price', 'cost', 'billing', 'charge', 'fee'],
  ['delete', 'remove'],
  ['error', 'failure', 'exception'],
  ['troubleshoot', 'problem', 'issue'],
  ['permission', 'privilege'],
  ['制限', '上限', 'クォータ'],
  ['料金', '課金', '請求', 'コスト'],
  ['権限', '許可', 'アクセス許可'],
  ['削除', '消す'],
]

/** What a synonym counts for, against 1 for the word itself. */
export const SYNONYM_WEIGHT = 0.5

const byTerm = new Map<string, readonly string[]>()
for (const group of GROUPS) {
  const terms = group.map((word) => toTerms(word))
  for (const [at, own] of terms.entries()) {
    if (own.length !== 1 || own[0] === undefined) continue
    const others = terms.filter((other, index) => index !== at && other.length === 1).flat()
    byTerm.set(own[0], [...(byTerm.get(own[0]) ?? []), ...others])
  }
}

export function findSynonyms(term: string): readonly string[] {
  return byTerm.get(term) ?? []
}
