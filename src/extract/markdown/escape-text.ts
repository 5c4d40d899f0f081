// Text as Markdown shows it unchanged. Backslashes stand only where Markdown would otherwise read markup into the text:
// names such as `AWS_REGION` stay readable. Pure.

/** Where a piece of text stands in its line. */
export interface LinePlace {
  /** At its beginning, a line of the same paragraph above it. */
  readonly followsBreak: boolean
  readonly startsBlock: boolean
  readonly endsLine: boolean
}

const WITHIN: LinePlace = { followsBreak: false, startsBlock: false, endsLine: false }

// Below a line of text: what underlines a heading, what divides a table's header from its body.
const UNDERLINE = /^(?:[-=]+|(?=[|: -]*-)[|:-][|: -]*) *$/
// A line of nothing but what begins a list, a heading or a rule (the operators of a language, each an item of a list).
const ONLY_A_MARK = /^(?:(?:[-+]|#{1,6}) *|(?:- *){3,})$/
const ONLY_A_NUMBER = /^(\d+)([.)]) *$/

/** False for text that needs no backslash, wherever it stands. */
export function mayBeMarkup(text: string): boolean {
  return /[\\*_`[\]<#>+\-.~)&=]/.test(text)
}

/** Markdown of a cell, where it stands on a line of its own. */
export function escapeBlock(markdown: string): string {
  return ONLY_A_MARK.test(markdown) ? `\\${markdown}` : markdown.replace(ONLY_A_NUMBER, '$1\\$2')
}

export function escapeText(text: string, { followsBreak, startsBlock, endsLine }: LinePlace = WITHIN): string {
  if (!mayBeMarkup(text)) return text
  const escaped = text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[*`]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-zA-Z/!?])/g, '\\<')
    .replace(/&(?=(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);)/gi, '\\&')
    .replace(/\](?=\()|^\[(?=[^\]]*\]:)/g, '\\$&')
    .replace(/(?<=\S)~/g, '\\~')
    .replace(/^(#{1,6} |[-+] |>)/, '\\$1')
    .replace(/^(\d+)([.)]) /, '$1\\$2 ')
  const isMark = endsLine && ((followsBreak && UNDERLINE.test(text)) || (startsBlock && ONLY_A_MARK.test(text)))
  if (startsBlock && endsLine && ONLY_A_NUMBER.test(text)) return text.replace(ONLY_A_NUMBER, '$1\\$2')
  return isMark && !escaped.startsWith('\\') ? `\\${escaped}` : escaped
}
