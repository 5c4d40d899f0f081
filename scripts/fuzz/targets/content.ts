// Pages: extraction, the work that it takes, and rendering.

import type { ExtractedPage, Section } from '../../../src/core/model/page.ts'
import { toQueryWords } from '../../../src/core/text/mark-words.ts'
import { computeLongestMarkdown, LONGEST_PASSAGE, MOST_SECTIONS } from '../../../src/extract/page/content-limits.ts'
import { extractPage } from '../../../src/extract/page/extract-page.ts'
import { parseQuery } from '../../../src/search/query/parse-query.ts'
import { toAskedWords } from '../../../src/search/results/matched-words.ts'
import { renderContent } from '../../../src/web/render/page-content.ts'
import { renderSnippet } from '../../../src/web/render/snippet.ts'
import { UI_TEXT } from '../../../src/web/views/ui-text.ts'
import { countWork } from '../../../test/extract/counted-work.ts'
import { makeSitePage, requireDocUrl } from '../../../test/extract/site-page.ts'
import { makeHtml, makeMarkdown } from '../markup.ts'
import { mutateText } from '../mutate.ts'
import type { Random } from '../random.ts'
import { require, type Target } from '../target.ts'

const URL = requireDocUrl('/mill/latest/dg/a.html')
/** Twice the input may take this many times the work, and so many steps more whatever it is. */
const MOST_GROWTH = 2.4
const STEPS_OF_A_PAGE = 20_000
/** What nests costs more and more until it is as deep as elements may be: then more of it is looked at. */
const TIMES = [300, 600, 1200, 2400] as const

export const extraction: Target = {
  name: 'extraction',
  open: () => ({
    try(random, made) {
      const text = makePage(random)
      made(text)
      const extracted = extractPage(text, URL)
      if (extracted.kind !== 'page') return
      checkPage(extracted.page, text.length)
      render(extracted.page.markdown, extracted.page.sections)
    },
  }),
}

export const extractionWork: Target = {
  name: 'extraction-work',
  open: () => ({
    try(random, made) {
      const piece = makeHtml(random, 2).slice(0, 400)
      const wraps: readonly ((inner: string) => string)[] = [
        (inner) => inner,
        (inner) => `<table><tr><td rowspan=2>${inner}</td><td>a</td></tr><tr><td>b</td></tr></table>`,
        (inner) => `<ul><li>${inner}</ul>`,
        (inner) => `<p>${inner}</p>`,
      ]
      const wrap = random.pick(wraps)
      made(piece)
      const steps: number[] = []
      for (const times of TIMES) {
        const page = makeSitePage(`<h1 id="t">T</h1>${wrap(piece.repeat(times))}`)
        steps.push(countWork(() => extractPage(page, URL)))
        const [less = 0, more = 0] = steps.slice(-2)
        if (steps.length > 1 && more < MOST_GROWTH * less + STEPS_OF_A_PAGE) return
      }
      require(false, `${TIMES.join(', ')} times the input take ${steps.join(', ')} steps`)
    },
  }),
}

const MOST_SNIPPET_GROWTH = 60

export const rendering: Target = {
  name: 'rendering',
  open: () => ({
    try(random, made) {
      const text = makeMarkdown(random)
      made(text)
      render(text, cut(text, random))
      const asked = toAskedWords(parseQuery(random.pick(['a', 'word code', '"', '日本語'])))
      const shown = renderSnippet(text, toQueryWords(asked), 'Table').toString()
      // Each character may be marked, escaped, or an element of its own.
      require(shown.length <=
        MOST_SNIPPET_GROWTH * text.length + 2000, `a snippet of ${shown.length} characters of ${text.length}`)
    },
  }),
}

function makePage(random: Random): string {
  const heading = random.drawChance(0.8) ? '<h1 id="t">T</h1>' : ''
  const content = heading + random.drawSome(1, 12, () => makeHtml(random)).join('')
  const whole = random.drawChance(0.9) ? makeSitePage(content) : content
  return random.drawChance(0.4) ? mutateText(whole, random, [content]) : whole
}

function checkPage({ title, markdown, sections, passages, tables, links }: ExtractedPage, length: number): void {
  require(title !== '', 'a page without a title')
  require(markdown.length <= computeLongestMarkdown(length), `${markdown.length} characters of Markdown from ${length}`)
  require(JSON.stringify(tables).length <= 4 * computeLongestMarkdown(length), 'tables larger than their page may be')
  require(sections.length <= MOST_SECTIONS, `${sections.length} sections`)
  require(!/[\ufdd0-\ufdd3]/.test(markdown), 'a mark of the reader is left in the text')
  require(!links.some((link) => !link.startsWith('/')), 'a link that is no path')
  let last = 0
  for (const { start, end, section } of passages) {
    require(start >= last && end > start && end <= markdown.length, `a passage from ${start} to ${end} after ${last}`)
    require(end - start <= LONGEST_PASSAGE, `a passage of ${end - start} characters`)
    require(sections[section] !== undefined, `a passage of section ${section}, which there is none`)
    last = end
  }
  for (const { start, end } of sections)
    require(start >= 0 && start <= end && end <= markdown.length, `a section from ${start} to ${end}`)
}

const TAG = /<\/?([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/gi
const FORBIDDEN = /^(?:script|style|iframe|object|embed|svg|math|base|meta|form|link)$/i
const DANGEROUS = /\s(?:on\w+=|(?:href|src)="\s*(?:javascript|data|vbscript):)/i

function render(markdown: string, sections: readonly Section[]): void {
  const { text } = renderContent({ markdown, sections, isIndexed: (path) => path.length % 2 === 0, text: UI_TEXT.en })
  require(text.length <= 100 * markdown.length + 1000 * (sections.length + 1), `${text.length} characters of HTML`)
  const outside = text.replace(TAG, (tag, name: string, attributes: string) => {
    // Only names count, and what values begin with: any text may stand in them.
    const isUnsafe = FORBIDDEN.test(name) || DANGEROUS.test(attributes.replace(/="(\s*\w*:?)[^"]*"/g, '="$1"'))
    require(!isUnsafe, `unsafe HTML: ${tag.slice(0, 300)}`)
    return ''
  })
  const open = outside.indexOf('<')
  require(open < 0, `text that a browser may take for a tag: ${outside.slice(open, open + 200)}`)
}

function cut(markdown: string, random: Random): Section[] {
  const starts = [0, ...random.drawSome(0, 6, () => random.drawBelow(markdown.length + 1))].sort((a, b) => a - b)
  return starts.map((start, ordinal) => ({
    ordinal,
    level: random.drawBelow(7),
    title: random.pick(['T', '<b>"x"', '']),
    anchor: random.pick(['', 'a', '"><script>', '#']),
    headingPath: ['T'],
    start,
    end: starts[ordinal + 1] ?? markdown.length,
  }))
}
