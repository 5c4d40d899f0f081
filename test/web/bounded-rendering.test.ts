// Markdown that no page of ours becomes, but that an index from elsewhere may hold.

import { afterAll, describe, expect, it } from 'vitest'
import type { Section } from '../../src/core/model/page.ts'
import { renderContent } from '../../src/web/render/page-content.ts'
import { estimateRenderingWork } from '../../src/web/render/rendering-cost.ts'
import { renderSnippet } from '../../src/web/render/snippet.ts'
import { UI_TEXT } from '../../src/web/views/ui-text.ts'
import { countWork, endCounting } from '../extract/counted-work.ts'
import { toWords } from './asked.ts'

afterAll(endCounting)

const HOSTILE: Readonly<Record<string, (n: number) => string>> = {
  quotes: (n) => `${'> '.repeat(n)}a`,
  'quotes without blanks': (n) => `${'>'.repeat(n)}a`,
  'items in items': (n) => `${'- '.repeat(n)}a`,
  'numbered items in items': (n) => `${'1. '.repeat(n)}a`,
  'deeper and deeper items': (n) =>
    Array.from({ length: Math.sqrt(n) }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
  emphasis: (n) => `${'*'.repeat(n)}a${'*'.repeat(n)}`,
  brackets: (n) => '['.repeat(n),
  images: (n) => '!['.repeat(n),
  'links without an end': (n) => '[a]('.repeat(n),
  'an address without an end': (n) => `${'a.'.repeat(n)}@`,
  stars: (n) => 'a*'.repeat(n),
  ticks: (n) => `${'`'.repeat(n)}${'a'.repeat(n)}`,
  fences: (n) => '```a\n'.repeat(n),
  rules: (n) => `${'-'.repeat(n)}x`,
  bars: (n) => `${'| '.repeat(n)}a`,
  tags: (n) => '<b><p>'.repeat(n),
  lines: (n) => 'a\n'.repeat(n),
  'short rows of a wide table': (n) => {
    const width = Math.floor(Math.sqrt(n))
    return `${'| a '.repeat(width)}|\n${'| --- '.repeat(width)}|\n${'| b |\n'.repeat(n / 8)}`
  },
  rows: (n) => `| a |\n| --- |\n${'| b |\n'.repeat(n)}`,
}

const makeWhole = (markdown: string, title = 'T'): Section[] => [
  { ordinal: 0, level: 1, title, anchor: '', headingPath: [title], start: 0, end: markdown.length },
]
const render = (markdown: string, sections = makeWhole(markdown)): string =>
  renderContent({ markdown, sections, isIndexed: () => false, text: UI_TEXT.en }).text

describe('twice as much of it is at most twice the estimate of its own cost', () => {
  it.each(Object.entries(HOSTILE))('%s', (_, make) => {
    const [once, twice] = [make(2000), make(4000)].map((text) => countWork(() => void estimateRenderingWork(text)))
    expect(twice).toBeLessThan(2.3 * (once ?? 0) + 1000)
  })
})

describe('a page of nothing but this is shown, and ends nothing', () => {
  it.each(Object.entries(HOSTILE))('%s', (_, make) => {
    for (const n of [50, 2000, 40_000]) {
      const html = render(make(n))
      expect(html.length).toBeLessThan(60 * make(n).length + 1000)
      expect(html).toMatch(n === 50 || make(n).includes('a') ? /a|\[|</ : /./)
    }
  })

  it('is marked as well, within the bounds', () => {
    const words = toWords('a b', [{ term: 'b' }])
    for (const make of Object.values(HOSTILE)) {
      const markdown = make(2000)
      const options = { markdown, sections: makeWhole(markdown), isIndexed: () => false, text: UI_TEXT.en, words }
      expect(renderContent(options).text.length).toBeLessThan(90 * markdown.length + 1000)
    }
  })

  it('keeps all of a text that is too deep, as it stands', () => {
    const text = `${'> '.repeat(20_000)}deep & <b>`
    expect(render(text)).toContain(`${'&#62; '.repeat(20_000)}deep &#38; &#60;b&#62;</pre>`)
  })

  it('renders the other sections as ever', () => {
    const first = `# T\n\n${'> '.repeat(500)}deep\n\n`
    const markdown = `${first}## Next\n\n**bold**`
    const next = {
      ordinal: 1,
      level: 2,
      title: 'Next',
      anchor: 'n',
      headingPath: ['T', 'Next'],
      start: first.length,
      end: markdown.length,
    }
    expect(render(markdown, [...makeWhole(markdown), next])).toContain('<strong>bold</strong>')
  })

  it('ends where a page is longer than any, and says so', () => {
    const html = render('word '.repeat(1_000_000))
    expect(html.length).toBeLessThan(2_100_000)
    expect(html).toContain('The page is longer than what is shown here.')
    expect(render('word '.repeat(100_000))).not.toContain('longer than what is shown')
  })

  it.each(Object.entries(HOSTILE))('as a result: %s', (_, make) => {
    for (const n of [50, 2000, 40_000]) {
      expect(renderSnippet(make(n), toWords('a b'), 'Table').text.length).toBeLessThanOrEqual(32_000)
    }
  })
})

it('what is raised stays apart from what it stands on', () => {
  expect(renderSnippet('x<sup>2</sup>, H<sub>2</sub>O, a<br>b', toWords(''), 'Table').text).toBe('<p>x^2, H2O, a b</p>')
})
