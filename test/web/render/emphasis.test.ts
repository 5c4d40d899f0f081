// Emphasis on the page and in results: what CommonMark says, and what extraction wrote of a page's own.

import { load } from 'cheerio'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderContent } from '../../../src/web/render/page-content.ts'
import { parseSnippet } from '../../../src/web/render/snippet-tree.ts'
import { UI_TEXT } from '../../../src/web/views/ui-text.ts'
import { extractOrFail, makeSitePage } from '../../extract/site-page.ts'

const SECTIONS = [{ level: 0, title: '', anchor: '', start: 0, end: 1_000_000, headingPath: [], ordinal: 0 }]

const renderPage = (markdown: string) =>
  load(renderContent({ markdown, sections: SECTIONS, isIndexed: () => false, text: UI_TEXT.en }).text)('p').html()

test.each([
  [
    "**FROM { *table* | ( *query* ) | *'job'*}**",
    "<strong>FROM { <em>table</em> | ( <em>query</em> ) | <em>'job'</em>}</strong>",
  ],
  ["**LAMP *'name'*[:*'bulb'*]**", "<strong>LAMP <em>'name'</em>[:<em>'bulb'</em>]</strong>"],
  ['**WITH (*name type* [, ...])** x', '<strong>WITH (<em>name type</em> [, ...])</strong> x'],
  ['*a **(b)** c*', '<em>a <strong>(b)</strong> c</em>'],
  ['***a** b*', '<em><strong>a</strong> b</em>'],
  ['***a* b**', '<strong><em>a</em> b</strong>'],
  ['***a***', '<em><strong>a</strong></em>'],
  ['**a*b**', '<strong>a*b</strong>'],
  ['**a* b', '*<em>a</em> b'],
  ['*a**b*', '<em>a**b</em>'],
  ['a*b*c', 'a<em>b</em>c'],
  ['a_b_c and _d_', 'a_b_c and <em>d</em>'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  [
    '\\*a\\* `*b*` [*c*](https://example.com/*d*)',
    '*a* <code>*b*</code> <a href="https://example.com/*d*" rel="noopener noreferrer" class="external"><em>c</em></a>',
  ],
  [
    '**`s3:Get*`** and **[a *b*](https://example.com/)**',
    '<strong><code>s3:Get*</code></strong> and <strong><a href="https://example.com/" rel="noopener noreferrer" class="external">a <em>b</em></a></strong>',
  ],
  ['*a _b* c_', '<em>a _b</em> c_'],
  ['**日本語**、*(注)* です', '<strong>日本語</strong>、<em>(注)</em> です'],
])('%s', (markdown, html) => {
  expect(renderPage(markdown)).toBe(html)
})

type Inline = string | { readonly name: 'em' | 'strong'; readonly parts: readonly Inline[] }

const word = fc.constantFrom('a', 'lamp', "'bulb'", '42', '日本')
const sign = fc.constantFrom(' ', ' (', ') ', ' [', ']', ':', ', ', ' | ', ' { ', '、')
// Words at both ends, and signs around what is marked: side by side with another mark or with a letter, Markdown itself
// cannot always tell what closes what.
const { inline } = fc.letrec<{ inline: readonly Inline[]; marked: Inline }>((tie) => ({
  inline: fc
    .tuple(word, fc.array(fc.tuple(sign, fc.oneof({ maxDepth: 2 }, word, tie('marked')), sign, word), { maxLength: 3 }))
    .map(([first, rest]) => [first, ...rest.flat()]),
  marked: fc.record({ name: fc.constantFrom('em', 'strong'), parts: tie('inline') }),
}))

const toHtml = (part: Inline): string =>
  typeof part === 'string' ? part : `<${part.name}>${part.parts.map(toHtml).join('')}</${part.name}>`

test('no mark of a page’s emphasis is shown, however it nests and whatever signs stand beside it', () => {
  fc.assert(
    fc.property(inline, (parts) => {
      const html = parts.map(toHtml).join('')
      const { markdown, sections } = extractOrFail(makeSitePage(`<h1>Lamp</h1><p>x ${html} x</p>`))
      const page = load(renderContent({ markdown, sections, isIndexed: () => false, text: UI_TEXT.en }).text)
      expect(page('p').text(), markdown).not.toContain('*')
      expect(JSON.stringify(parseSnippet(markdown)), markdown).not.toContain('*')
    }),
    { numRuns: 500 },
  )
})
