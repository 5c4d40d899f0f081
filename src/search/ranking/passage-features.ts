// What a passage says about a query, as numbers between 0 and 1 (a few may pass 1). Pure.

import type { PageOutline, PagePassage } from '../indexed-pages.ts'
import { exactness, identifierTotal, precisionOf, type QueryModel } from '../query-model.ts'
import type { PassageFeatures } from './features.ts'

/** BM25's two constants, as in the literature; the length is that of the median passage, in terms. */
const K1 = 1.2
const B = 0.5
const MEDIAN_LENGTH = 90

export function passageFeatures(
  model: QueryModel,
  { titleTerms }: Pick<PageOutline, 'titleTerms'>,
  passage: PagePassage,
  named: ReadonlySet<string>,
): PassageFeatures {
  const { query, total, weightAt } = model
  const { terms } = passage.analyzed
  const { counts, places, positions } = locate(model, terms)
  const norm = K1 * (1 - B + (B * terms.length) / MEDIAN_LENGTH)
  let bm25 = 0
  let covered = 0
  for (const [place, { term, synonyms }] of query.terms.entries()) {
    const weight = weightAt[place] ?? 0
    const count = counts[place] ?? 0
    const instead =
      count > 0 || synonyms.length === 0 ? 0 : synonyms.some((synonym) => terms.includes(synonym)) ? 0.5 : 0
    bm25 += weight * (count > 0 ? (count * (K1 + 1)) / (count + norm) : instead)
    covered += weight * (count > 0 || passage.headingPathTerms.has(term) || titleTerms.has(term) ? 1 : instead)
  }
  return {
    body: bm25 / total / (K1 + 1),
    coverage: covered / total,
    headingPrecision: precisionOf(passage.headingTerms, model),
    exactHeading: exactness(passage.section?.headingPath.slice(1).at(-1) ?? '', passage.headingTerms, named, model),
    order: orderOf(places, positions, model),
    longestRun: longestRunOf(places, positions, model.sequence),
    identifiers: identifiersIn(model, passage),
    phrase:
      query.phrases.length === 0
        ? 0
        : query.phrases.filter((phrase) => holdsRun(terms, phrase)).length / query.phrases.length,
  }
}

/**
 * Which of a page's passages stands for it. Not learnt: the judged queries say which page answers and not where, so these are the weights that were set by
 * hand when whole passages were read and compared.
 */
export function passageScore(passage: PassageFeatures): number {
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
function locate({ placeOf, weightAt }: QueryModel, terms: readonly string[]) {
  const counts = new Int32Array(weightAt.length)
  const places: number[] = []
  const positions: number[] = []
  for (let at = 0; at < terms.length; at++) {
    const place = placeOf.get(terms[at] ?? '')
    if (place === undefined) continue
    counts[place] = (counts[place] ?? 0) + 1
    places.push(place)
    positions.push(at)
  }
  return { counts, places, positions }
}

// Pairs of neighbours in the query, found at most three apart and in the same order; weighed by the lighter of the two.
function orderOf(
  places: readonly number[],
  positions: readonly number[],
  { sequence, weightAt, total }: QueryModel,
): number {
  const near = new Set<number>()
  const size = weightAt.length
  for (let i = 0; i < places.length; i++) {
    for (let j = i + 1; j < places.length && (positions[j] ?? 0) - (positions[i] ?? 0) <= 3; j++)
      near.add((places[i] ?? 0) * size + (places[j] ?? 0))
  }
  let found = 0
  for (let i = 0; i + 1 < sequence.length; i++) {
    const a = sequence[i] ?? -1
    const b = sequence[i + 1] ?? -1
    // Each pair counts once, however often the query repeats it.
    if (a >= 0 && b >= 0 && a !== b && near.delete(a * size + b)) found += Math.min(weightAt[a] ?? 0, weightAt[b] ?? 0)
  }
  return found / total
}

/** A run of so many words is nobody's chance. */
const LONG_RUN = 10

// The longest run of the query's words that the passage has word for word, in words: two say nothing.
function longestRunOf(places: readonly number[], positions: readonly number[], sequence: readonly number[]): number {
  const starts = new Map<number, number[]>()
  for (const [at, place] of sequence.entries()) starts.set(place, [...(starts.get(place) ?? []), at])
  let longest = 0
  for (let from = 0; from + longest < places.length; from++) {
    for (const start of starts.get(places[from] ?? -1) ?? []) {
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
  return Math.max(0, Math.min(1, (longest - 2) / (LONG_RUN - 2)))
}

function holdsRun(sequence: readonly string[], run: readonly string[]): boolean {
  for (let at = 0; at + run.length <= sequence.length; at++)
    if (run.every((term, i) => sequence[at + i] === term)) return true
  return false
}

function identifiersIn(model: QueryModel, { analyzed }: PagePassage): number {
  const { identifiers } = model.query
  if (identifiers.length === 0) return 0
  const held = analyzed.identifiers()
  let found = 0
  for (const identifier of identifiers) if (held.has(identifier)) found += model.weights.get(`code:${identifier}`) ?? 0
  return found === 0 ? 0 : found / identifierTotal(model)
}
