// What kind of page it is, by its title, in the languages that most guides are in. Pure.

import { asksForCost } from './query-kind.ts'

/** Each 1 or 0. */
export interface PageKind {
  readonly quotas: number
  /** What something costs, or what is billed. */
  readonly pricing: number
  /** A document history or release notes. */
  readonly history: number
  /** "What is …". */
  readonly overview: number
  readonly troubleshooting: number
  /** Of an earlier version, by its own word. */
  readonly superseded: number
  /** An action or a type of an API. */
  readonly apiReference: number
}

const QUOTAS = /\b(?:quotas?|limits?|limitations?|restrictions?)\b|クォータ|制限|할당량|配额|配額/i
const PRICING = /요금|定价|定價/
const HISTORY =
  /\b(?:document history|history|release notes|what's new|updates)\b|ドキュメント履歴|変更履歴|문서 기록|文档历史/i
const OVERVIEW = /^what (?:is|are)\b|とは[?？]?$|이란|什么是/i

const TROUBLESHOOTING =
  /troubleshoot|\berrors?\b|\bproblems?\b|\bissues?\b|\bfail|\bfaqs?\b|cannot|can't|トラブルシューティング|エラー|문제 해결|故障排除/i
const TROUBLESHOOTING_NAME = /troubleshoot|error/i
const SUPERSEDED = /_v\d{6,}|(?:^|[\W_])(?:classic|legacy|deprecated|previous|earlier|older)(?:$|[\W_])/i
const API_REFERENCE = /^API_/

/** `name`: the page's, in its guide. */
export function classifyPage(title: string, name: string): PageKind {
  const is = (kind: RegExp, text = title) => (kind.test(text) ? 1 : 0)
  return {
    quotas: is(QUOTAS),
    // Titles and questions name it by the same words, and mean other things by the same names ("cost allocation tags").
    pricing: asksForCost({ text: title }) ? 1 : is(PRICING),
    history: is(HISTORY),
    overview: is(OVERVIEW),
    troubleshooting: Math.max(is(TROUBLESHOOTING), is(TROUBLESHOOTING_NAME, name)),
    superseded: is(SUPERSEDED, `${name.replace(/\.html$/, '')} ${title}`),
    apiReference: is(API_REFERENCE, name),
  }
}
