// Markdown of the index to HTML for the reading view. marked writes HTML, hast-util-sanitize lets through what a
// documentation page needs and nothing else; only then are links, images, tables and code given their local form.
// Headings come from the stored sections, whose anchors Markdown lacks.

import type { Element, ElementContent, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { type Schema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { parseDocUrl } from '../../core/model/doc-url.ts'
import type { Section } from '../../core/model/page.ts'
import { markText, type QueryWords } from '../../core/text/mark-words.ts'
import { encodeUrlPart } from '../../core/text/parse-url.ts'
import { type Html, html, trustMarkup } from '../views/html.ts'
import { makeReadLink } from '../views/links.ts'
import type { UiText } from '../views/ui-text.ts'
import { createHighlighter, highlightPre } from './highlight.ts'
import { markTree } from './mark-tree.ts'
import { markdownParser } from './markdown-parser.ts'
import { nestBlocks } from './nest-blocks.ts'
import { type FindImage, renderPageImage } from './page-image.ts'
import { estimateRenderingWork, MOST_WORK } from './rendering-cost.ts'

const SCHEMA: Schema = {
  tagNames: [
    ...['p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'pre', 'code', 'em', 'strong', 'del', 'sup'],
    ...['sub', 'a', 'img', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'h1', 'h2', 'h3', 'h4'],
    ...['h5', 'h6'],
  ],
  attributes: {
    a: ['href'],
    code: [['className', /^language-/]],
    img: ['src', 'alt'],
    ol: ['start'],
    td: ['rowSpan', 'colSpan'],
    th: ['rowSpan', 'colSpan'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  strip: ['script', 'style', 'template', 'iframe', 'object', 'noscript', 'svg', 'math'],
  ancestors: {
    li: ['ul', 'ol'],
    ...Object.fromEntries(['caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map((name) => [name, ['table']])),
  },
}

/** Characters of Markdown that are shown. The site's longest page has 0.8 million. */
const LONGEST_PAGE = 2_000_000
/** As many as extraction makes. */
const MOST_SECTIONS = 5_000
/** Characters of a section that are looked through for words to mark. */
const MOST_MARKED = 100_000

export interface PageContentOptions {
  readonly markdown: string
  readonly sections: readonly Section[]
  /** Whether a page of the site can be read here. */
  readonly isIndexed: (path: string) => boolean
  readonly text: UiText
  /** Default: no image can be had. */
  readonly findImage?: FindImage
  /** What the search that led here looked for. */
  readonly words?: QueryWords | undefined
}

/**
 * The page's body without its own h1, as sanitised HTML with anchors on its headings. What would cost too much to
 * render is shown as it stands, and of a page that is too long the rest is left out, which is said.
 */
export function renderContent(options: PageContentOptions): Html {
  const { markdown, sections, text, words } = options
  const localiseOnly = makeLocaliser(options)
  const localise = (root: Root): void => {
    localiseOnly(root)
    if (words) markTree(root, words, MOST_MARKED)
  }
  const source = markdown.slice(0, LONGEST_PAGE)
  const shown = sections.slice(0, MOST_SECTIONS).filter(({ start }) => start < source.length)
  let left = MOST_WORK
  const parts = shown.map((section, index) => {
    const end = shown[index + 1]?.start ?? source.length
    const whole = source.slice(section.start, end)
    const body = section.level === 0 ? whole : whole.replace(/^\s*#{1,6} [^\n]*\n?/, '')
    const work = estimateRenderingWork(body)
    const isAffordable = work <= left
    if (isAffordable) left -= work
    const content = isAffordable ? renderOrShow(body, localise) : renderAsIs(body)
    return html`${index > 0 && renderHeading(section, text, words)}${content}`
  })
  const isCut = source.length < markdown.length
  return html`${parts}${isCut && html`<p class="notice">${text.restOnSite}</p>`}`
}

// Emphasis nests without any mark in front of the line: what is too deep for a parser is found by it.
function renderOrShow(body: string, localise: (root: Root) => void): Html {
  try {
    return renderMarkdown(body, localise)
  } catch (thrown) {
    if (thrown instanceof RangeError) return renderAsIs(body)
    throw thrown
  }
}

function renderAsIs(markdown: string): Html {
  return html`<div class="code"><pre tabindex="0">${markdown}</pre></div>`
}

function renderHeading(section: Section, text: UiText, words: QueryWords | undefined): Html {
  const title = words
    ? markText(section.title, words).map((part) => (part.marked ? html`<mark>${part.text}</mark>` : html`${part.text}`))
    : section.title
  const [href, name] = [`#${encodeUrlPart(section.anchor)}`, text.linkToSection(section.title)]
  const label = html`${title}${
    section.anchor !== '' && html` <a class="anchor" href="${href}" aria-label="${name}">#</a>`
  }`
  const level = Math.min(6, Math.max(2, section.level))
  const id = section.anchor !== '' && html` id="${section.anchor}"`
  return html`${trustMarkup(`<h${level}`)}${id}>${label}${trustMarkup(`</h${level}>`)}\n`
}

function renderMarkdown(source: string, localise: (root: Root) => void): Html {
  if (source.trim() === '') return html``
  const tree = sanitize(
    fromHtml(markdownParser.parse(nestBlocks(source), { async: false }), { fragment: true }),
    SCHEMA,
  )
  if (tree.type !== 'root') return html``
  localise(tree)
  return trustMarkup(toHtml(tree))
}

function makeLocaliser({ isIndexed, text, findImage = () => undefined }: PageContentOptions): (root: Root) => void {
  const highlight = createHighlighter()
  const visit = (parent: Root | Element, isInPre: boolean, isInLink: boolean): void => {
    for (const [index, child] of parent.children.entries()) {
      if (child.type !== 'element') continue
      visit(child, isInPre || child.tagName === 'pre', isInLink || child.tagName === 'a')
      const replaced = replace(child, isInPre, isInLink)
      if (replaced !== child) parent.children[index] = replaced
    }
  }
  const replace = (element: Element, isInPre: boolean, isInLink: boolean): ElementContent => {
    if (element.tagName === 'a') return localiseLink(element, isIndexed)
    if (element.tagName === 'img') return renderPageImage(element, findImage, text, isInLink)
    // A scrolling box must be reachable by keyboard, and then it needs a name.
    if (element.tagName === 'table') {
      return wrap('div', { className: ['table-scroll'], tabIndex: 0, role: 'group', ariaLabel: text.table }, [element])
    }
    if (element.tagName === 'pre' && !isInPre) {
      return wrap('div', { className: ['code'] }, [
        { ...highlightPre(element, highlight), properties: { tabIndex: 0 } },
      ])
    }
    return element
  }
  return (root) => visit(root, false, false)
}

function localiseLink(element: Element, isIndexed: (path: string) => boolean): Element {
  const href = String(element.properties.href ?? '')
  const url = /^https?:/i.test(href) ? parseDocUrl(href) : undefined
  if (url && isIndexed(url.path)) return { ...element, properties: { href: makeReadLink(url.path, url.anchor) } }
  if (href === '') return wrap('span', {}, element.children)
  return { ...element, properties: { href, rel: ['noopener', 'noreferrer'], className: ['external'] } }
}

function wrap(tagName: string, properties: Element['properties'], children: Element['children']): Element {
  return { type: 'element', tagName, properties, children }
}
