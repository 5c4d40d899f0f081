// The bundled sample guide: complete in both languages, in step page by page, and free of links that lead nowhere.
// Read with cheerio as plain HTML; how the product reads it is the business of the extraction tests.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type CheerioAPI, load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { formatDocUrl, parseDocUrl, resolveLink, toPath } from '../../src/core/model/doc-url.ts'
import type { Locale } from '../../src/core/model/locale.ts'

const SITE = fileURLToPath(new URL('../../data/sample', import.meta.url))
const BASE = '/aws-docs-offline/latest/guide/'
const EDITIONS: { locale: Locale; lang: string; guide: string }[] = [
  { locale: 'en_us', lang: 'en-US', guide: 'User Guide' },
  { locale: 'ja_jp', lang: 'ja-JP', guide: 'ユーザーガイド' },
]

interface TocNode {
  title: string
  href: string
  contents?: TocNode[]
}

const toFile = (path: string) => SITE + path
const readToc = (locale: Locale): TocNode[] =>
  (JSON.parse(readFileSync(toFile(toPath(BASE, 'toc-contents.json', locale)), 'utf8')) as { contents: TocNode[] })
    .contents
const flatten = (nodes: TocNode[]): TocNode[] => nodes.flatMap((node) => [node, ...flatten(node.contents ?? [])])
const listPages = (locale: Locale) => flatten(readToc(locale)).map((node) => node.href)
const open = (page: string, locale: Locale) => load(readFileSync(toFile(toPath(BASE, page, locale)), 'utf8'))

/** Ids that somebody wrote, in page order; those of tables are generated, as on the real site. */
function listAuthoredIds($: CheerioAPI): string[] {
  const ids = $('#main-col-body [id]').toArray()
  return ids.map((element) => element.attribs.id ?? '').filter((id) => !/^w\d+aab/.test(id))
}

function toShape(nodes: TocNode[]): unknown[] {
  return nodes.map((node) => [node.href, toShape(node.contents ?? [])])
}

describe.each(EDITIONS)('the $locale edition', ({ locale, lang, guide }) => {
  const pages = listPages(locale)

  it('has a file for each entry of its contents, and no page besides', () => {
    const files = readdirSync(toFile(toPath(BASE, '', locale)))
    expect(files.filter((file) => file.endsWith('.html')).toSorted()).toEqual(pages.toSorted())
    expect(pages.length).toBeGreaterThanOrEqual(9)
  })

  it.each(pages)('%s says in its head what and where it is', (page) => {
    const $ = open(page, locale)
    const meta = (name: string) => $(`meta[name="${name}"]`).first().attr('content')
    const heading = $('#main-col-body > h1.topictitle')
    expect($('html').attr('lang')).toBe(lang)
    expect($('title').first().text()).toBe(`${heading.text()} - aws-docs-offline`)
    expect(heading.attr('id')).toBe(page.replace('.html', ''))
    expect($('link[rel=canonical]').first().attr('href')).toBe(formatDocUrl(toPath(BASE, page, locale)))
    expect([meta('product'), meta('guide'), meta('guide-locale'), meta('tocs')]).toEqual([
      'aws-docs-offline',
      guide,
      locale,
      'toc-contents.json',
    ])
    expect(meta('description')?.length).toBeGreaterThan(20)
  })

  it.each(pages)('%s links only to pages and anchors that exist', (page) => {
    const $ = open(page, locale)
    const from = parseDocUrl(toPath(BASE, page, locale))
    if (!from) throw new Error(`${page} is no path of the site`)
    const hrefs = $('#main-col-body a[href], .prev-next [href], #page-toc-src a[href]')
      .toArray()
      .map((element) => element.attribs.href ?? '')
    for (const href of hrefs) {
      const target = href.startsWith('#') ? { ...from, anchor: href.slice(1) } : resolveLink(href, from)
      if (!target) {
        expect(href, 'a link out of the site').toMatch(/^https:\/\//)
        continue
      }
      expect(target.path, href).toBe(toPath(BASE, target.page, locale))
      expect(pages, href).toContain(target.page)
      if (target.anchor) expect(listAuthoredIds(open(target.page, locale)), href).toContain(target.anchor)
    }
  })

  it.each(pages)('%s gives no two elements the same id', (page) => {
    const ids = listAuthoredIds(open(page, locale))
    expect(ids).toEqual([...new Set(ids)])
  })

  it('links its pages to a chain with previous and next, in the order of the contents', () => {
    const chain = pages.map((page) => {
      const $ = open(page, locale)
      return [$('#previous').attr('href'), $('#next').attr('href')]
    })
    const link = (page: string | undefined) => (page === undefined ? undefined : `./${page}`)
    expect(chain).toEqual(pages.map((_, index) => [link(pages[index - 1]), link(pages[index + 1])]))
  })
})

describe('the two editions', () => {
  it('have the same pages in the same tree', () => {
    expect(toShape(readToc('ja_jp'))).toEqual(toShape(readToc('en_us')))
  })

  it.each(listPages('en_us'))('%s has the same ids, code blocks and table sizes in both', (page) => {
    const [english, japanese] = [open(page, 'en_us'), open(page, 'ja_jp')]
    expect(listAuthoredIds(japanese)).toEqual(listAuthoredIds(english))
    expect(japanese('pre').length).toBe(english('pre').length)
    const cells = ($: CheerioAPI) =>
      $('table')
        .toArray()
        .map((table) => $(table).find('td, th').length)
    expect(cells(japanese)).toEqual(cells(english))
  })

  it.each(listPages('en_us'))('%s is written in Japanese in the Japanese edition only', (page) => {
    const prose = ($: CheerioAPI) => $('#main-col-body p').text()
    expect(prose(open(page, 'ja_jp'))).toMatch(/[ぁ-ん]/)
    expect(prose(open(page, 'en_us')).replace(/[一-龠]{2}/g, '')).not.toMatch(/[ぁ-んァ-ヶ]/)
  })

  it('show every kind of markup that extraction has to read', () => {
    const all = load(
      listPages('en_us')
        .map((page) => readFileSync(toFile(toPath(BASE, page, 'en_us')), 'utf8'))
        .join('\n'),
    )
    for (const selector of [
      'awsdocs-tabs dd[tab-id]',
      'awsui-expandable-section[header]',
      '.variablelist dt[id]',
      '.procedure li.step pre',
      'td[rowspan]',
      'th.table-header',
      '.awsdocs-note.awsdocs-important',
      'pre.programlisting code.json',
      'pre code.replaceable',
    ]) {
      expect(all(selector).length, selector).toBeGreaterThan(0)
    }
  })
})

it('the sample site lets a crawler in', () => {
  const robots = readFileSync(toFile('/robots.txt'), 'utf8')
  expect(robots).toMatch(/^User-agent: \*$/m)
  expect(robots).not.toMatch(/^Disallow: \/(aws-docs-offline|ja_jp)?\/?$/m)
})
