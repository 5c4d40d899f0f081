// What a result shows of its page: markup of a few elements, the words marked.

import { describe, expect, test } from 'vitest'
import { renderSnippet } from '../../../src/web/render/snippet.ts'
import { toWords } from '../asked.ts'

const render = (markdown: string, query = 'zebra', understood: readonly { term: string }[] = []) =>
  renderSnippet(markdown, toWords(query, understood), 'Table').text
const stripTags = (markup: string) => markup.replace(/<[^>]*>/g, '')

describe('a snippet is rendered', () => {
  test('emphasis, code, links as their words, lists; no heading', () => {
    const markdown = '## Heading\n\nSee [the **page**](https://example.com/a_(b)) and `code_here`.\n\n- one\n- *two*\n'
    expect(render(markdown)).toBe(
      '<p>See the <strong>page</strong> and <code>code_here</code>.</p><ul><li>one</li><li><em>two</em></li></ul>',
    )
  })

  test('a table under its header, a row whole', () => {
    const rows = Array.from({ length: 40 }, (_, index) => `| item ${index} | a value of its own |`).join('\n')
    const table = render(`| Name | Value |\n| --- | --- |\n${rows}\n| lamp | the paper zebra |\n${rows}`)
    expect(table).toContain('<table><thead><tr><th>Name</th><th>Value</th></tr></thead>')
    expect(table).toContain('<tr><td>lamp</td><td>the paper <mark>zebra</mark></td></tr>')
    expect(table.match(/<tr>/g)?.length).toBeLessThan(25)
    for (const [row = ''] of table.matchAll(/<tr>.*?<\/tr>/g)) expect(row.match(/<t[dh]>/g)?.length).toBe(2)
  })

  test('rows of a table whose head was cut off', () => {
    expect(render('| memory | 128 MB |\n| time | 900 s |', 'memory')).toContain(
      '<tbody><tr><td><mark>memory</mark></td><td>128 MB</td></tr><tr><td>time</td><td>900 s</td></tr></tbody>',
    )
  })

  test('code in whole lines', () => {
    const line = 'x = make_a_lamp(paper, height)\n'
    const code = render(`\`\`\`\n${line.repeat(20)}zebra = make_zebra()\n${line.repeat(20)}\`\`\``)
    expect(code).toContain('<mark>zebra</mark> = make_')
    for (const one of stripTags(code).trim().split('\n'))
      expect(one).toMatch(/^(x = make_a_lamp\(paper, height\)|zebra.*\))$/)
  })

  test('a list that begins later goes on with its own numbers', () => {
    const steps = Array.from({ length: 20 }, (_, index) => `${index + 1}. Step with some more words to fill its line.`)
    expect(render([...steps, '21. The zebra.'].join('\n'))).toMatch(/<ol start="\d+">/)
  })

  test('in a long passage the part where the words are, between ellipses', () => {
    const filler = 'Filler stands here. '.repeat(40)
    const text = stripTags(render(`${filler}The paper lamp burns. ${filler}`, 'paper lamp'))
    expect(text).toMatch(/^… .*The paper lamp burns\..* …$/)
    expect(text.length).toBeLessThan(340)
  })

  test('nothing else: tags, scripts and addresses are text or gone', () => {
    expect(render('It <em>stays</em> `<b>` here')).toBe('<p>It stays <code>&#x3C;b></code> here</p>')
    const hostile =
      '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](http://x/y.png)'
    expect(render(hostile)).not.toMatch(/<(?!\/?p>)|onerror|javascript/)
  })
})

test('what stands for the words of the query is marked, and told apart from what was typed', () => {
  const markup = render('Clone a volume, duplicate it', 'clone', [{ term: 'clone' }, { term: 'duplic' }])
  expect(markup).toBe('<p><mark>Clone</mark> a volume, <mark class="near">duplicate</mark> it</p>')
})
