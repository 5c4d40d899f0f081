// What a page's main content holds, read independently of the extractor: another parser (parse5, as a browser parses),
// a plain walk over text nodes, its own list of the site's chrome. Used to judge the extractor, so it must not import
// from src/extract.

import { load } from 'cheerio'
import type { ChildNode, Element } from 'domhandler'

export interface ReferenceContent {
  /** All text in order, blocks apart by a blank; code included. */
  readonly text: string
  /** Code blocks, exactly. */
  readonly codeBlocks: readonly { readonly code: string; readonly isInCell: boolean }[]
  /** Tables in order: the text of every cell in order, tables inside cells not counted twice. */
  readonly tables: readonly (readonly string[])[]
}

const CHROME = [
  'script, style, noscript, template, button, awsui-icon',
  'awsdocs-language-banner, awsdocs-page-header, awsdocs-filter-selector, awsdocs-copyright, awsdocs-thumb-feedback',
  '.awsdocs-page-header-container, .code-btn-container, .btn-copy-code, awsui-alert.awsdocs-page-banner',
]
// Sphinx: permalink signs, the breadcrumb above the title, and the options that are the same on every page.
const SPHINX_CHROME = ['a.headerlink', 'div.navbar, div.related, div.top-links, div.sphinxsidebar', '#global-options']

const INLINE = new Set(
  'a b i u s em strong code tt kbd samp var cite span sub sup small big font abbr del ins mark q time wbr img'.split(
    ' ',
  ),
)

/** Undefined when the document has no main content. */
export function readReferenceContent(html: string): ReferenceContent | undefined {
  const $ = load(html)
  let main = $('#main-col-body').first()
  const isSphinx = main.length === 0
  if (isSphinx) main = $('div.body').first()
  const root = main[0]
  if (!root) return undefined
  for (const selector of CHROME) main.find(selector).remove()
  if (isSphinx) {
    for (const selector of SPHINX_CHROME) main.find(selector).remove()
    const first = main.children().first()
    if (first.is('p') && first.text().trim().startsWith('[')) first.remove()
  }
  const codeBlocks = main
    .find('pre')
    .toArray()
    .map((pre) => ({ code: readRawText(pre), isInCell: $(pre).closest('td, th').length > 0 }))
    .filter(({ code }) => code.trim() !== '')
  const tables = main
    .find('table')
    .toArray()
    .map((table) =>
      $(table)
        .find('td, th')
        .toArray()
        .filter((cell) => $(cell).closest('table')[0] === table)
        .map((cell) => readText(cell).replace(/\s+/g, ' ').trim()),
    )
  return { text: readText(root), codeBlocks, tables }
}

/**
 * Text as it is read: a blank wherever a block begins or ends; titles of expandable sections and texts of images
 * included.
 */
function readText(node: ChildNode): string {
  if (node.type === 'text') return node.data
  if (node.type !== 'tag') return ''
  if (node.name === 'img') return ` ${node.attribs.alt ?? ''} `
  if (node.name === 'br') return node.parent && isInPre(node) ? '\n' : ' '
  const inner = readChildren(node)
  if (INLINE.has(node.name) || isUnknownInline(node)) return inner
  const title = node.name === 'awsui-expandable-section' ? (node.attribs.header ?? '') : ''
  return ` ${title} ${inner} `
}

function readChildren(element: Element): string {
  return element.children.map(readText).join('')
}

// `<account>` and the like: placeholders that a writer forgot to escape. A browser shows what is inside, in line.
function isUnknownInline(element: Element): boolean {
  return !/-/.test(element.name) && !KNOWN_BLOCKS.has(element.name)
}

const KNOWN_BLOCKS = new Set(
  (
    'div p ul ol li dl dt dd table caption thead tbody tfoot tr td th pre blockquote section article ' +
    'details summary hr h1 h2 h3 h4 h5 h6 iframe figure figcaption main aside header footer center'
  ).split(' '),
)

function isInPre(node: ChildNode): boolean {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'tag' && up.name === 'pre') return true
  return false
}

function readRawText(node: ChildNode): string {
  if (node.type === 'text') return node.data
  if (node.type !== 'tag') return ''
  if (node.name === 'br') return '\n'
  return node.children.map(readRawText).join('')
}
