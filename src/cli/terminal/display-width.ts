// How many columns text takes on a terminal, and cutting and breaking it by that: an ideograph takes two. Pure.

import stringWidth from 'string-width'

const ASCII = /^[ -~]*$/

export function measureWidth(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text)
}

/** At most `columns` wide; what is cut ends in an ellipsis. */
export function fitTo(text: string, columns: number): string {
  if (measureWidth(text) <= columns) return text
  if (columns < 1) return ''
  return `${takeColumns(text, columns - 1).trimEnd()}…`
}

/** Filled up with blanks. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - measureWidth(text)))
}

/**
 * Lines of at most `columns`, broken at blanks and between ideographs, and inside of a word only where it is longer
 * than a line; without `breaksWords` such a word, an address for example, is left to the terminal, which knows that it
 * is one when it is copied.
 */
export function wrapTo(text: string, columns: number, { breaksWords = true } = {}): string[] {
  if (/^\S/.test(text) && measureWidth(text) <= columns) return [text.trimEnd()]
  const lines: string[] = []
  let line = ''
  let width = 0
  const end = () => {
    lines.push(line.trimEnd())
    line = ''
    width = 0
  }
  for (const word of text.match(UNBREAKABLE) ?? []) {
    const isBlank = word.trim() === ''
    if (isBlank && width === 0) continue
    if (!isBlank && width > 0 && width + measureWidth(word) > columns) end()
    let rest = word
    while (breaksWords && !isBlank && measureWidth(rest) > columns) {
      // A character wider than the line stands on one of its own.
      const part = takeColumns(rest, columns) || getFirst(rest)
      line = part
      end()
      rest = rest.slice(part.length)
    }
    line += rest
    width += measureWidth(rest)
  }
  if (line.trim() !== '' || lines.length === 0) end()
  return lines
}

// Blanks; an ideograph or kana with the punctuation that may not begin a line; anything else up to the next of these.
const UNBREAKABLE =
  /\s+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー][、。，．）」』】：；！？)]*|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+/gu

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function takeColumns(text: string, columns: number): string {
  let taken = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += measureWidth(segment)
    if (width > columns) return taken
    taken += segment
  }
  return taken
}

function getFirst(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment
  return ''
}
