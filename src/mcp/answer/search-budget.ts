// The answer of a search within a number of tokens: first the links go, then passages are shortened between their
// blocks, then the last pages are left out; the answer says how many. A page is worth its tokens with a passage that
// says something, so there are rather fewer of them than such with a few words each. Pure.

import { clipWhole } from '../../core/text/clip-whole.ts'
import type { SearchOutput } from '../tools/search-documentation.ts'
import { countResultTokens } from './answer-budget.ts'
import type { ToolResult } from './tool-result.ts'

/** Characters of each passage, tried one after the other: two or three sentences are the least that tells anything. */
const LENGTHS = [Number.POSITIVE_INFINITY, 1000, 600, 300] as const
/** For one page alone, where there is no room for more. */
const LEAST_LENGTHS = [150, 60] as const
/** Whole passages are worth more than pages, once there are as many as these. */
const ENOUGH = 3
/** Lengths that are tried between one that fits and one that does not. */
const WIDENINGS = 5

/** How the note ends that says how many pages the budget has cost. */
export const LEFT_OUT = 'left out to stay within the tokens allowed.'

type Render = (output: SearchOutput, isWhole: boolean) => ToolResult

interface Fitting {
  readonly from: SearchOutput
  readonly length: number
  readonly count: number
  readonly result: ToolResult
}

/** `render` is told whether nothing is left out, so that links to the pages may stand beside it. */
export function fitSearch(output: SearchOutput, render: Render, mostTokens: number): ToolResult {
  const whole = render(output, true)
  if (countResultTokens(whole) <= mostTokens) return whole
  const trimmed = dropExtras(output)
  const { hint: _hint, ...unhinted } = trimmed
  const wanted = Math.min(ENOUGH, output.search_results.length)
  let best: Fitting | undefined
  for (const from of [output, trimmed])
    for (const length of LENGTHS) {
      if (best && best.count >= wanted) break
      const fitting = fitMost(from, length, render, mostTokens)
      if (fitting && fitting.count > (best?.count ?? 0)) best = fitting
    }
  best ??= fitOne(trimmed, unhinted, render, mostTokens)
  if (best) return widen(best, render, mostTokens)
  const advice = render(shortenOutput(trimmed, 0, 0), false)
  return countResultTokens(advice) <= mostTokens ? advice : render(shortenOutput(unhinted, 0, 0), false)
}

// A page says more than advice does, where there is no space for both; `coverage` still tells of a doubt.
function fitOne(
  trimmed: SearchOutput,
  unhinted: SearchOutput,
  render: Render,
  mostTokens: number,
): Fitting | undefined {
  const [shorter, shortest] = LEAST_LENGTHS
  const tries = [
    [trimmed, shorter],
    [unhinted, LENGTHS[3]],
    [unhinted, shorter],
    [trimmed, shortest],
    [unhinted, shortest],
  ] as const
  for (const [from, length] of tries) {
    const result = render(shortenOutput(from, 1, length), false)
    if (from.search_results.length > 0 && countResultTokens(result) <= mostTokens)
      return { from, length, count: 1, result }
  }
  return undefined
}

/** Undefined where not one page fits. */
function fitMost(from: SearchOutput, length: number, render: Render, mostTokens: number): Fitting | undefined {
  let [low, high] = [0, from.search_results.length]
  let found: Fitting | undefined
  while (low < high) {
    const count = Math.ceil((low + high) / 2)
    const result = render(shortenOutput(from, count, length), false)
    if (countResultTokens(result) <= mostTokens) {
      low = count
      found = { from, length, count, result }
    } else high = count - 1
  }
  return found
}

// What room is left goes to the passages.
function widen({ from, length, count, result }: Fitting, render: Render, mostTokens: number): ToolResult {
  if (length === Number.POSITIVE_INFINITY) return result
  const longest = Math.max(...from.search_results.slice(0, count).map(({ context }) => context.length))
  let [low, high] = [length, longest]
  let widest = result
  for (let at = 0; at < WIDENINGS && low + 1 < high; at++) {
    const middle = Math.floor((low + high) / 2)
    const tried = render(shortenOutput(from, count, middle), false)
    if (countResultTokens(tried) <= mostTokens) {
      low = middle
      widest = tried
    } else high = middle
  }
  return widest
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
      .map((hit) => ({ ...hit, context: clipPassage(hit.context, length) })),
    ...(hint && { hint }),
  }
}

// A passage that begins with a block of code or a long row has nothing that can be cut before it: that is given whole,
// or the page is not.
function clipPassage(context: string, length: number): string {
  const clipped = clipWhole(context, length)
  if (length < LENGTHS[3] || clipped.length >= length / 2) return clipped
  const longer = [2 * length, 4 * length].map((more) => clipWhole(context, more))
  return longer.find((one) => one.length >= length / 2) ?? context
}

/** Without what is beside the passages, for the smallest budgets. */
function dropExtras({ understood_as: _words, ...output }: SearchOutput): SearchOutput {
  return {
    ...output,
    facets: { product_types: [], guide_types: [] },
    search_results: output.search_results.map(({ same_text_at: _elsewhere, ...hit }) => ({
      ...hit,
      sections: [],
      recommended_sections: [],
    })),
  }
}
