// No answer is longer than it may be, whatever tool gives it, and nothing in it is torn.

import { describe, expect, test } from 'vitest'
import { listCodeBlocks } from '../../src/core/text/markdown-blocks.ts'
import { countResultTokens } from '../../src/mcp/answer/answer-budget.ts'
import type { ToolResult } from '../../src/mcp/answer/tool-result.ts'
import { GUIDE } from '../crawl/crawl-site.ts'
import { LAMP_URL, makeLampPage } from './lamp-site.ts'
import { call, connect, ERAS, listRows, type ToolAnswer, useLampIndex } from './mcp-setup.ts'

const CODE = Array.from({ length: 60 }, (_, line) => `lamp set --lantern ${line} --level ${line}%`).join('\n')
const ROWS = Array.from({ length: 60 }, (_, n) => `<tr><td>Lantern ${n}</td><td>A lantern of ${n} lumen.</td></tr>`)

const lamp = useLampIndex((site) => {
  const contents = `${GUIDE}toc-contents.json`
  const known = JSON.parse(String(site.files.get(contents))) as { contents: unknown[] }
  for (let at = 1; at <= 8; at++) {
    const page = `<h1 class="topictitle" id="lantern">Lantern ${at}</h1><p>Lantern ${at} is set with these commands.</p>
<pre class="programlisting"><code class="bash">${CODE}</code></pre><p>Each lantern has a light.</p>
<h2 id="t">Lanterns in a table</h2><div class="table-container"><div class="table-contents"><table id="w${at}"><thead>
<tr><th>Lantern</th><th>Meaning</th></tr></thead>${ROWS.join('')}</table></div></div>`
    site.files.set(`${GUIDE}lantern-${at}.html`, makeLampPage(page, 'en_us'))
    known.contents.push({ title: `Lantern ${at}`, href: `lantern-${at}.html` })
  }
  site.files.set(contents, JSON.stringify(known))
})

function countTokens({ content, structured }: ToolAnswer): number {
  return countResultTokens({ content, structuredContent: structured } as unknown as ToolResult)
}

function isWhole(markdown: string): boolean {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
  return listCodeBlocks(markdown).every((block) => block.isClosed) && rows.every((row) => row.endsWith('|'))
}

const CALLS: readonly (readonly [tool: string, args: Record<string, unknown>])[] = [
  ['search_documentation', { search_phrase: 'lantern commands', limit: 50 }],
  ['search_documentation', { search_phrase: 'lanterns in a table', limit: 50, max_tokens: 100_000 }],
  ['search_table', { query: 'lantern lumen', max_rows: 200 }],
  ['read_documentation', { url: `${LAMP_URL}lantern-1.html`, max_length: 40_000 }],
  ['read_documentation', { url: `${LAMP_URL}lantern-1.html ${LAMP_URL}dimming.html ${LAMP_URL}quotas.html` }],
  ['read_sections', { url: `${LAMP_URL}lantern-1.html`, section_titles: ['Lantern 1', 'Lanterns in a table'] }],
  ['read_sections', { url: `${LAMP_URL}dimming.html`, section_titles: 'nothing of the kind' }],
  ['recommend', { url: `${LAMP_URL}lantern-1.html`, limit: 30 }],
  ['list_guides', {}],
  ['whats_changed', { since: '2020-01-01', limit: 200, zebra: 1 }],
]

describe.each(ERAS)('with the %s client', (era) => {
  test.each([500, 1500])('under a ceiling of %i tokens every tool keeps to it, and still answers', async (most) => {
    const client = await connect(era, lamp.folder, { AWS_DOCS_MAX_TOKENS: String(most) })
    for (const [tool, args] of CALLS) {
      const answer = await call(client, tool, args)
      expect([tool, countTokens(answer) <= most, isWhole(answer.text)]).toEqual([tool, true, true])
      expect(answer.text).not.toContain('ANSWER_TOO_LONG')
    }
  })

  test.each([500, 800, 1200, 3000])('a search with max_tokens %i keeps to it, with its best page', async (most) => {
    const client = await connect(era, lamp.folder)
    for (const search_phrase of ['lantern commands', 'lanterns in a table', 'LampTimeoutException', 'how do I dim?']) {
      const answer = await call(client, 'search_documentation', { search_phrase, limit: 20, max_tokens: most })
      expect(countTokens(answer)).toBeLessThanOrEqual(most)
      const hits = listRows(answer.structured, 'search_results')
      const [best] = listRows(
        (await call(client, 'search_documentation', { search_phrase })).structured,
        'search_results',
      )
      expect(hits[0]?.url).toBe(best?.url)
      for (const { context } of hits) expect([context, isWhole(String(context))]).toEqual([context, true])
    }
  })
})

test.each([
  ['the caller', {}, { max_tokens: 600 }],
  ['the operator', { AWS_DOCS_MAX_TOKENS: '600' }, {}],
])('what is said of an argument counts against what %s allows', async (_, environment, args) => {
  const client = await connect('newer', lamp.folder, environment)
  for (const zebra of [{ zebra: 1 }, { maximum_of_tokens: 1, languages_wanted: 'en' }]) {
    for (const search_phrase of ['lantern commands', 'lanterns in a table', 'how do I dim?']) {
      const answer = await call(client, 'search_documentation', { search_phrase, ...args, ...zebra })
      expect(answer.text).toContain('was ignored')
      expect(countTokens(answer)).toBeLessThanOrEqual(600)
    }
  }
})

test('an answer that leaves pages out says how many', async () => {
  const client = await connect('newer', lamp.folder)
  const args = { search_phrase: 'lantern commands', limit: 8 }
  const all = listRows((await call(client, 'search_documentation', args)).structured, 'search_results').length
  const { structured, text } = await call(client, 'search_documentation', { ...args, max_tokens: 700 })
  const left = all - listRows(structured, 'search_results').length
  expect(left).toBeGreaterThan(0)
  expect(structured?.hint).toMatch(new RegExp(`\\b${left} pages? w(?:as|ere) left out`))
  expect(text).toContain(String(structured?.hint))
})

test('a reading that was cut for the ceiling goes on where it ended, and loses nothing', async () => {
  const url = `${LAMP_URL}lantern-1.html`
  const whole = await call(await connect('newer', lamp.folder), 'read_documentation', { url, max_length: 40_000 })
  const client = await connect('newer', lamp.folder, { AWS_DOCS_MAX_TOKENS: '600' })
  const ends: number[] = []
  for (let start: number | undefined = 0; start !== undefined && ends.length < 50; ) {
    const { text } = await call(client, 'read_documentation', { url, max_length: 40_000, start_index: start })
    const next: string | undefined = /Go on with start_index=(\d+)/.exec(text)?.[1]
    start = next === undefined ? undefined : Number(next)
    if (start !== undefined) ends.push(start)
  }
  expect(ends.length).toBeGreaterThan(1)
  expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b))
  expect(whole.text).toContain('Lantern 59')
})

test('a ceiling that holds no answer is refused with what it has to be', async () => {
  await expect(connect('newer', lamp.folder, { AWS_DOCS_MAX_TOKENS: '20' })).rejects.toThrow(
    'AWS_DOCS_MAX_TOKENS is "20"',
  )
})
