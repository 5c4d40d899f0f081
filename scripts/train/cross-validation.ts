// What a model is worth on queries that it was not fitted to: each part is ranked by weights that were fitted to all
// others.

import { computeAgreement } from '../../src/search/results/fold-translations.ts'
import { hashText } from './guide-parts.ts'
import { computeDot, fitWeights } from './listwise-fit.ts'
import { computeScale, type Layout, toList } from './model-vector.ts'
import type { Example } from './ranking-examples.ts'

export interface Placed {
  readonly example: Example
  /** Place of the first page that answers, from 0; -1 where it is not among the first ten. */
  readonly place: number
}

export interface Fitting extends Layout {
  readonly price: number
  readonly prior: Float64Array
  /** Names whose weights stay at the prior. */
  readonly held: readonly boolean[]
  /** Names whose weights among many guides are known not to be below 0. */
  readonly positive?: ReadonlySet<string>
  /** How much an example counts. */
  readonly countOf: (example: Example) => number
}

/** `start`: weights to begin with, of a fit to much the same examples. */
export function learn(examples: readonly Example[], fitting: Fitting, start?: Float64Array) {
  const { price, prior: given, held, positive, countOf, ...layout } = fitting
  const prior = given.slice()
  const lists = examples.map((example) => toList(example, layout))
  const counts = examples.map(countOf)
  const own = computeScale(lists, layout)
  const isHeld = own.map((_, at) => Number(held[at % layout.names.length] ?? false))
  for (;;) {
    // To stray costs by the scale: where that is out of reach, nothing moves.
    const scale = own.map((value, at) => (isHeld[at] ? OUT_OF_REACH : value))
    const from = start?.map((value, at) => (isHeld[at] ? (prior[at] ?? 0) : value)) ?? prior
    const weights = fitWeights(lists, { price, prior, scale, start: from, counts })
    // What would be below 0 is nothing that the examples tell of, and stays at 0.
    const below = layout.names.flatMap((name, at) => (positive?.has(name) && (weights[at] ?? 0) < -NOTHING ? [at] : []))
    if (below.length === 0) return weights
    for (const at of below) {
      isHeld[at] = 1
      prior[at] = 0
    }
    start = weights
  }
}

const OUT_OF_REACH = 1e5
const NOTHING = 1e-6

/** `partOf` says which part of the queries an example belongs to; `share` fits to so much of the others only. */
export function crossValidate(
  examples: readonly Example[],
  fitting: Fitting,
  partOf: (example: Example) => string,
  share = 1,
): Placed[] {
  const parts = new Set(examples.map(partOf))
  const all = learn(examples, fitting)
  return [...parts].flatMap((part) => {
    const rest = examples.filter((example) => partOf(example) !== part && isAmong(example, share))
    const weights = learn(rest, fitting, all)
    return examples
      .filter((example) => partOf(example) === part)
      .map((example) => ({ example, place: findPlace(example, weights, fitting) }))
  })
}

/**
 * All questions about a guide are in one part. But for those in Japanese about the one guide that there is in Japanese:
 * without them nothing would be known of Japanese pages, so they are parted by query, and what is reported of them is
 * that much easier.
 */
export function partByGuide(parts: number): (example: Example) => string {
  return ({ guide, query, set }) =>
    String(hashText(set.endsWith('-ja') && guide === JAPANESE_GUIDE ? query.query_id : guide) % parts)
}

const JAPANESE_GUIDE = '/redshift/latest/dg/'

/** Who wrote the query: the first letters of its id. */
export function partByBatch({ query, set }: Example): string {
  if (set.startsWith('own')) return query.query_id.slice(0, 1)
  return set.startsWith('scale') ? query.query_id.slice(0, 2) : set
}

function isAmong({ query }: Example, share: number): boolean {
  return share >= 1 || hashText(query.query_id) % 1000 < share * 1000
}

// The same page in two languages is one hit, as in search.
function findPlace(
  { candidates, ...example }: Example,
  weights: Float64Array<ArrayBufferLike>,
  layout: Layout,
): number {
  const rows = toList({ candidates, ...example }, layout)
  const scores = rows.map(({ values }) => computeDot(values, weights))
  const top = new Map<string, number>()
  for (const [at, { language }] of candidates.entries())
    top.set(language, Math.max(top.get(language) ?? -Infinity, scores[at] ?? 0))
  const pages = new Map<string, { score: number; readonly grade: number }>()
  for (const at of [...candidates.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))) {
    const { path = '', grade = 0, language = '' } = candidates[at] ?? {}
    const score = scores[at] ?? 0
    const known = pages.get(path)
    if (known) known.score += computeAgreement((top.get(language) ?? 0) - score)
    else pages.set(path, { score, grade })
  }
  const place = [...pages.values()].sort((a, b) => b.score - a.score).findIndex(({ grade }) => grade > 0)
  return place < 10 ? place : -1
}

/** any@1, hit@5, hit@10, MRR@10. */
export function formatScores(placed: readonly Placed[]): string {
  const computeShare = (within: number) =>
    placed.filter(({ place }) => place >= 0 && place < within).length / placed.length
  const mrr = placed.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / placed.length
  return [computeShare(1), computeShare(5), computeShare(10), mrr].map((value) => value.toFixed(3)).join('  ')
}

export function formatScoresLine(name: string, placed: readonly Placed[]): string {
  return `${name.padEnd(26)} ${String(placed.length).padStart(4)}   ${formatScores(placed)}`
}
