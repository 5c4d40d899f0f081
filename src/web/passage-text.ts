// A passage as a result shows it: the words of its Markdown in one line. A slice of a page may begin inside a table or a list; what marked cannot read as
// Markdown then is shown as it stands, without the marks of tables.

import { Lexer, type Token, type Tokens } from 'marked'
import { renderingWork } from './render/rendering-work.ts'

/** Of a passage. The site's costliest takes a tenth of it; one that takes more is shown as it stands. */
const MOST_WORK = 20_000_000
/** No passage is longer. */
const LONGEST = 32_000

/** Headings go: a result shows them as its path. */
export function passageText(markdown: string): string {
  const source = markdown.slice(0, LONGEST)
  const text = renderingWork(source) <= MOST_WORK ? textOf(Lexer.lex(source, { gfm: true })) : source
  return withoutRims(
    text
      .replace(/\s+/g, ' ')
      .replace(/ \|(?: \|)* /g, ' · ')
      .trim(),
  )
}

function withoutRims(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && /[ ·|]/.test(text.charAt(start))) start++
  while (start < end && /[ ·|]/.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(wordsOf).join('')
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'heading':
    case 'hr':
    case 'def':
      return ' '
    case 'code':
      return `${token.text} `
    case 'html':
      return token.raw.replace(/<(\/?)([a-z]*)[^>]*>/gi, spaceOrMark)
    case 'image':
    case 'codespan':
    case 'escape':
      return token.text
    case 'br':
    case 'space':
      return ' '
    case 'table': {
      const { header, rows } = token as Tokens.Table
      return [header, ...rows].map((cells) => `${cells.map(({ tokens }) => textOf(tokens)).join(' | ')}\n| `).join('')
    }
    case 'list':
      return (token as Tokens.List).items.map(({ tokens }) => `${textOf(tokens)} `).join('')
    case 'paragraph':
    case 'blockquote':
      return `${textOf(token.tokens ?? [])} `
    default:
      return 'tokens' in token && token.tokens ? textOf(token.tokens) : 'text' in token ? String(token.text) : ''
  }
}

// What is raised stays apart from what it stands on: 2^63.
function spaceOrMark(_tag: string, slash: string, name: string): string {
  if (name === 'sup') return slash === '' ? '^' : ''
  return name === 'sub' ? '' : ' '
}
