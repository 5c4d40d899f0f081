// The answer of a search fits, whatever is found and whatever is said beside it.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countResultTokens } from '../../src/mcp/answer/answer-budget.ts'
import { fitSearch } from '../../src/mcp/answer/search-budget.ts'
import { makeStructuredResult } from '../../src/mcp/answer/tool-result.ts'
import type { SearchOutput } from '../../src/mcp/tools/search-documentation.ts'

/** Of any length up to that, in both scripts. */
function makeText(mostCharacters: number): fc.Arbitrary<string> {
  const word = fc.constantFrom('lantern ', '日本語の', 'light\n\n', '| a | b |\n')
  return fc.tuple(word, fc.nat(mostCharacters)).map(([text, length]) => text.repeat(length / 3).slice(0, length))
}

const hit: fc.Arbitrary<SearchOutput['search_results'][number]> = fc.record({
  rank_order: fc.nat(50),
  url: makeText(200),
  title: makeText(120),
  context: makeText(3000),
  sections: fc.array(makeText(80), { maxLength: 3 }),
  recommended_sections: fc.array(makeText(80), { maxLength: 2 }),
  section: makeText(80),
  product: makeText(40),
  guide: makeText(40),
  locale: fc.constant('ja_jp'),
  source: fc.constant('live' as const),
  fetched_at: fc.constant('2026-01-01'),
})

const output: fc.Arbitrary<SearchOutput> = fc.record({
  search_results: fc.array(hit, { maxLength: 12 }),
  facets: fc.constant({ product_types: ['Lamp', 'Torch'], guide_types: ['Guide'] }),
  coverage: fc.constant('weak' as const),
  query_id: fc.constant('00000000'),
  hint: makeText(2500),
})

test('text and structured content together keep to the tokens that are allowed', () => {
  fc.assert(
    fc.property(output, fc.integer({ min: 300, max: 5000 }), (found, most) => {
      const render = (some: SearchOutput) => makeStructuredResult(some, formatText(some))
      const result = fitSearch(found, render, most)
      expect(countResultTokens(result)).toBeLessThanOrEqual(most)
      const { hint = '' } = result.structuredContent as SearchOutput
      const left = found.search_results.length - (result.structuredContent as SearchOutput).search_results.length
      if (left > 0) expect(hint).toContain(`${left} page`)
    }),
    { numRuns: 150 },
  )
})

test('there are rather fewer pages than such with a few words each', () => {
  fc.assert(
    fc.property(output, fc.integer({ min: 500, max: 5000 }), (found, most) => {
      const result = fitSearch(found, (some) => makeStructuredResult(some, formatText(some)), most)
      const { search_results: pages } = result.structuredContent as SearchOutput
      const whole = found.search_results.map(({ context }) => context.length)
      if (pages.length > 1)
        for (const [at, { context }] of pages.entries())
          expect(context.length).toBeGreaterThanOrEqual(Math.min(150, whole[at] ?? 0))
    }),
    { numRuns: 150 },
  )
})

test('what room one page leaves is given to its passage', () => {
  const context = 'The lantern is lit in the evening and put out in the morning. '.repeat(40)
  const page = { url: 'https://docs.aws.amazon.com/lamp/latest/dg/a.html', title: 'A', section: '', product: 'Lamp' }
  const about = { guide: 'Guide', locale: 'ja_jp', source: 'live' as const, fetched_at: '2026-01-01' }
  const rest = { sections: [], recommended_sections: [], context, ...page, ...about }
  const found: SearchOutput = {
    search_results: Array.from({ length: 5 }, (_, at) => ({ rank_order: at + 1, ...rest })),
    facets: { product_types: [], guide_types: [] },
    coverage: 'answered',
    query_id: '0',
  }
  const result = fitSearch(found, (some) => makeStructuredResult(some, formatText(some)), 500)
  expect(countResultTokens(result)).toBeGreaterThan(450)
  const { search_results: pages, hint } = result.structuredContent as SearchOutput
  expect(pages).toHaveLength(1)
  expect(pages[0]?.context.length).toBeGreaterThan(400)
  expect(hint).toBe('4 pages were left out to stay within the tokens allowed.')
})

function formatText({ search_results: hits, hint = '' }: SearchOutput): string {
  return [hint, ...hits.map(({ url, title, context }) => `${title}\n${url}\n${context}`)].join('\n\n')
}
