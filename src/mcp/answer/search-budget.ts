// The answer of a search within a number of tokens: first the links go, then passages are shortened between their
// blocks, then the last pages are left out; the answer says how many. Pure.

import { clipWhole } from '../../core/text/clip-whole.ts'
import type { SearchOutput } from '../tools/search-documentation.ts'
import { countResultTokens } from './answer-budget.ts'
import type { ToolResult } from './tool-result.ts'

/** Characters of each passage, tried one after the other. */
const LENGTHS = [Number.POSITIVE_INFINITY, 1000, 600, 300, 120, 60] as const
/** Whole passages are worth more than pages, once there are as many as these. */
const ENOUGH = 3

/** How the note ends that says how many pages the budget has cost. */
export const LEFT_OUT = 'left out to stay within the tokens allowed.'

/** `render` is told whether nothing is left out, so that links to the pages may stand beside it. */
export function fitSearch(
  output: SearchOutput,
  render: (output: SearchOutput, isWhole: boolean) => ToolResult,
  mostTokens: number,
): ToolResult {
  const whole = render(output, true)
  if (countResultTokens(whole) <= mostTokens) return whole
  const { hint: _hint, ...unhinted } = dropExtras(output)
  const advice = render(shortenOutput(dropExtras(output), 0, 0), false)
  const isAdvised = countResultTokens(advice) <= mostTokens
  let best = { count: 0, result: isAdvised ? advice : render(shortenOutput(unhinted, 0, 0), false) }
  // A page says more than advice does, where there is no space for both; `coverage` still tells of a doubt.
  for (const from of [output, dropExtras(output), unhinted]) {
    if (from === unhinted && best.count > 0) break
    for (const length of LENGTHS) {
      const fitting = fitMost(from, length, render, mostTokens)
      if (fitting.count > best.count) best = fitting
      if (best.count >= Math.min(ENOUGH, output.search_results.length)) return best.result
    }
  }
  return best.result
}

function fitMost(
  output: SearchOutput,
  length: number,
  render: (output: SearchOutput, isWhole: boolean) => ToolResult,
  mostTokens: number,
): { count: number; result: ToolResult } {
  let [low, high] = [0, output.search_results.length]
  let result = render(shortenOutput(output, 0, length), false)
  while (low < high) {
    const count = Math.ceil((low + high) / 2)
    const tried = render(shortenOutput(output, count, length), false)
    if (countResultTokens(tried) <= mostTokens) {
      low = count
      result = tried
    } else high = count - 1
  }
  return { count: low, result }
}

function shortenOutput(output: SearchOutput, count: number, length: number): SearchOutput {
  const left = output.search_results.length - count
  const found = left === 1 ? '1 page was' : `${left} pages were`
  const note = left === 0 ? '' : `${found} ${LEFT_OUT}`
  const hint = [output.hint, note].filter(Boolean).join(' ')
  const { hint: _before, ...rest } = output
  return {
    ...rest,
    search_results: output.search_results
      .slice(0, count)
      .map((hit) => ({ ...hit, context: clipWhole(hit.context, length) })),
    ...(hint && { hint }),
  }
}

/** Without what is beside the passages, for the smallest budgets. */
function dropExtras({ understood_as: _words, ...output }: SearchOutput): SearchOutput {
  return {
    ...output,
    facets: { product_types: [], guide_types: [] },
    facet_counts: { product_types: [], guide_types: [] },
    search_results: output.search_results.map(({ same_text_at: _elsewhere, ...hit }) => ({
      ...hit,
      sections: [],
      recommended_sections: [],
    })),
  }
}
