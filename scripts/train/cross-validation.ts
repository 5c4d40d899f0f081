// What a model is worth on queries that it was not fitted to: each part is ranked by weights that were fitted to all
// others.

import { hashOf } from './guide-parts.ts'
import { dot, fitWeights } from './listwise-fit.ts'
import { type Layout, listOf, scaleOf } from './model-vector.ts'
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
}

export function learn(examples: readonly Example[], { price, prior, held, ...layout }: Fitting) {
  const lists = examples.map((example) => listOf(example, layout))
  // To stray costs by the scale: where that is out of reach, nothing moves.
  const scale = scaleOf(lists, layout).map((own, at) => (held[at % layout.names.length] ? OUT_OF_REACH : own))
  return fitWeights(lists, { price, prior, scale })
}

const OUT_OF_REACH = 1e5

/** `partOf` says which part of the queries an example belongs to; `share` fits to so much of the others only. */
export function crossValidate(
  examples: readonly Example[],
  fitting: Fitting,
  partOf: (example: Example) => string,
  share = 1,
): Placed[] {
  const parts = new Set(examples.map(partOf))
  return [...parts].flatMap((part) => {
    const rest = examples.filter((example) => partOf(example) !== part && isAmong(example, share))
    const weights = learn(rest, fitting)
    return examples
      .filter((example) => partOf(example) === part)
      .map((example) => ({ example, place: placeBy(example, weights, fitting) }))
  })
}

/**
 * All questions about a guide are in one part. But for those in Japanese about the one guide that there is in Japanese:
 * without them nothing would be known of Japanese pages, so they are parted by query, and what is reported of them is
 * that much easier.
 */
export function guidePart(parts: number, salt = ''): (example: Example) => string {
  return ({ guide, query, set }) =>
    String(hashOf(salt + (set.endsWith('-ja') && guide === JAPANESE_GUIDE ? query.query_id : guide)) % parts)
}

const JAPANESE_GUIDE = '/redshift/latest/dg/'

/** Who wrote the query: the first letters of its id. */
export function batchPart({ query, set }: Example): string {
  return set.startsWith('scale') ? query.query_id.slice(0, 2) : set
}

function isAmong({ query }: Example, share: number): boolean {
  return share >= 1 || hashOf(query.query_id) % 1000 < share * 1000
}

// The same page in two languages is one hit.
function placeBy(example: Example, weights: Float64Array<ArrayBufferLike>, layout: Layout): number {
  const rows = listOf(example, layout)
  const seen = new Set<string>()
  const order = example.candidates
    .map((candidate, at) => ({ candidate, score: dot(rows[at]?.values ?? [], weights) }))
    .sort((a, b) => b.score - a.score)
    .filter(({ candidate: { path } }) => {
      const page = path.replace(/^\/[a-z]{2}_[a-z]{2}\//, '/')
      if (seen.has(page)) return false
      seen.add(page)
      return true
    })
  const place = order.findIndex(({ candidate }) => candidate.grade > 0)
  return place < 10 ? place : -1
}

/** any@1, hit@5, hit@10, MRR@10. */
export function scoresOf(placed: readonly Placed[]): string {
  const share = (within: number) => placed.filter(({ place }) => place >= 0 && place < within).length / placed.length
  const mrr = placed.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / placed.length
  return [share(1), share(5), share(10), mrr].map((value) => value.toFixed(3)).join('  ')
}

export function scoresLine(name: string, placed: readonly Placed[]): string {
  return `${name.padEnd(26)} ${String(placed.length).padStart(4)}   ${scoresOf(placed)}`
}
