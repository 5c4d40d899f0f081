// Whether a server's memory is flat, told from what it said of it during many requests. Pure.
//
// The first half is the warm-up: caches that have a limit (page texts, passages taken apart, doclists) fill for as long
// as questions reach pages that nobody has asked for yet, which takes some thousands of questions, and what is in them
// is no leak. In the second half nothing may grow. Three things are told apart, because each hides the others:
// - the heap in use, at its least: what is used at other times is garbage that has not been collected yet, so there
//   must be samples enough for some to come right after a collection;
// - what lies outside the heap (SQLite, zlib, buffers, the allocator's gaps), which nothing collects;
// - the resident set, which is both and the room that V8 keeps for garbage.

export interface MemorySample {
  /** How many requests had been answered. */
  readonly requests: number
  readonly rss: number
  readonly heapUsed: number
  /** What V8 has taken from the system. */
  readonly heapTotal: number
}

export interface Verdict {
  readonly name: string
  readonly isFlat: boolean
  /** Bytes, in the third quarter of the requests and in the last. */
  readonly third: number
  readonly last: number
}

/** By how much the last quarter may be above the third. */
export const MOST_GROWTH = 0.05

export function judgeMemory(samples: readonly MemorySample[]): Verdict[] {
  const most = samples.at(-1)?.requests ?? 0
  const between = (from: number, to: number) =>
    samples.filter(({ requests }) => requests > most * from && requests <= most * to)
  const judge = (name: string, measure: (quarter: readonly MemorySample[]) => number): Verdict => {
    const [third, last] = [measure(between(0.5, 0.75)), measure(between(0.75, 1))]
    return { name, third, last, isFlat: last <= third * (1 + MOST_GROWTH) }
  }
  return [
    judge('heap in use, at its least', (quarter) => Math.min(...quarter.map(({ heapUsed }) => heapUsed))),
    judge('outside the heap', (quarter) => computeMean(quarter.map(computeOutsideHeap))),
    judge('resident set', (quarter) => computeMean(quarter.map(({ rss }) => rss))),
  ]
}

export function computeOutsideHeap({ rss, heapTotal }: MemorySample): number {
  return rss - heapTotal
}

export function computeMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
