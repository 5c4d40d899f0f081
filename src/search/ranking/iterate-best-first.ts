// Things in the order of a score that is dear to make, by what it can be at most, which is cheap: a score is made only
// once nothing that is known to be as good as the bound is left. The order is the same as if all had been scored. Pure.

export interface Bounded<Item> {
  readonly item: Item
  /** No score that the item can have is above it. */
  readonly most: number
}

/** How an item is scored: in two steps, of which the second is dearer. Undefined leaves the item out. */
export interface Scoring<Item, Narrowed, Scored> {
  narrow(item: Item): Bounded<Narrowed> | undefined
  score(narrowed: Narrowed): Scored | undefined
  scoreOf(scored: Scored): number
  compare(a: Scored, b: Scored): number
}

/** The first `limit`, scored as far as somebody reads, and once however often it is read. */
export function iterateBestFirst<Item, Narrowed, Scored>(
  items: readonly Bounded<Item>[],
  { narrow, score, scoreOf, compare }: Scoring<Item, Narrowed, Scored>,
  limit: number,
): Iterable<Scored> {
  const waiting = items.toSorted(compareByMost)
  const narrowed: Bounded<Narrowed>[] = []
  const scored: Scored[] = []
  const given: Scored[] = []
  const next = (): Scored | undefined => {
    for (;;) {
      const bound = getMost(waiting)
      const narrowBound = getMost(narrowed)
      const best = scored[0]
      const atLeast = best === undefined ? Number.NEGATIVE_INFINITY : scoreOf(best)
      if (bound !== undefined && bound >= atLeast && bound >= (narrowBound ?? bound)) {
        const item = waiting.pop()
        const made = item && narrow(item.item)
        if (made !== undefined) insert(narrowed, made, compareByMost)
      } else if (narrowBound !== undefined && narrowBound >= atLeast) {
        const item = narrowed.pop()
        const made = item && score(item.item)
        if (made !== undefined) insert(scored, made, compare)
      } else return scored.shift()
    }
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

function getMost(items: readonly Bounded<unknown>[]): number | undefined {
  return items.at(-1)?.most
}

/** The most promising last. */
function compareByMost(a: Bounded<unknown>, b: Bounded<unknown>): number {
  return a.most - b.most
}

function insert<Scored>(sorted: Scored[], one: Scored, compare: (a: Scored, b: Scored) => number): void {
  let at = sorted.length
  for (let before = sorted[at - 1]; before !== undefined && compare(before, one) > 0; before = sorted[at - 1]) at -= 1
  sorted.splice(at, 0, one)
}
