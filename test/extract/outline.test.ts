import { describe, expect, it } from 'vitest'
import { extractOrFail, makeSitePage, readFixture } from './site-page.ts'

const page = extractOrFail(makeSitePage(readFixture('structure.html')))

describe('sections', () => {
  it('nest by level, with heading paths and authored anchors', () => {
    expect(
      page.sections.map(({ level, title, anchor, headingPath }) => [level, title, anchor, headingPath.join(' > ')]),
    ).toEqual([
      [1, 'Structure', 'structure', 'Structure'],
      [2, 'First', 'first', 'Structure > First'],
      [3, 'Terms', 'terms', 'Structure > First > Terms'],
      [2, 'Tabs', '', 'Structure > Tabs'],
      [3, 'JSON', 'structure.json', 'Structure > Tabs > JSON'],
      [3, 'YAML', 'structure.yaml', 'Structure > Tabs > YAML'],
    ])
  })

  it('begin at their heading and end where the next of their level begins', () => {
    const [whole, first, terms, tabs] = page.sections
    expect([whole?.start, whole?.end]).toEqual([0, page.markdown.length])
    expect(page.markdown.slice(first?.start).startsWith('## First\n')).toBe(true)
    expect(terms?.end).toBe(tabs?.start)
    expect(first?.end).toBe(tabs?.start)
  })

  it('hold what stands above the first heading', () => {
    const banner = extractOrFail(makeSitePage('<p>Moved.</p><h1 id="t">Title</h1><p>Text</p><h1 id="u">Another</h1>'))
    expect(banner.sections.map(({ level, title, start }) => [level, title, start])).toEqual([
      [1, 'Title', 0],
      [2, 'Another', banner.markdown.indexOf('## Another')],
    ])
  })

  it('take no heading out of a table', () => {
    const held = extractOrFail(
      makeSitePage('<h1 id="t">T</h1><table><tr><td><h3 id="x">In a cell</h3>text</td></tr></table>'),
    )
    expect(held.sections).toHaveLength(1)
    expect(held.markdown).toContain('**In a cell**<br>text')
  })
})

describe('tables as data', () => {
  const { tables } = extractOrFail(makeSitePage(readFixture('tables.html')))

  it('resolve spans: every row is complete, and spanned rows say where their cell began', () => {
    expect(tables[0]).toEqual({
      section: 0,
      title: 'Grain sizes',
      columns: ['Grain', 'Size', 'Use'],
      rows: [
        ['[Rye](https://docs.aws.amazon.com/mill/latest/dg/rye.html)', '1|2', 'Bread.\n\nWhisky.'],
        ['[Rye](https://docs.aws.amazon.com/mill/latest/dg/rye.html)', '3', '- feed\n- seed\\*'],
        ['Oats and `a|b`', 'Oats and `a|b`', ''],
      ],
      spans: [{ column: 0, from: [0, 0, 2] }],
    })
  })

  it('join header rows, and keep code whole', () => {
    expect(tables[1]?.columns).toEqual(['Name', 'Limit Soft', 'Limit Hard'])
    expect(tables[2]).toMatchObject({ columns: ['', ''], rows: [['no', 'header']] })
    expect(tables[3]?.rows[0]?.[0]).toBe('```json\n{\n  "a": "<b>"\n}\n```')
  })
})
