// Extraction: a documentation page's HTML to its content. Pure: no network, no clock, no store. Anything else than a
// page of the documentation comes back as `not-a-page`, so that it never reaches the index.

import type { Element } from 'domhandler'
import { type DocUrl, resolveLink } from '../../core/model/doc-url.ts'
import { type Locale, parseLocale } from '../../core/model/locale.ts'
import type { Extraction, Table } from '../../core/model/page.ts'
import { cleanProductName } from '../../core/text/clean-product-name.ts'
import { collectLinkContexts } from '../../core/text/link-context.ts'
import { type Assembled, assemble } from '../markdown/assemble.ts'
import { buildContent } from '../markdown/build-content.ts'
import { convertContent } from '../markdown/markdown-rules.ts'
import { computeContentHash } from '../structure/compute-content-hash.ts'
import { listLinkedTexts } from '../structure/linked-texts.ts'
import { outline } from '../structure/outline.ts'
import { cutPassages } from '../structure/passages.ts'
import { readTableData } from '../tables/read-table-data.ts'
import { Allowance, ContentTooLarge, computeLongestMarkdown } from './content-limits.ts'
import { clean, type PageFrame, readFrame } from './page-metadata.ts'
import { parseMarkup } from './parse-markup.ts'
import { findSphinxParts, SPHINX_GUIDE, SPHINX_PRODUCT } from './sphinx-page.ts'

// The sentence stands at the top of machine translated pages, in the page's language.
const MACHINE_TRANSLATED =
  /機械翻訳により提供|기계 번역|机器翻译|機器翻譯|maschinell\S* (?:Ü|ü)bersetz|traduction automatique|traduzione automatica|traducción automática|tradução automática|terjemahan mesin/i
const TOP_OF_PAGE = 1500

/**
 * Extracts the page at `url` from its HTML. Never throws, whatever the text.
 * The page's locale is the one that its metadata names, which differs from the URL's when the page is not translated.
 */
export function extractPage(html: string, url: DocUrl): Extraction {
  const text = normalizeLineEnds(html)
  const frame = readFrame(parseMarkup(text))
  if (!frame.main) return explainNoPage(frame, url)
  const longest = computeLongestMarkdown(text.length)
  try {
    return readPage(frame, frame.main, url, { longest, isPlain: false })
  } catch (thrown) {
    if (!(thrown instanceof ContentTooLarge)) throw thrown
    return readPage(frame, frame.main, url, { longest: Number.POSITIVE_INFINITY, isPlain: true })
  }
}

interface Form {
  readonly longest: number
  readonly isPlain: boolean
}

function readPage(frame: PageFrame, main: Element, url: DocUrl, { longest, isPlain }: Form): Extraction {
  const sphinx = frame.isSphinx ? findSphinxParts(main) : undefined
  const skip = sphinx?.skip ?? new Set()
  const content = buildContent(main, url, { skip, allowance: new Allowance(longest), isPlain })
  const contexts = collectLinkContexts(listLinkedTexts(content.root))
  const links = [...content.links]
  const assembled = assemble(convertContent(content.root), content.slots, longest)
  const said = frame.meta.get('product') ?? frame.meta.get('this_doc_product') ?? (sphinx ? SPHINX_PRODUCT : '')
  const heading = assembled.headings.find((one) => one.level === 1)
  const title = heading?.title ?? dropProduct(frame.title, said)
  if (title === '') return { kind: 'not-a-page', reason: 'no-title' }
  const markdown = assembled.markdown
  const sections = outline(assembled.headings, title, markdown.length)
  const locale = findLocale(frame, url)
  const anchors = [...assembled.headings.map((one) => one.anchor), ...assembled.anchors.map((one) => one.id)]
  const guideTitle = frame.meta.get('guide') ?? frame.meta.get('this_doc_guide') ?? (sphinx ? SPHINX_GUIDE : '')
  const product = cleanProductName(clean(said), clean(guideTitle))
  return {
    kind: 'page',
    page: {
      locale,
      title,
      product,
      guideTitle: clean(guideTitle),
      description: clean(frame.meta.get('description') ?? ''),
      breadcrumb: readBreadcrumb(frame, sphinx?.breadcrumb, [product, clean(guideTitle)]),
      markdown,
      sections,
      passages: cutPassages(markdown, sections, assembled.atoms, assembled.anchors),
      tables: listTables(assembled, sections, longest),
      links,
      linkContexts: links.map((path) => contexts.get(path)?.join(' ') ?? ''),
      tocs: (frame.meta.get('tocs') ?? '')
        .split(';')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      ...readFeed(frame),
      contentHash: computeContentHash(markdown, locale, anchors),
      machineTranslated: locale !== 'en_us' && MACHINE_TRANSLATED.test(markdown.slice(0, TOP_OF_PAGE)),
    },
  }
}

// Line ends as HTML has them once it is read; the parser leaves them as they came.
function normalizeLineEnds(html: string): string {
  return html.includes('\r') ? html.replace(/\r\n?/g, '\n') : html
}

function readFeed({ meta }: PageFrame): { feed?: string } {
  const name = meta.get('rss')?.trim() ?? ''
  return name === '' ? {} : { feed: name }
}

function explainNoPage(frame: PageFrame, url: DocUrl): Extraction {
  if (frame.meta.get('page-type') === 'errorPage' || frame.meta.get('page-name') === 'page-not-found')
    return { kind: 'not-a-page', reason: 'error-page' }
  const refresh = /url\s*=\s*['"]?([^'"\s]+)/i.exec(frame.meta.get('http-equiv:refresh') ?? '')?.[1]
  if (refresh === undefined) return { kind: 'not-a-page', reason: 'no-main-content' }
  const target = resolveLink(refresh, url)
  return { kind: 'not-a-page', reason: 'redirect-stub', ...(target ? { target: target.path } : {}) }
}

function findLocale(frame: PageFrame, url: DocUrl): Locale {
  return parseLocale(frame.meta.get('guide-locale') ?? '') ?? parseLocale(frame.lang) ?? url.locale
}

// `<title>` is "page title - product".
function dropProduct(title: string, product: string): string {
  const suffix = ` - ${clean(product)}`
  return product !== '' && title.endsWith(suffix) ? title.slice(0, -suffix.length) : title
}

// JSON-LD goes from "AWS" down to the page itself; both ends are left out.
function readBreadcrumb(
  frame: PageFrame,
  commands: readonly string[] | undefined,
  fallback: readonly string[],
): readonly string[] {
  if (frame.trail.length > 2) return frame.trail.slice(1, -1)
  return [...fallback, ...(commands ?? [])].filter((name, index, all) => name !== '' && all[index - 1] !== name)
}

function listTables(assembled: Assembled, sections: readonly { start: number }[], longest: number): Table[] {
  const allowance = new Allowance(longest)
  let section = 0
  return assembled.tables.flatMap((table) => {
    for (let next = sections[section + 1]; next && next.start <= table.start; next = sections[section + 1]) section++
    return readTableData(table, section, assembled.writeCell, allowance) ?? []
  })
}
