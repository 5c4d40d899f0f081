// The best pages seen so far, by score; of equal ones those that stand first in the index, whatever the order that they
// come in. A binary heap with the worst on top.

export interface ScoredPage {
  readonly place: number
  readonly score: number
}

export class BestPages {
  readonly #heap: ScoredPage[] = []
  readonly #limit: number
  #least = Number.NEGATIVE_INFINITY

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(place: number, score: number): void {
    // Most are no match for those that are there.
    if (score < this.#least) return
    const heap = this.#heap
    if (heap.length < this.#limit) {
      heap.push({ place, score })
      this.#up(heap.length - 1)
    } else if (isWorse(heap[0], { place, score })) {
      heap[0] = { place, score }
      this.#down()
    }
    if (heap.length === this.#limit) this.#least = heap[0]?.score ?? Number.POSITIVE_INFINITY
  }

  /** What a page has to score at least to come in. */
  get least(): number {
    return this.#least
  }

  /** Best first. */
  toSorted(): ScoredPage[] {
    return this.#heap.toSorted((a, b) => b.score - a.score || a.place - b.place)
  }

  #up(from: number): void {
    const heap = this.#heap
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isWorse(heap[at], heap[parent])) return
      swap(heap, at, parent)
      at = parent
    }
  }

  #down(): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let worst = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (isWorse(heap[child], heap[worst])) worst = child
      if (worst === at) return
      swap(heap, at, worst)
      at = worst
    }
  }
}

function isWorse(one: ScoredPage | undefined, other: ScoredPage | undefined): boolean {
  if (!one || !other) return false
  return one.score < other.score || (one.score === other.score && one.place > other.place)
}

function swap(heap: ScoredPage[], a: number, b: number): void {
  const [one, other] = [heap[a], heap[b]]
  if (!one || !other) return
  heap[a] = other
  heap[b] = one
}
