// A passage as a result shows it: the words of its Markdown in one line. A slice of a page may begin inside a table or a list; what marked cannot read as
// Markdown then is shown as it stands, without the marks of tables.

import { Lexer, type Token, type Tokens } from 'marked'

/** Headings go: a result shows them as its path. */
export function passageText(markdown: string): string {
  return textOf(Lexer.lex(markdown, { gfm: true }))
    .replace(/\s\|(?:\s+\|)*\s+/g, ' · ')
    .replace(/^[\s·|]+|[\s·|]+$/g, '')
    .replace(/\s+/g, ' ')
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
      return token.raw.replace(/<[^>]*>/g, ' ')
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
