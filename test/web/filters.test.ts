// Filters say how many pages each leaves as the line above the results says how many there are.

import { expect, test } from 'vitest'
import { renderFilters } from '../../src/web/views/filters-view.ts'
import type { Results } from '../../src/web/views/results-view.ts'
import { UI_TEXT } from '../../src/web/views/ui-text.ts'
import type { ViewContext } from '../../src/web/views/view-context.ts'

test.each(['en', 'ja'] as const)('thousands are told apart in %s', (language) => {
  const facets = { products: [{ name: 'Amazon Vaults', count: 12_345 }], eachGuide: [] }
  const request = { query: 'vault', also: [], limit: 10, products: [], guides: [], locale: undefined }
  const results = { answer: { facets }, request, guides: [] } as unknown as Results
  const markup = renderFilters(results, { text: UI_TEXT[language] } as ViewContext).text
  expect(markup).toContain('<span class="n">12,345</span>')
})
