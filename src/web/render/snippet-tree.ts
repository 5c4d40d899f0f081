// The Markdown of a snippet as a tree of a few harmless elements: paragraphs, lists, tables, code, emphasis. Safe by
// construction: no element is made that is not named here and no attribute but a list's number. Links and pictures are
// their words, headings are left out (a result shows them as its path).

import type { Element, ElementContent, Root, Text } from 'hast'
import type { Token, Tokens } from 'marked'
import { createHighlighter } from './highlight.ts'
import { markdownParser } from './markdown-parser.ts'
import { nestBlocks } from './nest-blocks.ts'
import { estimateRenderingWork } from './rendering-cost.ts'

/** Of a snippet. The site's costliest takes a tenth of it; one that takes more is shown as it stands. */
const MOST_WORK = 20_000_000
/** No snippet is longer. */
const LONGEST = 32_000

/** The tree of a snippet. Rows whose header was cut off are a table all the same. */
export function parseSnippet(markdown: string): Root {
  const source = addDelimiter(markdown.slice(0, LONGEST))
  const children =
    estimateRenderingWork(source) <= MOST_WORK
      ? markdownParser.lexer(nestBlocks(source)).flatMap(renderBlock)
      : [makeElement('p', [makeText(source)])]
  return { type: 'root', children }
}

function addDelimiter(markdown: string): string {
  const [, row = ''] = /^\s*(\|[^\n]*\|)[ \t]*(?:\n|$)(?![|\s]*:?-)/.exec(markdown) ?? []
  if (row === '') return markdown
  const columns = row.replace(/\\\|/g, '').split('|').length - 2
  return columns < 1 ? markdown : `|${' |'.repeat(columns)}\n|${' --- |'.repeat(columns)}\n${markdown.trimStart()}`
}

function renderBlock(token: Token): ElementContent[] {
  switch (token.type) {
    case 'paragraph':
      return [makeElement('p', renderInline(token.tokens))]
    case 'blockquote':
      return (token.tokens ?? []).flatMap(renderBlock)
    case 'list':
      return [renderList(token as Tokens.List)]
    case 'table':
      return [renderTable(token as Tokens.Table)]
    case 'code':
      return [makeElement('pre', [makeElement('code', createHighlighter()(dropMargin(token.text), token.lang))])]
    case 'text':
      return 'tokens' in token && token.tokens ? renderInline(token.tokens) : [makeText(token.text)]
    case 'html': {
      const words = stripTags(token.raw).trim()
      return words === '' ? [] : [makeElement('p', [makeText(words)])]
    }
    default:
      return []
  }
}

// Code out of the middle of a block stands at the left, as if it began there.
function dropMargin(code: string): string {
  const text = code.replace(/^(?:[ \t]*\n)+|\s+$/g, '')
  const margins = text.match(/^[ \t]*(?=\S)/gm) ?? []
  const width = Math.min(...margins.map((margin) => margin.length))
  return Number.isFinite(width) && width > 0 ? text.replace(new RegExp(`^[ \\t]{${width}}`, 'gm'), '') : text
}

function renderList({ ordered, start, items }: Tokens.List): Element {
  const list = makeElement(
    ordered ? 'ol' : 'ul',
    items.map(({ tokens }) => makeElement('li', tokens.flatMap(renderBlock))),
  )
  return ordered && typeof start === 'number' && start !== 1 ? { ...list, properties: { start } } : list
}

function renderTable({ header, rows }: Tokens.Table): Element {
  const renderRow = (name: string, cells: readonly Tokens.TableCell[]): Element =>
    makeElement(
      'tr',
      cells.map(({ tokens }) => makeElement(name, renderInline(tokens))),
    )
  const hasHeader = header.some((cell) => cell.text.trim() !== '')
  const body = makeElement(
    'tbody',
    rows.map((cells) => renderRow('td', cells)),
  )
  return makeElement('table', [...(hasHeader ? [makeElement('thead', [renderRow('th', header)])] : []), body])
}

function renderInline(tokens: readonly Token[] = []): ElementContent[] {
  return tokens.flatMap((token): ElementContent[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return [makeElement(token.type, renderInline(token.tokens))]
      case 'codespan':
        return [makeElement('code', [makeText(token.text)])]
      case 'image':
      case 'escape':
        return [makeText(token.text)]
      case 'br':
        return [makeText(' ')]
      case 'html':
        return [makeText(stripTags(token.raw))]
      default:
        return 'tokens' in token && token.tokens
          ? renderInline(token.tokens)
          : [makeText('text' in token ? decodeEntities(String(token.text)) : '')]
    }
  })
}

// What is raised stays apart from what it stands on: 2^63.
function stripTags(markup: string): string {
  return decodeEntities(
    markup.replace(/<(\/?)([a-z]*)[^>]*>/gi, (_tag, slash: string, name: string) => {
      if (name === 'sup') return slash === '' ? '^' : ''
      return /^(?:sub|code|del|em|strong|b|i)$/i.test(name) ? '' : ' '
    }),
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' }

function decodeEntities(words: string): string {
  return words.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_entity, name: string) => ENTITIES[name] ?? '')
}

export function makeElement(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

export function makeText(value: string): Text {
  return { type: 'text', value }
}
