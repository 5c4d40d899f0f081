// Things in the order of a score that is dear to make, by what it can be at most, which is cheap: a score is made only
// once nothing that is known to be as good as the bound is left. The order is the same as if all had been scored. Pure.

export interface Bounded<Item> {
  readonly item: Item
  /** Above every score that the item can have. */
  readonly most: number
}

/**
 * The first `limit`, scored as far as somebody reads, and once however often it is read. `score` gives undefined for
 * what is left out.
 */
export function iterateBestFirst<Item, Scored>(
  items: readonly Bounded<Item>[],
  score: (item: Item) => Scored | undefined,
  scoreOf: (scored: Scored) => number,
  compare: (a: Scored, b: Scored) => number,
  limit: number,
): Iterable<Scored> {
  const waiting = items.toSorted((a, b) => a.most - b.most)
  const scored: Scored[] = []
  const given: Scored[] = []
  const next = (): Scored | undefined => {
    for (;;) {
      const best = scored[0]
      const bound = waiting.at(-1)?.most
      if (bound === undefined || (best !== undefined && scoreOf(best) > bound)) break
      const item = waiting.pop()
      const made = item && score(item.item)
      if (made !== undefined) insert(scored, made, compare)
    }
    return scored.shift()
  }
  return {
    *[Symbol.iterator]() {
      for (let at = 0; at < limit; at++) {
        const known = given[at] ?? next()
        if (known === undefined) return
        given[at] = known
        yield known
      }
    },
  }
}

function insert<Scored>(sorted: Scored[], one: Scored, compare: (a: Scored, b: Scored) => number): void {
  let at = sorted.length
  for (let before = sorted[at - 1]; before !== undefined && compare(before, one) > 0; before = sorted[at - 1]) at -= 1
  sorted.splice(at, 0, one)
}
