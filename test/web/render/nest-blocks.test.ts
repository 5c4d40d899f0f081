// What stands in a list of a page stays in it, code and tables too, and no text of an item is shown as code.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownParser } from '../../../src/web/render/markdown-parser.ts'
import { nestBlocks } from '../../../src/web/render/nest-blocks.ts'
import { renderSnippet } from '../../../src/web/render/snippet.ts'
import { toWords } from '../asked.ts'

const render = (markdown: string) => markdownParser.parse(nestBlocks(markdown), { async: false })
const trim = (markup: string) => markup.replace(/\n/g, '')

describe('a block at the left margin', () => {
  test('is of the item that goes on behind it', () => {
    const markup = render(
      '- Policies\n\n  - These are public:\n\n```\n{ }\n```\n\n    Those **are** not.\n\n  - Others\n',
    )
    expect(trim(markup)).toBe(
      '<ul><li><p>Policies</p><ul><li><p>These are public:</p><pre><code>{ }</code></pre>' +
        '<p>Those <strong>are</strong> not.</p></li><li><p>Others</p></li></ul></li></ul>',
    )
  })

  test('is of the step before the next one, a table too', () => {
    const markup = render(
      '1. Run:\n\n```\nvault empty\n```\n\n2. Look:\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n3. Done.\n',
    )
    expect(markup.match(/<ol/g)).toHaveLength(1)
    expect(markup.match(/<li>/g)).toHaveLength(3)
    expect(markup).toContain('<table>')
  })

  test('is of a step that says nothing before it', () => {
    const markup = render('10.\n\n```\nvault empty\n```\n\n    It asks *nothing*.\n\n11. Done.\n')
    expect(trim(markup)).toBe(
      '<ol start="10"><li><pre><code>vault empty</code></pre><p>It asks <em>nothing</em>.</p></li><li><p>Done.</p></li></ol>',
    )
  })

  test.each([
    ['a paragraph', '- One\n\n```\ncode\n```\n\nAnother matter.\n'],
    ['a heading', '- One\n\n```\ncode\n```\n\n## Another\n\n  matter\n'],
    ['another list', '1. One\n\n```\ncode\n```\n\n1. Another\n'],
    ['nothing', '- One\n\n```\ncode\n```\n'],
  ])('stays there before %s', (_, markdown) => {
    expect(render(markdown)).toMatch(/<\/[uo]l>\s*<pre>/)
  })
})

test('the margin of a list that is not there goes, and what is nested stays nested', () => {
  const markup = render('    - `one` **Note**  \n      More of it.\n    - two\n\n      - below\n\n    And so on.\n')
  expect(trim(markup)).toContain('<li><p><code>one</code> <strong>Note</strong><br>More of it.</p></li>')
  expect(markup).not.toContain('<pre>')
  expect(trim(markup)).toMatch(/<li><p>two<\/p><ul><li>below<\/li><\/ul><\/li><\/ul><p>And so on\.<\/p>$/)
})

test('a result shows the text of an item as text, wherever it is cut out', () => {
  const words = toWords('zebra', [])
  const markup = renderSnippet('    The **zebra** is:\n\n```\ncode\n```\n\n[…]\n\n    - `a` zebra', words, 'Table').text
  expect(markup).toContain('<strong><mark>zebra</mark></strong> is:')
  expect(markup).toContain('<li><code>a</code> <mark>zebra</mark></li>')
  expect(markup.match(/<pre>/g)).toHaveLength(1)
})

test('code, words and rows stay as they are, and only fences make code', () => {
  const item = fc.constantFrom(
    ...['- one\n', '1. one\n\n', '2. two\n\n', '   - below\n\n', '   more\n\n', '     deep\n\n', 'Text.\n\n', '\n'],
    ...['```\n  { }\n\nend\n```\n\n', '| A |\n| --- |\n| 1 |\n\n', '3.\n\n'],
  )
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (parts) => {
      const markdown = parts.join('')
      const squash = (text: string) => text.replace(/\s+/g, ' ').trim()
      expect(squash(nestBlocks(markdown))).toBe(squash(markdown))
      const markup = render(markdown)
      const fences = parts.filter((part) => part.startsWith('```')).length
      expect(markup.match(/<pre>/g) ?? [], nestBlocks(markdown)).toHaveLength(fences)
      expect(markup.match(/<code> {2}\{ \}\n\nend\n<\/code>/g) ?? [], nestBlocks(markdown)).toHaveLength(fences)
    }),
    { numRuns: 2000 },
  )
})
