// Logistic regression with a price on large weights, by Newton's method: a dozen features and some thousands of
// examples need no more.

export interface Labelled {
  /** The first value is 1, and its weight costs nothing. */
  readonly values: readonly number[]
  readonly label: 0 | 1
  /** What weights that are not learnt add. */
  readonly offset: number
  /** How much the example counts. */
  readonly weight: number
}

export interface LogisticOptions {
  /** What the square of a weight costs, in units of its feature's standard deviation. */
  readonly price: number
}

const MOST_STEPS = 50

export function fitLogistic(examples: readonly Labelled[], { price }: LogisticOptions): number[] {
  const size = examples[0]?.values.length ?? 0
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const prices = computeScales(examples).map((scale, at) => (at === 0 ? 0 : price * scale * scale))
  let weights = new Array<number>(size).fill(0)
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const gradient = weights.map((own, at) => own * (prices[at] ?? 0))
    const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? (prices[row] ?? 0) : 0)))
    for (const { values, label, offset, weight } of examples) {
      const chance = 1 / (1 + Math.exp(-offset - computeDot(values, weights)))
      const share = weight / total
      for (const [row, value] of values.entries()) {
        gradient[row] = (gradient[row] ?? 0) + share * (chance - label) * value
        const slope = share * chance * (1 - chance) * value
        const line = curvature[row] ?? []
        for (const [column, other] of values.entries()) line[column] = (line[column] ?? 0) + slope * other
      }
    }
    const step = solve(curvature, gradient)
    weights = weights.map((own, at) => own - (step[at] ?? 0))
    if (Math.max(...step.map(Math.abs)) < 1e-8) break
  }
  return weights
}

function computeScales(examples: readonly Labelled[]): number[] {
  const size = examples[0]?.values.length ?? 0
  return Array.from({ length: size }, (_, at) => {
    const own = examples.map(({ values }) => values[at] ?? 0)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) || 1
  })
}

// Gauss's elimination with the largest pivot; a value that never changes leaves a zero row, and its weight at 0.
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.reduce(
      (best, row, candidate) =>
        candidate >= at && Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? candidate : best,
      at,
    )
    ;[rows[at], rows[pivot]] = [rows[pivot] ?? [], rows[at] ?? []]
    const lead = rows[at]?.[at] ?? 0
    if (Math.abs(lead) < 1e-12) continue
    for (const [other, row] of rows.entries()) {
      if (other === at) continue
      const share = (row[at] ?? 0) / lead
      if (share !== 0) rows[other] = row.map((value, column) => value - share * (rows[at]?.[column] ?? 0))
    }
  }
  return rows.map((row, at) => (Math.abs(row[at] ?? 0) < 1e-12 ? 0 : (row.at(-1) ?? 0) / (row[at] ?? 1)))
}

function computeDot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}
