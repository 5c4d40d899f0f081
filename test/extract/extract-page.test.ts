import { describe, expect, it } from 'vitest'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { extractOrFail, makeSitePage, readFixture, requireDocUrl } from './site-page.ts'

describe('the Markdown of the site’s markup', () => {
  it.each([
    ['notes', 'labels in any language, code inside, no label at all'],
    ['code', 'bytes, languages, fences longer than what they hold, inline code, escapes'],
    ['structure', 'headings, procedures, lists, terms, tabs, expandable sections, variants, images, links'],
    ['tables', 'spans, lists and paragraphs in cells, titles, code in cells'],
  ])('%s: %s', (name) => {
    expect(`${extractOrFail(makeSitePage(readFixture(`${name}.html`))).markdown}\n`).toBe(readFixture(`${name}.md`))
  })

  it('reads a page of the command line reference, without what every such page repeats', () => {
    const page = extractOrFail(readFixture('sphinx.html'), '/cli/latest/reference/mill/grind.html')
    expect(`${page.markdown}\n`).toBe(readFixture('sphinx.md'))
    expect(page.breadcrumb).toEqual(['AWS CLI', 'AWS CLI Command Reference', 'aws', 'mill'])
    expect(page.sections.map((section) => section.anchor)).toEqual([
      'grind',
      'description',
      'synopsis',
      'options',
      'examples',
    ])
  })
})

describe('metadata', () => {
  it('takes the first of what the page says twice', () => {
    const page = extractOrFail(makeSitePage('<h1 id="a">Running &amp; resting</h1><p>Text</p>', { title: 'Running' }))
    expect(page).toMatchObject({
      title: 'Running & resting',
      product: 'Acme Mill',
      guideTitle: 'Developer Guide',
      description: 'How the mill & belts work.',
      locale: 'en_us',
      breadcrumb: ['Acme Mill', 'Developer Guide', 'Running the mill'],
      tocs: ['toc-contents.json', 'toc-Belts.json'],
      machineTranslated: false,
    })
  })

  it('names the language of the text, not of the address', () => {
    const html = makeSitePage('<h1 id="a">Not translated</h1>')
    expect(extractOrFail(html, '/ja_jp/mill/latest/dg/a.html').locale).toBe('en_us')
  })

  it('tells machine translations', () => {
    const sentence = '<p>翻訳は機械翻訳により提供されています。英語版が優先します。</p>'
    const japanese = { locale: 'ja_jp', lang: 'ja-JP' }
    expect(extractOrFail(makeSitePage(`${sentence}<h1 id="a">題名</h1>`, japanese)).machineTranslated).toBe(true)
    expect(extractOrFail(makeSitePage('<h1 id="a">題名</h1><p>本文</p>', japanese)).machineTranslated).toBe(false)
  })

  it('falls back to the document’s title when the content has none', () => {
    const page = extractOrFail(makeSitePage('<p>Only text</p>', { title: 'Belts - and braces' }))
    expect(page.title).toBe('Belts - and braces')
    expect(page.sections).toHaveLength(1)
    expect(page.sections[0]).toMatchObject({ level: 1, start: 0, end: page.markdown.length })
  })

  it('lists the pages that are linked to, each once, without itself', () => {
    expect(extractOrFail(makeSitePage(readFixture('structure.html'))).links).toEqual([
      '/barn/latest/ug/hay.html',
      '/ja_jp/mill/latest/dg/welcome.html',
    ])
  })
})

describe('documents that are no pages', () => {
  const url = requireDocUrl('/mill/latest/dg/gone.html')

  it('a soft redirect says where it points', () => {
    expect(extractPage(readFixture('stub.html'), url)).toEqual({
      kind: 'not-a-page',
      reason: 'redirect-stub',
      target: '/mill/latest/dg/welcome.html',
    })
  })

  it('an error page is not content', () => {
    expect(extractPage(readFixture('not-found.html'), url)).toEqual({ kind: 'not-a-page', reason: 'error-page' })
  })

  it.each([
    ['an empty answer', ''],
    ['a page without main content', '<html><head><title>x</title></head><body><h1>x</h1></body></html>'],
    ['nesting deeper than the stack', '<div>'.repeat(20_000)],
  ])('%s is refused', (_, html) => {
    expect(extractPage(html, url)).toEqual({ kind: 'not-a-page', reason: 'no-main-content' })
  })

  it('main content without any title is refused', () => {
    const html = '<div id="main-col-body"><p>Text</p></div>'
    expect(extractPage(html, url)).toEqual({ kind: 'not-a-page', reason: 'no-title' })
  })
})

describe('the content hash', () => {
  const page = (id: string, text: string, generated: string): string =>
    extractOrFail(
      makeSitePage(
        `<h1 id="a">T</h1><h2 id="${generated}">S</h2><p id="${id}">${text} <a href="#${generated}">see</a></p><table id="${generated}"><tr><td id="${generated}x1">1</td></tr></table>`,
      ),
    ).contentHash

  it('ignores element ids that the build makes up', () => {
    expect(page('x', 'text', 'w12aab3c14b7')).toBe(page('x', 'text', 'w99aac5c10b3b1'))
  })

  it('ignores what stands outside the content: breadcrumb, description, title, table of contents', () => {
    const html = makeSitePage('<h1 id="a">T</h1><p>text</p>')
    const other = html
      .replace('Running the mill', 'Another chapter')
      .replace('How the  mill', 'Why the mill')
      .replace('toc-Belts.json', 'toc-Straps.json')
      .replace('<a href="/index.html">Documentation</a>', '<a href="/other.html">Elsewhere</a>')
    expect(other).not.toBe(html)
    expect(extractOrFail(other).breadcrumb).not.toEqual(extractOrFail(html).breadcrumb)
    expect(extractOrFail(other).contentHash).toBe(extractOrFail(html).contentHash)
  })

  it('of a command’s page ignores the version of the command line, which every release changes', () => {
    const html = readFixture('sphinx.html').replace(
      '<head>',
      '<head><meta name="description" content="AWS CLI 2.99.1" />',
    )
    const hash = (text: string): string => extractOrFail(text, '/cli/latest/reference/mill/grind.html').contentHash
    const next = html.replaceAll('2.99.1', '2.99.2')
    expect(next).not.toBe(html)
    expect(hash(next)).toBe(hash(html))
    expect(hash(html.replace('Grinds.', 'Grinds well.'))).not.toBe(hash(html))
  })

  it('does not change with the line ends of the file', () => {
    const html = makeSitePage('<h1 id="a">T</h1>\n<p>one\ntwo</p>\n<pre><code>a\n  b\n</code></pre>')
    const windows = extractOrFail(html.replaceAll('\n', '\r\n'))
    expect(windows.markdown).not.toContain('\r')
    expect(windows.contentHash).toBe(extractOrFail(html).contentHash)
  })

  it('changes with the text, with code, and with an authored anchor', () => {
    const hashes = [page('x', 'text', 'w1aab1'), page('x', 'texts', 'w1aab1'), page('y', 'text', 'w1aab1')]
    expect(new Set(hashes).size).toBe(3)
  })

  it('does not change with white space between elements', () => {
    const dense = '<h1 id="a">T</h1><ul><li>one</li><li>two</li></ul>'
    const airy = dense.replaceAll('><', '>\n   <').replace('one', ' one  ')
    expect(extractOrFail(makeSitePage(airy)).contentHash).toBe(extractOrFail(makeSitePage(dense)).contentHash)
  })
})
