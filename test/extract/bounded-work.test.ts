// Whatever a page holds, reading it takes work that grows with its length alone, and makes no more of it than may be
// kept.

import { afterAll, describe, expect, it } from 'vitest'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { countWork, endCounting } from './counted-work.ts'
import { HOSTILE } from './hostile-markup.ts'
import { extractOrFail, makeSitePage, requireDocUrl } from './site-page.ts'

afterAll(endCounting)

const url = requireDocUrl('/mill/latest/dg/a.html')
const makePage = (content: string): string => makeSitePage(`<h1 id="t">T</h1>${content}`)

describe('twice as much of it is at most twice the work', () => {
  it.each(Object.entries(HOSTILE))('%s', (_, make) => {
    const [once, twice] = [600, 1200].map((n) => {
      const page = makePage(make(n))
      return countWork(() => extractPage(page, url))
    })
    expect(twice).toBeLessThan(2.3 * (once ?? 0))
  })
})

const countWords = (text: string): number => text.match(/\w+/g)?.filter((word) => word !== 'br').length ?? 0

describe('a page that asks for more than may be kept', () => {
  it.each([
    ['lists', '<ul><li>word '.repeat(1500)],
    ['quotes', '<blockquote>word '.repeat(1550)],
    ['tables', '<table><tr><td>word '.repeat(1500)],
    ['elements', '<div>word '.repeat(20_000)],
  ])('keeps all text of nested %s, in little more than its own length', (_, content) => {
    const { markdown } = extractOrFail(makePage(content))
    expect(countWords(markdown)).toBe(1 + countWords(content.replace(/<\w+>/g, ' ')))
    expect(markdown.length).toBeLessThan(2 * content.length)
  })

  it('repeats no more of a spanned cell than the page is long', () => {
    const cells = Array.from({ length: 990 }, (_, n) => `<td rowspan=1000>${n} ${'x'.repeat(98)}`).join('')
    const { markdown, tables } = extractOrFail(
      makePage(`<table><tr>${cells}</tr>${'<tr><td>y</td></tr>'.repeat(999)}</table>`),
    )
    expect(countWords(markdown)).toBeGreaterThan(2 * 990)
    expect(markdown.length).toBeLessThan(1_500_000)
    expect(JSON.stringify(tables).length).toBeLessThan(1_500_000)
  })

  it('repeats a table in a spanned cell nowhere', () => {
    const spans = (inner: string): string =>
      `<table><tr><td rowspan=20>${inner}</td><td>1</td></tr>${'<tr><td>1</td></tr>'.repeat(20)}</table>`
    const { markdown } = extractOrFail(makePage(spans(spans(spans('core')))))
    // In its own table only.
    expect(markdown.match(/core/g)?.length).toBeLessThanOrEqual(21)
  })

  it('is written without markup where that alone would be too much: links to a long address', () => {
    const long = requireDocUrl(`/mill/latest/dg/${'a'.repeat(1900)}.html`)
    const content = Array.from(
      { length: 20_000 },
      (_, n) => `<p><a href="#x">link${n}</a> <code>a</code></p><ul><li>b</ul>`,
    )
    const extraction = extractPage(makePage(`${content.join('')}<h2>End</h2><pre>code</pre>`), long)
    const markdown = extraction.kind === 'page' ? extraction.page.markdown : ''
    expect(markdown.length).toBeLessThan(2_000_000)
    expect(markdown).toContain('link0 a\n\nb\n\nlink1 a')
    expect(markdown).toMatch(/link19999 a\n\nb\n\n## End\n\n```\ncode\n```$/)
  })

  it('has so many sections, the last of them with the headings that follow', () => {
    const { sections, markdown } = extractOrFail(makePage('<h2>a</h2><p>b</p>'.repeat(6000)))
    expect(sections).toHaveLength(5000)
    expect(sections.at(-1)?.end).toBe(markdown.length)
    expect(markdown.match(/^## a$/gm)).toHaveLength(6000)
  })

  it.each([
    ['a code block', `<pre>${'line of code\n'.repeat(20_000)}</pre>`],
    ['a code block of one line', `<pre>${'x'.repeat(200_000)}</pre>`],
    ['characters of two halves', `<p>${'😀'.repeat(100_000)}</p>`],
    ['a row', `<table><tr><td>${'word '.repeat(40_000)}</td></tr></table>`],
    ['a line without a sentence', `<p>${'word '.repeat(40_000)}</p>`],
  ])('has no passage that is longer than others may be: %s', (_, content) => {
    const { markdown, passages } = extractOrFail(makePage(content))
    expect(Math.max(...passages.map(({ start, end }) => end - start))).toBeLessThanOrEqual(32_000)
    expect(passages.at(-1)?.end).toBe(markdown.length)
    for (const { start, end } of passages)
      expect(markdown.slice(start, end)).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/)
    for (const [index, { start }] of passages.entries())
      expect(start).toBeGreaterThanOrEqual(passages[index - 1]?.end ?? 0)
  })

  it('cannot write the marks that stand for blocks while it is read', () => {
    const reserved = ['&#xfdd0;0&#xfdd1;', '&#x&#xfdd0;fdd0;0&#x&#xfdd1;fdd1;', '\uFDD00\uFDD1', '&#64976;0&#64977;']
    for (const text of reserved) {
      const { markdown } = extractOrFail(makePage(`<p title="${text}">a ${text} b</p><img src="x" alt="${text}">`))
      expect(markdown).not.toMatch(/[\uFDD0-\uFDD3]/)
      expect(markdown.match(/# T/g)).toHaveLength(1)
    }
  })
})
