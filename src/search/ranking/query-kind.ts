// What kind of answer a query asks for, by its words. Pure.

import type { ParsedQuery } from '../query/parse-query.ts'

/** Asks how much or how many. */
export function asksHowMuch({ text }: ParsedQuery): boolean {
  return HOW_MUCH.test(text)
}

const HOW_MUCH =
  /\b(?:how (?:many|much|long|large|big|often|far)|max(?:imum)?|min(?:imum)?|limits?|quotas?|at most|least|largest|longest)\b|上限|最大|最小|制限|クォータ|いくつ|何個|何件|何回/i

// Tools and settings with cost in their names: whoever asks how to use them does not ask for a price.
const COST_NAMES =
  /\bcost (?:explorer|allocation|categor\w+|anomaly|management|optimization hub|and usage)|\bbilling(?: and cost management|[ -]?(?:console|conductor|mode|group|alarm|contact|address|information|access|permissions?))|\bconsolidated billing|\bprice list\b|\bpricing (?:api|calculator)|\b\w*(?:cost|price|billing)-\w+|\bcost (?:factor|based)|コスト配分|コストエクスプローラー|一括請求|請求コンソール/gi
const COST =
  /\b(?:costs?|costly|prices?|priced|pricing|cheap(?:er|est)?|expensive|bill(?:s|ed|ing)?|charge[sd]?|charging|fees?|free tier|free of charge|pay for|how much (?:do|does|is|are|will|would|for))\b|料金|価格|値段|費用|課金|コスト|いくら|請求額|無料枠|有料/i

/** Asks what something costs or what is billed. */
export function asksForCost({ text }: Pick<ParsedQuery, 'text'>): boolean {
  return COST.test(text.replace(COST_NAMES, ' '))
}

const BILLED =
  /\b(?:charged|billed|charges? (?:apply|applies|for|is|are)|charges? you|you (?:only )?pay|(?:no|any|without) (?:additional |extra )?(?:charges?|cost|fees?)|additional (?:charges?|costs?|fees?)|rates? appl(?:y|ies)|hourly rate|pricing|free of charge|free tier)\b|料金|課金|請求され|無料/i

/** Says what is billed. Tags by which costs are told apart do not. */
export function saysWhatIsBilled(text: string): boolean {
  return BILLED.test(text.replace(COST_NAMES, ' '))
}

/** Asks why something does not work. */
export function asksAboutTrouble({ text }: Pick<ParsedQuery, 'text'>): boolean {
  return TROUBLE.test(text)
}

// "Timeout" alone is a setting, and 接続できないように a wish.
const TROUBLE =
  /\bwhy\b|doesn't|don't|does not|not work|\bfail(?:s|ed|ing|ure)?\b|errors?\b|cannot|can't|problem|broken|stuck|wrong|denied|reject|refus|times? out|timed[ -]out|timing out|なぜ|エラー|失敗|(?:でき|出来)ない(?!よう)/i

/** Asks about what came before, or may. */
export function asksForOld({ text }: Pick<ParsedQuery, 'text'>): boolean {
  return /\b(?:classic|legacy|deprecated|previous|earlier|old(?:er)?)\b|_v\d{6}/i.test(text)
}

const WHAT_IS =
  /^\s*(?:(?:what(?:'s| is| are| does)|explain|describe|define|definition of|meaning of|tell me about|overview of|introduction to)\s+(?:an?\s+|the\s+)?)/i
const MEANS = /(?: (?:mean|do|about))?[?？.!\s]*$/i
const WHAT_IS_JAPANESE =
  /(?:(?:(?:とは|というのは|というものは)(?:何|なに|なん)?|って(?:何|なに|なん))(?:です|でしょう)?か?|(?:に)?ついて(?:教|説明|解説|詳し|知りた)[^。、]{0,12}|の(?:意味|説明|概要)(?:は|を[^。、]{0,12})?)[?？。\s]*$/

/** What the query asks to have explained ("what is a permission set", 「許可セットとは」); undefined where it asks for more. */
export function findAskedTopic(query: ParsedQuery): string | undefined {
  const text = query.text.trim()
  const topic = WHAT_IS.test(text)
    ? text.replace(WHAT_IS, '').replace(MEANS, '')
    : WHAT_IS_JAPANESE.test(text)
      ? text.replace(WHAT_IS_JAPANESE, '').trim()
      : ''
  return topic === '' || asksHowMuch(query) || asksForCost(query) || asksAboutTrouble(query) ? undefined : topic
}
