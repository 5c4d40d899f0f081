// Fits the weights of a linear ranking model: the logarithm of the probability that a page which answers is drawn
// first, by a softmax over a query's candidates (listwise, after Cao et al., "Learning to Rank: From Pairwise Approach
// to Listwise Approach", 2007), less a price on weights that stray from where they are held to lie without evidence.
// Convex but for queries with several answers, and small: L-BFGS finds the same weights every time.

type Vector = Float64Array<ArrayBufferLike>

export interface Row {
  /** Values of all features. */
  readonly values: Vector
  /** 0 for a page that does not answer. */
  readonly gain: number
}

/** The candidates of one query. */
export type List = readonly Row[]

export interface FitOptions {
  /** What the square of a weight costs, in units of its feature's standard deviation. */
  readonly price: number
  /** Where weights are held to lie, in the feature's own units. */
  readonly prior: Vector
  /** Standard deviations of the features. */
  readonly scale: Vector
  /** Weights to begin with: near the end it is sooner reached. The prior when left out. */
  readonly start?: Vector
  /** How much each list counts; all the same when left out. */
  readonly counts?: readonly number[]
}

const MOST_STEPS = 300
const HISTORY = 10

/** Lists without an answer say nothing and are left out. */
export function fitWeights(
  lists: readonly List[],
  { price, prior, scale, start = prior, counts = [] }: FitOptions,
): Vector {
  const told = pack(lists, counts, prior.length)
  const size = prior.length
  const computeObjective = (weights: Vector): { value: number; gradient: Vector } => {
    const gradient = new Float64Array(size)
    let value = 0
    for (const list of told.lists) value += addList(told, list, weights, gradient)
    value /= told.count
    for (let at = 0; at < size; at++) {
      const strayed = ((weights[at] ?? 0) - (prior[at] ?? 0)) * (scale[at] ?? 1)
      value += price * strayed * strayed
      gradient[at] = (gradient[at] ?? 0) / told.count + 2 * price * strayed * (scale[at] ?? 1)
    }
    return { value, gradient }
  }
  return minimize(computeObjective, start, scale)
}

/** Rows of all lists behind each other: they are read some hundred times. */
interface Packed {
  readonly values: Float64Array
  readonly gains: Float64Array
  readonly lists: readonly PackedList[]
  /** Sum of what the lists count for. */
  readonly count: number
}

interface PackedList {
  readonly from: number
  readonly to: number
  readonly count: number
}

function pack(all: readonly List[], counts: readonly number[], size: number): Packed {
  const told = all
    .map((list, at) => ({ list, count: counts[at] ?? 1 }))
    .filter(({ list }) => list.some(({ gain }) => gain > 0))
  const rows = sum(told.map(({ list }) => list.length))
  const [values, gains] = [new Float64Array(rows * size), new Float64Array(rows)]
  const lists: PackedList[] = []
  let row = 0
  for (const { list, count } of told) {
    lists.push({ from: row, to: row + list.length, count })
    for (const one of list) {
      values.set(one.values, row * size)
      gains[row] = one.gain
      row += 1
    }
  }
  return { values, gains, lists, count: sum(told.map(({ count }) => count)) }
}

// Adds the gradient of one list's loss, for what it counts; gives the loss.
function addList({ values, gains }: Packed, { from, to, count }: PackedList, weights: Vector, gradient: Vector) {
  const size = weights.length
  const scores = new Float64Array(to - from)
  let top = -Infinity
  for (let row = from, place = from * size; row < to; row++) {
    let score = 0
    for (let at = 0; at < size; at++) score += (values[place++] ?? 0) * (weights[at] ?? 0)
    scores[row - from] = score
    top = Math.max(top, score)
  }
  let [total, hit] = [0, 0]
  for (let row = from; row < to; row++) {
    const chance = Math.exp((scores[row - from] ?? 0) - top)
    scores[row - from] = chance
    total += chance
    hit += chance * (gains[row] ?? 0)
  }
  for (let row = from; row < to; row++) {
    const chance = scores[row - from] ?? 0
    const pull = chance / total - (chance * (gains[row] ?? 0)) / hit
    if (Math.abs(pull) < 1e-7) continue
    for (let at = 0, place = row * size; at < size; at++)
      gradient[at] = (gradient[at] ?? 0) + count * pull * (values[place++] ?? 0)
  }
  return -count * Math.log(hit / total)
}

interface Point {
  readonly point: Vector
  readonly value: number
  readonly gradient: Vector
}

type Objective = (weights: Vector) => { value: number; gradient: Vector }

// L-BFGS (Nocedal and Wright, "Numerical Optimization", algorithm 7.4) with backtracking; works on weights times
// `scale`, so that all are of one size.
function minimize(objective: Objective, start: Vector, scale: Vector): Vector {
  const unscale = (point: Vector) => point.map((value, at) => value / (scale[at] || 1))
  const evaluateAt = (point: Vector) => {
    const { value, gradient } = objective(unscale(point))
    return { point, value, gradient: gradient.map((slope, place) => slope / (scale[place] || 1)) }
  }
  let here: Point = evaluateAt(start.map((value, place) => value * (scale[place] || 1)))
  const past: { step: Vector; turn: Vector; curve: number }[] = []
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const direction = computeDirection(here.gradient, past)
    const slope = computeDot(direction, here.gradient)
    let length = steps === 0 ? Math.min(1, 1 / computeNorm(here.gradient)) : 1
    let next = evaluateAt(move(here.point, direction, length))
    while (next.value > here.value + 1e-4 * length * slope && length > 1e-10) {
      length /= 2
      next = evaluateAt(move(here.point, direction, length))
    }
    const step = next.point.map((value, place) => value - (here.point[place] ?? 0))
    const turn = next.gradient.map((value, place) => value - (here.gradient[place] ?? 0))
    const curve = computeDot(step, turn)
    if (curve > 1e-12) past.push({ step, turn, curve })
    if (past.length > HISTORY) past.shift()
    const gained = here.value - next.value
    here = next.value <= here.value ? next : here
    if (gained < 1e-9) break
  }
  return unscale(here.point)
}

function computeDirection(gradient: Vector, past: readonly { step: Vector; turn: Vector; curve: number }[]): Vector {
  let rest: Vector = gradient.slice()
  const shares: number[] = []
  for (const { step, turn, curve } of past.toReversed()) {
    const share = computeDot(step, rest) / curve
    shares.push(share)
    rest = move(rest, turn, -share)
  }
  const last = past.at(-1)
  if (last) rest = rest.map((value) => (value * last.curve) / computeDot(last.turn, last.turn))
  for (const { step, turn, curve } of past) {
    const share = shares.pop() ?? 0
    rest = move(rest, step, share - computeDot(turn, rest) / curve)
  }
  return rest.map((value) => -value)
}

function move(from: Vector, direction: Vector, length: number): Vector {
  return from.map((value, at) => value + length * (direction[at] ?? 0))
}

export function computeDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0
  for (let at = 0; at < a.length; at++) total += (a[at] ?? 0) * (b[at] ?? 0)
  return total
}

function computeNorm(vector: Vector): number {
  return Math.sqrt(computeDot(vector, vector)) || 1
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
