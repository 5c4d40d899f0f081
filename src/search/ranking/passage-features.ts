// What a passage says about a query, as numbers between 0 and 1 (a few may pass 1). Pure.

import type { PageOutline, PagePassage } from '../candidates/indexed-pages.ts'
import { computeExactness, computeIdentifierTotal, computePrecision, type QueryModel } from '../query/query-model.ts'
import type { PassageFeatures } from './features.ts'
import { findSlot, type QueryPlaces } from './query-places.ts'

/** BM25's two constants, as in the literature; the length is that of the median passage, in terms. */
const K1 = 1.2
const B = 0.5
const MEDIAN_LENGTH = 90

export interface PassageStanding {
  /** Terms of the query that name the guide's product. */
  readonly named: ReadonlySet<string>
  /** Whole identifiers of the query that stand in the passage. */
  readonly identifiers: ReadonlySet<string>
}

export function computePassageFeatures(
  model: QueryModel,
  where: QueryPlaces,
  { titleTerms }: Pick<PageOutline, 'titleTerms'>,
  { terms, heading }: Pick<PagePassage, 'terms' | 'heading'>,
  standing: PassageStanding,
): PassageFeatures {
  const { query, total, weightAt } = model
  const { counts, synonymSlots } = where
  const { places, positions } = locate(where, weightAt.length, terms)
  const norm = computeLengthNorm(terms.length)
  let bm25 = 0
  let covered = 0
  for (let place = 0; place < weightAt.length; place++) {
    const weight = weightAt[place] ?? 0
    const count = counts[place + 1] ?? 0
    const term = query.terms[place]?.term ?? ''
    const instead = count === 0 && isAnyIn(counts, synonymSlots[place]) ? 0.5 : 0
    bm25 += weight * (count > 0 ? saturateCount(count, norm) : instead)
    covered += weight * (count > 0 || heading.pathTerms.has(term) || titleTerms.has(term) ? 1 : instead)
  }
  return {
    body: weighBody(bm25, total),
    coverage: covered / total,
    headingPrecision: computePrecision(heading.terms, model),
    exactHeading: computeExactness(heading.folded, heading.terms, standing.named, model),
    order: computeOrder(places, positions, where, model),
    longestRun: findLongestRun(places, positions, where, model.sequence),
    identifiers: computeIdentifierShare(model, standing.identifiers),
    phrase:
      where.phrases.length === 0
        ? 0
        : where.phrases.filter((phrase) => holdsRun(terms, phrase)).length / where.phrases.length,
  }
}

function isAnyIn(counts: Uint32Array, slots: readonly number[] = []): boolean {
  for (const slot of slots) if ((counts[slot] ?? 0) > 0) return true
  return false
}

/** Of a passage of so many terms. */
export function computeLengthNorm(terms: number): number {
  return K1 * (1 - B + (B * terms) / MEDIAN_LENGTH)
}

export function saturateCount(count: number, norm: number): number {
  return (count * (K1 + 1)) / (count + norm)
}

export function weighBody(bm25: number, total: number): number {
  return bm25 / total / (K1 + 1)
}

/**
 * Which of a page's passages stands for it. Not learnt: the judged queries say which page answers and not where, so
 * these are the weights that were set by hand when whole passages were read and compared.
 */
export function scorePassage(passage: PassageFeatures): number {
  return (
    passage.body +
    0.8 * passage.coverage +
    0.6 * passage.order +
    0.5 * passage.longestRun +
    0.25 * passage.headingPrecision +
    0.6 * passage.exactHeading +
    0.8 * passage.identifiers +
    passage.phrase
  )
}

// Where the passage says the query's terms: everything else about it is only distance.
function locate({ slots, counts }: QueryPlaces, size: number, terms: Uint32Array) {
  counts.fill(0)
  const places: number[] = []
  const positions: number[] = []
  for (let at = 0; at < terms.length; at++) {
    const slot = findSlot(slots, terms[at] ?? 0)
    if (slot === 0) continue
    counts[slot] = (counts[slot] ?? 0) + 1
    if (slot > size) continue
    places.push(slot - 1)
    positions.push(at)
  }
  return { places, positions }
}

// Pairs of neighbours in the query, found at most three apart and in the same order; weighed by the lighter of the two.
function computeOrder(
  places: readonly number[],
  positions: readonly number[],
  { pairs, pairAt }: QueryPlaces,
  { weightAt, total }: QueryModel,
): number {
  if (pairs.length === 0) return 0
  const isNear = new Uint8Array(pairs.length)
  const size = weightAt.length
  for (let i = 0; i < places.length; i++) {
    for (let j = i + 1; j < places.length && (positions[j] ?? 0) - (positions[i] ?? 0) <= 3; j++) {
      const pair = pairAt[(places[i] ?? 0) * size + (places[j] ?? 0)] ?? -1
      if (pair >= 0) isNear[pair] = 1
    }
  }
  // Each pair counts once, however often the query repeats it.
  let found = 0
  for (let pair = 0; pair < pairs.length; pair++) if (isNear[pair] === 1) found += pairs[pair]?.weight ?? 0
  return found / total
}

/** A run of so many words is nobody's chance. */
const LONG_RUN = 10

// The longest run of the query's words that the passage has word for word, in words: two say nothing.
function findLongestRun(
  places: readonly number[],
  positions: readonly number[],
  { starts }: QueryPlaces,
  sequence: readonly number[],
): number {
  let longest = 0
  for (let from = 0; from + longest < places.length; from++) {
    for (const start of starts[places[from] ?? -1] ?? []) {
      let length = 1
      while (
        places[from + length] !== undefined &&
        places[from + length] === sequence[start + length] &&
        (positions[from + length] ?? 0) - (positions[from] ?? 0) === length
      )
        length += 1
      longest = Math.max(longest, length)
    }
  }
  return computeRunShare(longest)
}

export function computeRunShare(words: number): number {
  return Math.max(0, Math.min(1, (words - 2) / (LONG_RUN - 2)))
}

function holdsRun(sequence: Uint32Array, run: readonly number[]): boolean {
  for (let at = 0; at + run.length <= sequence.length; at++)
    if (run.every((term, i) => sequence[at + i] === term)) return true
  return false
}

export function computeIdentifierShare(model: QueryModel, held: ReadonlySet<string>): number {
  if (held.size === 0) return 0
  let found = 0
  for (const identifier of model.query.identifiers)
    if (held.has(identifier)) found += model.weights.get(`code:${identifier}`) ?? 0
  return found === 0 ? 0 : found / computeIdentifierTotal(model)
}
