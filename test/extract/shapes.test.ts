// Shapes that a renderer reads as the page means them (the fidelity check judges the same ones), and lines of any text.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderShape, SHAPES } from '../../scripts/fidelity/shapes.ts'
import { extractOrFail, makeSitePage } from './site-page.ts'

function render(content: string): string {
  return renderShape(extractOrFail(makeSitePage(`<h1 id="t">T</h1>${content}`)).markdown).replace('<h1>T</h1>', '')
}

describe('is shown as it is meant', () => {
  it.each(SHAPES)('$html', ({ html, shown: expected }) => {
    expect(render(html)).toBe(expected)
  })

  const line = fc
    .string({ unit: fc.constantFrom(...'ab -=|:+*_#>~`.1)', '- ', '| --- |', '1. '), minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/ +/g, ' ').trim())
    .filter((text) => text !== '')

  it('lines of any text stay lines of one paragraph', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 4 }), (texts) => {
        const html = `<p>${texts.map((text) => text.replace(/>/g, '&gt;')).join('<br>')}</p>`
        expect(render(html)).toBe(html)
      }),
      // A rule may have blanks in it.
      { numRuns: 1000, examples: [[['-- -', 'a']], [['a', '-- --']]] },
    )
  })
})

describe('a table as data', () => {
  const table = (content: string) => extractOrFail(makeSitePage(`<h1 id="t">T</h1><table>${content}</table>`)).tables[0]

  it('ends a row span with the rows that it was given, one without cells among them', () => {
    const rows = '<tr><td rowspan="2">A</td><td>1</td></tr><tr></tr><tr><td>B</td><td>2</td></tr>'
    expect(table(rows)).toMatchObject({
      rows: [
        ['A', '1'],
        ['B', '2'],
      ],
      spans: [],
    })
    const three = '<tr><td rowspan="3">A</td><td>1</td></tr><tr></tr><tr><td>2</td></tr><tr><td>B</td><td>3</td></tr>'
    expect(table(three)).toMatchObject({
      rows: [
        ['A', '1'],
        ['A', '2'],
        ['B', '3'],
      ],
      spans: [{ column: 0, from: [0, 0, 2] }],
    })
  })

  it('spans no rows of another group', () => {
    const groups =
      '<tbody><tr><td rowspan="9">A</td><td>1</td></tr></tbody><tbody><tr><td>B</td><td>2</td></tr></tbody>'
    expect(table(groups)?.rows).toEqual([
      ['A', '1'],
      ['B', '2'],
    ])
  })

  it.each([
    [
      'below a head',
      '<thead><tr><th>Name</th><th>Type</th></tr></thead><tbody><tr><th colspan="2">Group</th></tr><tr><td>x</td><td>y</td></tr></tbody>',
    ],
    [
      'below a header without a head',
      '<tr><th>Name</th><th>Type</th></tr><tr><th colspan="2">Group</th></tr><tr><td>x</td><td>y</td></tr>',
    ],
  ])('names no column after a group of rows: %s', (_, content) => {
    expect(table(content)).toMatchObject({
      columns: ['Name', 'Type'],
      rows: [
        ['Group', 'Group'],
        ['x', 'y'],
      ],
    })
  })

  it('still joins a header of two rows', () => {
    const rows =
      '<tr><th rowspan="2">Name</th><th colspan="2">Limit</th></tr><tr><th>soft</th><th>hard</th></tr><tr><td>x</td><td>1</td><td>2</td></tr>'
    expect(table(rows)?.columns).toEqual(['Name', 'Limit soft', 'Limit hard'])
  })

  it('keeps blocks, lines and what is raised apart in the names of columns and sections', () => {
    const names =
      '<tr><th><p>Soft</p><p>limit</p></th><th>a<br>b</th><th>x<sup>2</sup></th></tr><tr><td>1</td><td>2</td><td>3</td></tr>'
    expect(table(names)?.columns).toEqual(['Soft limit', 'a b', 'x^2'])
    const page = extractOrFail(
      makeSitePage('<h1 id="t">T</h1><h2 id="a"><div>Step 1</div><div>Create</div></h2><p>x</p>'),
    )
    expect(page.sections[1]?.title).toBe('Step 1 Create')
  })
})
