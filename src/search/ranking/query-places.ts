// A query as it is looked for in passages: its words as numbers of their vocabulary, and its order. Made once for all
// passages. Pure.

import type { PassageVocabulary } from '../candidates/passage-vocabulary.ts'
import type { QueryModel } from '../query/query-model.ts'

export interface QueryPlaces {
  /**
   * Of a term: 0 for what the query does not have, else 1 + the term's place in the query; synonyms are behind all
   * terms.
   */
  readonly slots: TermSlots
  /** How often the passage says what stands in a slot: of the passage that was looked at last. */
  readonly counts: Uint32Array
  /** Of each term. */
  readonly synonymSlots: readonly (readonly number[])[]
  /** Neighbours in the query, each pair once, in its order. */
  readonly pairs: readonly NeighbourPair[]
  /** Where a pair stands among them, by first place × terms + second place; -1 for what are no neighbours. */
  readonly pairAt: Int16Array
  /** Of each term, where it stands in the query's sequence. */
  readonly starts: readonly (readonly number[])[]
  readonly phrases: readonly (readonly number[])[]
}

/**
 * Slots by the number of a term, found by its lowest bits or the first free place behind. Of tens of thousands of
 * numbers a query has a few dozen: an array with a place for each would have to be made, and cleared, for every query.
 */
export interface TermSlots {
  readonly numbers: Uint32Array
  readonly slots: Uint16Array
}

/** Places for each number: nearly all that are asked for find a free one at once. */
const SPARSENESS = 8

function makeSlots(known: readonly { readonly number: number; readonly slot: number }[]): TermSlots {
  const size = 2 ** Math.ceil(Math.log2(SPARSENESS * (known.length + 1)))
  const made = { numbers: new Uint32Array(size), slots: new Uint16Array(size) }
  for (const { number, slot } of known) {
    let at = number & (size - 1)
    while (made.slots[at] !== 0 && made.numbers[at] !== number) at = (at + 1) & (size - 1)
    made.numbers[at] = number
    made.slots[at] = slot
  }
  return made
}

export function findSlot({ numbers, slots }: TermSlots, number: number): number {
  const last = slots.length - 1
  let at = number & last
  while (slots[at] !== 0 && numbers[at] !== number) at = (at + 1) & last
  return slots[at] ?? 0
}

export interface NeighbourPair {
  /** Places. */
  readonly first: number
  readonly second: number
  /** Weight of the lighter of the two. */
  readonly weight: number
}

export function mapQueryPlaces(model: QueryModel, vocabulary: PassageVocabulary): QueryPlaces {
  const { query, placeOf, weightAt, sequence } = model
  const numbers = new Map<string, number>()
  for (const [term, place] of placeOf) numbers.set(term, place + 1)
  let slots = weightAt.length + 1
  const synonymSlots = query.terms.map(({ synonyms }) =>
    synonyms.map((synonym) => {
      const slot = numbers.get(synonym) ?? slots++
      numbers.set(synonym, slot)
      return slot
    }),
  )
  const known = [...numbers].map(([term, slot]) => ({ number: vocabulary.getNumber(term), slot }))
  const starts: number[][] = weightAt.map(() => [])
  for (const [at, place] of sequence.entries()) starts[place]?.push(at)
  return {
    slots: makeSlots(known),
    counts: new Uint32Array(slots),
    synonymSlots,
    ...listNeighbours(sequence, weightAt),
    starts,
    phrases: query.phrases.map((phrase) => phrase.map((term) => vocabulary.getNumber(term))),
  }
}

function listNeighbours(sequence: readonly number[], weightAt: readonly number[]) {
  const size = weightAt.length
  const pairs: NeighbourPair[] = []
  const pairAt = new Int16Array(size * size).fill(-1)
  for (let i = 0; i + 1 < sequence.length; i++) {
    const a = sequence[i] ?? -1
    const b = sequence[i + 1] ?? -1
    if (a < 0 || b < 0 || a === b || (pairAt[a * size + b] ?? 0) >= 0) continue
    pairAt[a * size + b] = pairs.length
    pairs.push({ first: a, second: b, weight: Math.min(weightAt[a] ?? 0, weightAt[b] ?? 0) })
  }
  return { pairs, pairAt }
}
