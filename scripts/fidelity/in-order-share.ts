// How many of the tokens of one text stand in another in the same order: the length of a common subsequence. Patience
// first (tokens that occur once in both fix the alignment), exact dynamic programming in the gaps, so that it never
// reports more than the longest common subsequence.

/** Words, single CJK characters, and every punctuation mark on its own. Case, digits and punctuation all count. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? []
}

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const TOKEN = new RegExp(`[${CJK}]|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+|[^\\s\\p{L}\\p{N}\\p{M}\\p{C}]`, 'gu')

/** Positions in `source` that have no partner in `target`. */
export function findMissingTokens(source: readonly string[], target: readonly string[]): number[] {
  const isFound = new Uint8Array(source.length)
  align(source, target, { from: 0, to: source.length }, { from: 0, to: target.length }, isFound)
  return source.flatMap((_, index) => (isFound[index] ? [] : [index]))
}

interface Range {
  readonly from: number
  readonly to: number
}

const MOST_CELLS = 20_000_000

function align(a: readonly string[], b: readonly string[], ra: Range, rb: Range, isFound: Uint8Array): void {
  let { from: fromA, to: toA } = ra
  let { from: fromB, to: toB } = rb
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) {
    isFound[fromA++] = 1
    fromB++
  }
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) {
    isFound[--toA] = 1
    toB--
  }
  if (fromA >= toA || fromB >= toB) return
  const anchors = findUniqueAnchors(a, b, { from: fromA, to: toA }, { from: fromB, to: toB })
  if (anchors.length === 0) {
    if ((toA - fromA) * (toB - fromB) <= MOST_CELLS)
      alignExactly(a, b, { from: fromA, to: toA }, { from: fromB, to: toB }, isFound)
    else alignGreedily(a, b, { from: fromA, to: toA }, { from: fromB, to: toB }, isFound)
    return
  }
  for (const [atA, atB] of [...anchors, [toA, toB] as const]) {
    align(a, b, { from: fromA, to: atA }, { from: fromB, to: atB }, isFound)
    if (atA < toA) isFound[atA] = 1
    fromA = atA + 1
    fromB = atB + 1
  }
}

// Tokens unique in both ranges, reduced to the longest run that ascends in both.
function findUniqueAnchors(
  a: readonly string[],
  b: readonly string[],
  ra: Range,
  rb: Range,
): (readonly [number, number])[] {
  const placesB = findUniquePlaces(b, rb)
  const pairs: [number, number][] = []
  for (const [token, atA] of findUniquePlaces(a, ra)) {
    const atB = placesB.get(token)
    if (atA >= 0 && atB !== undefined && atB >= 0) pairs.push([atA, atB])
  }
  pairs.sort((x, y) => x[0] - y[0])
  const piles: number[] = []
  const before: number[] = []
  pairs.forEach(([, atB], index) => {
    let low = 0
    let high = piles.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[piles[middle] ?? 0]?.[1] ?? 0) < atB) low = middle + 1
      else high = middle
    }
    before[index] = low > 0 ? (piles[low - 1] ?? -1) : -1
    piles[low] = index
  })
  const chain: [number, number][] = []
  for (let index = piles[piles.length - 1] ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index]
    if (pair) chain.push(pair)
  }
  return chain.reverse()
}

function findUniquePlaces(list: readonly string[], range: Range): Map<string, number> {
  const places = new Map<string, number>()
  for (let index = range.from; index < range.to; index++) {
    const token = list[index] ?? ''
    places.set(token, places.has(token) ? -1 : index)
  }
  return places
}

function alignExactly(a: readonly string[], b: readonly string[], ra: Range, rb: Range, isFound: Uint8Array): void {
  const rows = ra.to - ra.from
  const columns = rb.to - rb.from
  const length = new Uint16Array((rows + 1) * (columns + 1))
  const getLength = (row: number, column: number): number => length[row * (columns + 1) + column] ?? 0
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      length[row * (columns + 1) + column] =
        a[ra.from + row] === b[rb.from + column]
          ? getLength(row + 1, column + 1) + 1
          : Math.max(getLength(row + 1, column), getLength(row, column + 1))
    }
  }
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    if (a[ra.from + row] === b[rb.from + column]) {
      isFound[ra.from + row++] = 1
      column++
    } else if (getLength(row + 1, column) >= getLength(row, column + 1)) row++
    else column++
  }
}

// Only for huge gaps without a unique token: never finds more than there is.
function alignGreedily(a: readonly string[], b: readonly string[], ra: Range, rb: Range, isFound: Uint8Array): void {
  let next = rb.from
  for (let index = ra.from; index < ra.to; index++) {
    const limit = Math.min(rb.to, next + 2000)
    for (let place = next; place < limit; place++) {
      if (a[index] !== b[place]) continue
      isFound[index] = 1
      next = place + 1
      break
    }
  }
}
