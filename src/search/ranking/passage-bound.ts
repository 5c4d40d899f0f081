// How much a passage can say about a query, by what the index knows of it: which of the query's words stand in its text
// and headings, about how often, and how long it is. Where that is too little to change what is shown, the text need
// not be read. Never less than what passage-features.ts makes of the text. Pure.

import { FREQUENCY_BITS, IN_HEADING, OFTEN_FROM } from '../../store/fulltext/term-columns.ts'
import type { PageOutline } from '../candidates/indexed-pages.ts'
import type { TermList } from '../candidates/query-lists.ts'
import type { QueryModel } from '../query/query-model.ts'
import type { PassageFeatures, RankingWeights } from './features.ts'
import {
  computeIdentifierShare,
  computeLengthNorm,
  computeRunShare,
  saturateCount,
  scorePassage,
  weighBody,
} from './passage-features.ts'
import type { QueryPlaces } from './query-places.ts'

/** Where the words of a query are among its doclists. Made once for all passages. */
export interface BoundPlan {
  readonly model: QueryModel
  readonly places: QueryPlaces
  /** Of each term; -1 where no passage has it. */
  readonly listOf: readonly number[]
  readonly synonymLists: readonly (readonly number[])[]
  readonly identifiers: readonly { readonly list: number; readonly identifier: string }[]
}

export function makeBoundPlan(model: QueryModel, places: QueryPlaces, lists: readonly TermList[]): BoundPlan {
  const words = new Map<string, number>()
  for (const [at, { term, isIdentifier }] of lists.entries()) if (!isIdentifier) words.set(term, at)
  return {
    model,
    places,
    listOf: model.query.terms.map(({ term }) => words.get(term) ?? -1),
    synonymLists: model.query.terms.map(({ synonyms }) => synonyms.flatMap((synonym) => words.get(synonym) ?? [])),
    identifiers: lists.flatMap(({ term, isIdentifier }, list) => (isIdentifier ? [{ list, identifier: term }] : [])),
  }
}

const NO_IDENTIFIERS: ReadonlySet<string> = new Set()

/** Exact. */
export function listHeldIdentifiers({ identifiers }: BoundPlan, marks: Uint8Array): ReadonlySet<string> {
  if (identifiers.length === 0) return NO_IDENTIFIERS
  return new Set(identifiers.filter(({ list }) => marks[list] !== 0).map(({ identifier }) => identifier))
}

/** Lengths are kept up to this. */
const LONGEST_KNOWN = 0xffff
/** By the frequency bits. */
const MOST_TIMES = [0, 1, OFTEN_FROM - 1] as const

/** `marks` as in typed-words.ts; `length` in terms, as far as it is known. */
export function boundPassage(
  plan: BoundPlan,
  { titleTerms }: Pick<PageOutline, 'titleTerms'>,
  marks: Uint8Array,
  length: number,
): PassageFeatures {
  const { model, places, listOf } = plan
  const { query, total, weightAt, sequence } = model
  const times = length < LONGEST_KNOWN ? length : Number.MAX_SAFE_INTEGER
  const norm = length < LONGEST_KNOWN ? computeLengthNorm(length) : 0
  let bm25 = 0
  let covered = 0
  let inHeading = 0
  for (let place = 0; place < weightAt.length; place++) {
    const weight = weightAt[place] ?? 0
    const mark = marks[listOf[place] ?? -1] ?? 0
    const bits = mark & FREQUENCY_BITS
    const hasHeading = (mark & IN_HEADING) !== 0
    if (hasHeading) inHeading += weight
    if (bits > 0) {
      bm25 += weight * saturateCount(Math.min(times, MOST_TIMES[bits] ?? times), norm)
      covered += weight
      continue
    }
    const instead = saysAny(marks, plan.synonymLists[place]) ? 0.5 : 0
    bm25 += weight * instead
    covered += weight * (hasHeading || titleTerms.has(query.terms[place]?.term ?? '') ? 1 : instead)
  }
  let near = 0
  for (const { weight, first, second } of places.pairs)
    if (says(marks, listOf[first]) && says(marks, listOf[second])) near += weight
  let run = 0
  let longest = 0
  for (let at = 0; at < sequence.length; at++) {
    run = says(marks, listOf[sequence[at] ?? -1]) ? run + 1 : 0
    if (run > longest) longest = run
  }
  return {
    body: weighBody(bm25, total),
    coverage: covered / total,
    headingPrecision: Math.min(1, (3 * inHeading) / total),
    // A title of stop words may be the query, and one that is part of a word may stand in it.
    exactHeading: 1,
    order: near / total,
    longestRun: computeRunShare(longest),
    identifiers: computeIdentifierShare(model, listHeldIdentifiers(plan, marks)),
    phrase: query.phrases.length > 0 ? 1 : 0,
  }
}

/** Whether the passage's text has the word of a list. */
function says(marks: Uint8Array, list = -1): boolean {
  return ((marks[list] ?? 0) & FREQUENCY_BITS) > 0
}

function saysAny(marks: Uint8Array, lists: readonly number[] = []): boolean {
  for (const list of lists) if (says(marks, list)) return true
  return false
}

/** Sums are made in another order than those that they bound. */
const ROUNDING = 1e-6

/** The most that features within these bounds can add to the score of a page. A feature is never negative. */
export function boundAddedScore(most: PassageFeatures, weights: RankingWeights): number {
  let added = ROUNDING
  for (const name in most) {
    const key = name as keyof PassageFeatures
    added += Math.max(0, weights[key]) * most[key]
  }
  return added
}

export function boundScore(most: PassageFeatures): number {
  return scorePassage(most) + ROUNDING
}
