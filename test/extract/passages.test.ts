import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExtractedPage } from '../../src/core/model/page.ts'
import { extractPage } from '../../src/extract/page/extract-page.ts'
import { makeAnyText } from '../any-text.ts'
import { extractOrFail, makeSitePage, readFixture, requireDocUrl } from './site-page.ts'

function listTexts(page: ExtractedPage): string[] {
  return page.passages.map((passage) => page.markdown.slice(passage.start, passage.end))
}

const makeSentence = (n: number): string =>
  `<p>${`The mill turns at speed ${n}, day and night, in all weathers. `.repeat(4)}</p>`
const makeLines = (n: number): string => Array.from({ length: n }, (_, line) => `grind --line ${line}`).join('\n')

describe('passages', () => {
  it('are of a size to quote, and stay inside one section', () => {
    const body = Array.from(
      { length: 12 },
      (_, n) => `<h2 id="s${n}">Part ${n}</h2>${makeSentence(n).repeat(n % 4)}`,
    ).join('')
    const page = extractOrFail(makeSitePage(`<h1 id="t">T</h1><p>Intro</p>${body}`))
    for (const [index, text] of listTexts(page).entries()) {
      expect(text.length).toBeLessThanOrEqual(1400)
      expect(text.match(/^## /gm) ?? []).toHaveLength(index === 0 ? 0 : text.startsWith('## ') ? 1 : 0)
    }
    // A heading with nothing below it makes no passage of its own.
    expect(listTexts(page).join('\n')).not.toContain('## Part 4')
  })

  it('never cut a code block, however long', () => {
    const code = makeLines(400)
    const page = extractOrFail(
      makeSitePage(`<h1 id="t">T</h1>${makeSentence(1)}<pre><code class="sh">${code}</code></pre>${makeSentence(2)}`),
    )
    expect(listTexts(page).filter((text) => text.includes(`\`\`\`sh\n${code}\n\`\`\``))).toHaveLength(1)
  })

  it('cut long tables between rows, the header staying with the first', () => {
    const rows = Array.from({ length: 200 }, (_, n) => `<tr><td>mill-${n}</td><td>speed of ${n} turns</td></tr>`).join(
      '',
    )
    const page = extractOrFail(
      makeSitePage(`<h1 id="t">T</h1><table><thead><tr><th>Mill</th><th>Speed</th></tr></thead>${rows}</table>`),
    )
    expect(page.passages.length).toBeGreaterThan(4)
    for (const text of listTexts(page)) expect(text.split('\n').filter((line) => /^\|.*[^|]$/.test(line))).toEqual([])
    expect(listTexts(page)[0]).toContain('| Mill | Speed |\n| --- | --- |\n| mill-0 | speed of 0 turns |')
    expect(
      listTexts(page)
        .join('\n')
        .match(/mill-\d+/g),
    ).toHaveLength(200)
  })

  it('carry the anchor of the nearest term above, or of their section', () => {
    const terms = Array.from(
      { length: 6 },
      (_, n) => `<dt id="term-${n}"><span class="term">Term ${n}</span></dt><dd>${makeSentence(n).repeat(3)}</dd>`,
    )
    const page = extractOrFail(
      makeSitePage(
        `<h1 id="t">T</h1><h2 id="props">Props</h2><div class="variablelist"><dl>${terms.join('')}</dl></div><h2 id="after">After</h2><p>x</p>`,
      ),
    )
    const seen = page.passages.map((passage) => passage.anchor)
    expect(seen[0]).toBe('props')
    expect(seen).toContain('term-3')
    expect(seen.at(-1)).toBe('after')
    for (const { anchor, start } of page.passages.filter((passage) => passage.anchor.startsWith('term-'))) {
      const own = page.markdown.indexOf(`**Term ${anchor.slice(5)}**`)
      expect(own).toBeLessThanOrEqual(start)
    }
  })

  it('split a paragraph without end at sentences, Japanese ones too', () => {
    const page = extractOrFail(makeSitePage(`<h1 id="t">T</h1><p>${'粉挽きは静かに回ります。'.repeat(400)}</p>`))
    expect(page.passages.length).toBeGreaterThan(2)
    for (const text of listTexts(page)) expect(text.endsWith('。')).toBe(true)
  })

  it('give a page of nothing but a title one passage', () => {
    expect(listTexts(extractOrFail(makeSitePage('<h1 id="t">Alone</h1>')))).toEqual(['# Alone'])
  })
})

/** Pieces of the site's markup in any order and nesting, code and tables among them. */
const markup = fc.letrec((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.string({ maxLength: 60 }).map((text) => `<p>${text.replaceAll('<', '&lt;')}</p>`),
    fc
      .constantFrom('structure', 'notes', 'code', 'tables')
      .map((name) => readFixture(`${name}.html`).replace(/<h1.*?<\/h1>/, '')),
    fc
      .nat(80)
      .map(
        (n) =>
          `<pre class="programlisting"><code class="sh ">${makeLines(n + 1)}\n\n\`\`\`\n\n# not a heading</code></pre>`,
      ),
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(99))
      .map(([level, n]) => `<h${level} id="h${n}">Heading ${n}</h${level}>`),
    fc
      .array(tie('piece'), { maxLength: 4 })
      .map((items) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`),
    fc
      .array(tie('piece'), { maxLength: 3 })
      .map((items) => `<div class="awsdocs-note"><h6>Note</h6>${items.join('')}</div>`),
    fc
      .array(tie('piece'), { maxLength: 4 })
      .map(
        (items) => `<table>${items.map((item) => `<tr><td>${item}</td><td rowspan="2">x</td></tr>`).join('')}</table>`,
      ),
  ),
}))

describe('any page', () => {
  const documents = fc
    .array(markup.piece as fc.Arbitrary<string>, { maxLength: 12 })
    .map((pieces) => makeSitePage(`<h1 id="t">T</h1>${pieces.join('\n')}`))

  it('has passages in order that cover all of its text but lone headings', () => {
    fc.assert(
      fc.property(documents, (html) => {
        const page = extractOrFail(html)
        let end = 0
        let between = ''
        for (const passage of page.passages) {
          expect(passage.start).toBeGreaterThanOrEqual(end)
          expect(passage.end).toBeGreaterThan(passage.start)
          between += page.markdown.slice(end, passage.start)
          end = passage.end
          const section = page.sections[passage.section]
          expect(section && passage.start >= section.start && passage.end <= section.end).toBe(true)
        }
        between += page.markdown.slice(end)
        expect(between.replace(/^#{1,5} .*$/gm, '').trim()).toBe('')
      }),
      { numRuns: 60 },
    )
  })

  it('has no passage that begins or ends inside a code block', () => {
    fc.assert(
      fc.property(documents, (html) => {
        for (const text of listTexts(extractOrFail(html))) {
          let fence = ''
          for (const line of text.split('\n')) {
            const run = /^`{3,}/.exec(line)?.[0] ?? ''
            if (fence === '' && run !== '') fence = run
            else if (fence !== '' && line === fence) fence = ''
          }
          expect(fence).toBe('')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never makes the extractor throw, and keeps offsets inside the text', () => {
    const url = requireDocUrl('/mill/latest/dg/any.html')
    const soup = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<div id="main-col-body">',
          '<h1>',
          '<table>',
          '<tr>',
          '<td rowspan="0">',
          '<pre>',
          '<li>',
          '</div>',
          '<dl><dt>',
          '<a href="',
          '">',
          '<code>',
          '<!--',
          ']]>',
          '\uFDD00\uFDD1',
          '\uFDD29\uFDD3',
          '<awsdocs-tabs>',
          '<th colspan=100>',
          '&#xD800;',
          '&#xfdd0;0&#64977;',
          '<script>',
        ),
        makeAnyText({ maxLength: 20 }),
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(soup, (parts) => {
        const extraction = extractPage(`<div id="main-col-body"><h1>x</h1>${parts.join('')}`, url)
        if (extraction.kind !== 'page') return
        const { markdown, sections, passages } = extraction.page
        for (const { start, end } of [...sections, ...passages]) {
          expect(start >= 0 && end <= markdown.length && start <= end).toBe(true)
        }
        expect(markdown).not.toMatch(/[\uFDD0-\uFDD3]/)
      }),
      { numRuns: 300 },
    )
  })
})
