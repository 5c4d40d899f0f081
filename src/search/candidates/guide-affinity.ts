// How far the words of a query belong to a guide, by where their passages are. Pure.

import type { TermList } from './query-lists.ts'

/**
 * A word belongs to a guide as far as its passages stand there; rare words say most. The answer, by guide, lies between
 * 0 and 1.
 */
export class GuideAffinity {
  readonly #sums: Float64Array
  #total = 0

  constructor(guides: number) {
    this.#sums = new Float64Array(guides)
  }

  /** `counts`: in how many passages in scope the word stands, by guide. */
  add({ weight, isIdentifier }: TermList, counts: Uint32Array): void {
    if (isIdentifier) return
    let passages = 0
    for (const count of counts) passages += count
    if (passages === 0) return
    this.#total += weight
    const sums = this.#sums
    for (let guide = 0; guide < sums.length; guide++)
      sums[guide] = (sums[guide] ?? 0) + (weight * (counts[guide] ?? 0)) / passages
  }

  get(guide: number): number {
    return this.#total === 0 ? 0 : (this.#sums[guide] ?? 0) / this.#total
  }
}
