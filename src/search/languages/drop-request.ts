// What a Japanese query ends in only to ask for an answer (「…の手順を教えてください」, 「…についての説明」): documentation
// does not say so, and its pages of procedures, details and documents would match it. Pure.

const ABOUT = '(?:に(?:関する|ついての|対する)|について|の|する|した|ための)'
const ASK =
  '(?:を|は|が|について|に関して|って)?[\\s、]*(?:教え|おしえ|知り|見た|見せ|読み|確認し|参照し|説明し|解説し|探し|どこ|ありま|あります|ください|下さい)[^。、]{0,14}'
/** How something is done: nothing else ends so. */
const HOW = `${ABOUT}(?:手順|方法|やり方|やりかた|仕方|詳細)(?:${ASK})?`
/** What tells of something may be what is asked about (SSM のドキュメント), unless it is asked for. */
const TOLD = '(?:詳しい|詳細な|公式の?)?(?:説明|解説|情報|ドキュメント|資料|ページ|記事|マニュアル|内容)'
const ASKED_FOR = `${ABOUT}${TOLD}(?:${ASK})`
const TOLD_OF = `に(?:関する|ついての)${TOLD}`
const EXPLAIN = '(?:について|に関して|を)(?:詳しく|簡単に)?(?:説明|解説)(?:し|を|お願い|願い)[^。、]{0,12}'
const REQUEST = new RegExp(`(?:${HOW}|${ASKED_FOR}|${TOLD_OF}|${EXPLAIN})[?？。!！\\s]*$`)

/** The query without it, where something is left to ask about. */
export function dropRequest(text: string): string {
  const rest = text.replace(REQUEST, '')
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : text
}
