// What kind of page it is, by its title, in the languages that most guides are in. Pure.

/** Each 1 or 0. */
export interface PageKind {
  readonly quotas: number
  /** A document history or release notes. */
  readonly history: number
  /** "What is …". */
  readonly overview: number
}

const QUOTAS = /\b(?:quotas?|limits?|limitations?|restrictions?)\b|クォータ|制限|할당량|配额|配額/i
const HISTORY =
  /\b(?:document history|history|release notes|what's new|updates)\b|ドキュメント履歴|変更履歴|문서 기록|文档历史/i
const OVERVIEW = /^what (?:is|are)\b|とは[?？]?$|이란|什么是/i

export function pageKind(title: string): PageKind {
  const is = (kind: RegExp) => (kind.test(title) ? 1 : 0)
  return { quotas: is(QUOTAS), history: is(HISTORY), overview: is(OVERVIEW) }
}
