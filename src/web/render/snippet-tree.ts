// The Markdown of a snippet as a tree of a few harmless elements: paragraphs, lists, tables, code, emphasis. Safe by
// construction: no element is made that is not named here and no attribute but a list's number. Links and pictures are
// their words, headings are left out (a result shows them as its path).

import type { Element, ElementContent, Root, Text } from 'hast'
import { Lexer, type Token, type Tokens } from 'marked'
import { createHighlighter } from './highlight.ts'
import { renderingWork } from './rendering-cost.ts'

/** Of a snippet. The site's costliest takes a tenth of it; one that takes more is shown as it stands. */
const MOST_WORK = 20_000_000
/** No snippet is longer. */
const LONGEST = 32_000

/** The tree of a snippet. Rows whose header was cut off are a table all the same. */
export function snippetTree(markdown: string): Root {
  const source = withDelimiter(markdown.slice(0, LONGEST))
  const children =
    renderingWork(source) <= MOST_WORK
      ? Lexer.lex(source, { gfm: true }).flatMap(renderBlock)
      : [element('p', [text(source)])]
  return { type: 'root', children }
}

function withDelimiter(markdown: string): string {
  const [, row = ''] = /^\s*(\|[^\n]*\|)[ \t]*(?:\n|$)(?![|\s]*:?-)/.exec(markdown) ?? []
  if (row === '') return markdown
  const columns = row.replace(/\\\|/g, '').split('|').length - 2
  return columns < 1 ? markdown : `|${' |'.repeat(columns)}\n|${' --- |'.repeat(columns)}\n${markdown.trimStart()}`
}

function renderBlock(token: Token): ElementContent[] {
  switch (token.type) {
    case 'paragraph':
      return [element('p', inline(token.tokens))]
    case 'blockquote':
      return (token.tokens ?? []).flatMap(renderBlock)
    case 'list':
      return [renderList(token as Tokens.List)]
    case 'table':
      return [renderTable(token as Tokens.Table)]
    case 'code':
      return [element('pre', [element('code', createHighlighter()(withoutMargin(token.text), token.lang))])]
    case 'text':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : [text(token.text)]
    case 'html': {
      const words = withoutTags(token.raw).trim()
      return words === '' ? [] : [element('p', [text(words)])]
    }
    default:
      return []
  }
}

// Code out of the middle of a block stands at the left, as if it began there.
function withoutMargin(code: string): string {
  const text = code.replace(/^(?:[ \t]*\n)+|\s+$/g, '')
  const margins = text.match(/^[ \t]*(?=\S)/gm) ?? []
  const width = Math.min(...margins.map((margin) => margin.length))
  return Number.isFinite(width) && width > 0 ? text.replace(new RegExp(`^[ \\t]{${width}}`, 'gm'), '') : text
}

function renderList({ ordered, start, items }: Tokens.List): Element {
  const list = element(
    ordered ? 'ol' : 'ul',
    items.map(({ tokens }) => element('li', tokens.flatMap(renderBlock))),
  )
  return ordered && typeof start === 'number' && start !== 1 ? { ...list, properties: { start } } : list
}

function renderTable({ header, rows }: Tokens.Table): Element {
  const row = (name: string, cells: readonly Tokens.TableCell[]): Element =>
    element(
      'tr',
      cells.map(({ tokens }) => element(name, inline(tokens))),
    )
  const hasHeader = header.some((cell) => cell.text.trim() !== '')
  const body = element(
    'tbody',
    rows.map((cells) => row('td', cells)),
  )
  return element('table', [...(hasHeader ? [element('thead', [row('th', header)])] : []), body])
}

function inline(tokens: readonly Token[] = []): ElementContent[] {
  return tokens.flatMap((token): ElementContent[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return [element(token.type, inline(token.tokens))]
      case 'codespan':
        return [element('code', [text(token.text)])]
      case 'image':
      case 'escape':
        return [text(token.text)]
      case 'br':
        return [text(' ')]
      case 'html':
        return [text(withoutTags(token.raw))]
      default:
        return 'tokens' in token && token.tokens
          ? inline(token.tokens)
          : [text('text' in token ? decoded(String(token.text)) : '')]
    }
  })
}

// What is raised stays apart from what it stands on: 2^63.
function withoutTags(markup: string): string {
  return decoded(
    markup.replace(/<(\/?)([a-z]*)[^>]*>/gi, (_tag, slash: string, name: string) => {
      if (name === 'sup') return slash === '' ? '^' : ''
      return /^(?:sub|code|del|em|strong|b|i)$/i.test(name) ? '' : ' '
    }),
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' }

function decoded(words: string): string {
  return words.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_entity, name: string) => ENTITIES[name] ?? '')
}

export function element(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

export function text(value: string): Text {
  return { type: 'text', value }
}
