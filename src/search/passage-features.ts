// What a passage says about a query, as numbers between 0 and 1 (a few may pass 1). Pure: text in, features out.

import { identifiersOf, squeeze, termsOf } from '../core/terms.ts'
import type { AnalyzedPassage } from './analyze-passage.ts'
import { foldForCompare } from './fold-for-compare.ts'
import type { ParsedQuery } from './parse-query.ts'
import type { RankingFeatures } from './ranking-weights.ts'

export interface QueryModel {
  readonly query: ParsedQuery
  /** Inverse document frequency times weight; identifiers with `code:` in front. */
  readonly weights: ReadonlyMap<string, number>
  /** Sum of the weights of the query's own terms. */
  readonly total: number
  readonly foldedText: string
  /** Each term's place in `query.terms`. */
  readonly placeOf: ReadonlyMap<string, number>
  /** Weight of each term of the query, by place. */
  readonly weightAt: readonly number[]
  /** The query's text as places. */
  readonly sequence: readonly number[]
}

export interface PassageText {
  readonly passage: AnalyzedPassage
  readonly title: string
  readonly titleTerms: readonly string[]
  /** Titles of the sections around it, outermost first, the page's own left out. */
  readonly headings: readonly string[]
  /** Weight of the query's terms on the whole page, as far as it was counted. */
  readonly pageCover: number
  /** 0 to 1: how far the query's words belong to the guide. */
  readonly affinity: number
  readonly isOpening: boolean
  /** Weight of the query's terms on the page, more for those in several passages. */
  readonly pageRepeated: number
  readonly descriptionTerms: readonly string[]
  /** Pages that link to the page. */
  readonly inbound: number
  /** Characters of the page. */
  readonly pageLength: number
}

/** Counts that say the most they can say. */
export const MOST_INBOUND = 200
const LONG_PAGE = 40_000

/** BM25's two constants, as in the literature; the length is that of the median passage, in terms. */
const K1 = 1.2
const B = 0.5
const MEDIAN_LENGTH = 90
/** What a word without a translation would have weighed, about. */
const UNTRANSLATED_WEIGHT = 6

export function modelQuery(query: ParsedQuery, weights: ReadonlyMap<string, number>): QueryModel {
  const placeOf = new Map(query.terms.map(({ term }, place) => [term, place]))
  const weightAt = query.terms.map(({ term }) => weights.get(term) ?? 0)
  const total = weightAt.reduce((sum, weight) => sum + weight, 0) + query.untranslated * UNTRANSLATED_WEIGHT || 1
  const sequence = query.sequence.map((term) => placeOf.get(term) ?? -1)
  return { query, weights, total, foldedText: foldForCompare(query.text), placeOf, weightAt, sequence }
}

export function passageFeatures(model: QueryModel, text: PassageText): RankingFeatures {
  const { query, total, weightAt } = model
  const { terms } = text.passage
  const title = new Set(text.titleTerms)
  const own = new Set(termsOf(text.headings.at(-1) ?? ''))
  const headings = new Set([...own, ...termsOf(text.headings.slice(0, -1).join(' '))])
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
    covered += weight * (count > 0 || headings.has(term) || title.has(term) ? 1 : instead)
  }
  return {
    body: bm25 / total / (K1 + 1),
    coverage: covered / total,
    page: Math.min(1, text.pageCover / total),
    titlePrecision: precisionOf(title, model),
    titleRecall: recallOf(title, model),
    headingPrecision: precisionOf(own, model),
    headingRecall: recallOf(headings, model),
    exactTitle: exactness(text.title, model),
    exactHeading: exactness(text.headings.at(-1) ?? '', model),
    order: orderOf(places, positions, model),
    runs: runsOf(places, positions, model.sequence),
    ...identifierFeatures(model, text),
    affinity: text.affinity,
    repeated: Math.min(1, text.pageRepeated / total),
    description: recallOf(new Set(text.descriptionTerms), model),
    inbound: Math.log1p(Math.min(text.inbound, MOST_INBOUND)) / Math.log1p(MOST_INBOUND),
    length: Math.min(1, text.pageLength / LONG_PAGE),
    opening: text.isOpening ? 1 : 0,
    phrase:
      query.phrases.length === 0
        ? 0
        : query.phrases.filter((phrase) => holdsRun(terms, phrase)).length / query.phrases.length,
  }
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

// Share of the title that the query says, but only where it says something rare: "Amazon" alone does not make a title match.
function precisionOf(terms: ReadonlySet<string>, { weights, query, total }: QueryModel): number {
  if (terms.size === 0) return 0
  let said = 0
  let weight = 0
  const own = new Set(query.terms.map(({ term }) => term))
  for (const term of terms) {
    if (!own.has(term)) continue
    said += 1
    weight += weights.get(term) ?? 0
  }
  return (said / terms.size) * Math.min(1, (3 * weight) / total)
}

function recallOf(terms: ReadonlySet<string>, { weights, query, total }: QueryModel): number {
  let said = 0
  for (const { term, synonyms } of query.terms) {
    if (terms.has(term)) said += weights.get(term) ?? 0
    else if (synonyms.some((synonym) => terms.has(synonym))) said += 0.5 * (weights.get(term) ?? 0)
  }
  return said / total
}

// 1 when the query is the title; a part when the title stands in the query, which a question or a paste may do.
function exactness(title: string, { foldedText }: QueryModel): number {
  const folded = foldForCompare(title)
  if (folded.length < 2) return 0
  if (folded === foldedText) return 1
  return folded.length >= 6 && foldedText.includes(folded) ? (folded.length / foldedText.length) ** 0.5 * 0.6 : 0
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

// Runs of three: what a pasted message and the page that explains it have in common.
function runsOf(places: readonly number[], positions: readonly number[], sequence: readonly number[]): number {
  if (sequence.length < 3) return 0
  const held = new Set<number>()
  for (let i = 0; i + 2 < places.length; i++) {
    if ((positions[i + 2] ?? 0) - (positions[i] ?? 0) === 2) held.add(runKey(places, i))
  }
  if (held.size === 0) return 0
  let found = 0
  for (let i = 0; i + 2 < sequence.length; i++) if (held.has(runKey(sequence, i))) found += 1
  // A run of a few words in a long paste is already telling: the share grows fast at first.
  return (found / (sequence.length - 2)) ** 0.5
}

// A query has at most 48 terms, so three places fit into one number.
function runKey(places: readonly number[], at: number): number {
  return ((places[at] ?? -1) * 64 + (places[at + 1] ?? -1)) * 64 + (places[at + 2] ?? -1)
}

function holdsRun(sequence: readonly string[], run: readonly string[]): boolean {
  for (let at = 0; at + run.length <= sequence.length; at++)
    if (run.every((term, i) => sequence[at + i] === term)) return true
  return false
}

function identifierFeatures({ query, weights, total }: QueryModel, { passage, title }: PassageText) {
  if (query.identifiers.length === 0) return { identifiers: 0, identifierInTitle: 0 }
  const held = passage.identifiers()
  const inTitle = new Set([...identifiersOf(title), ...title.split(/\s+/).map(squeeze), squeeze(title)])
  let all = 0
  let found = 0
  let titled = 0
  for (const identifier of query.identifiers) {
    const weight = weights.get(`code:${identifier}`) ?? 0
    all += weight
    if (held.has(identifier)) found += weight
    if (inTitle.has(identifier)) titled += weight
  }
  // An acronym in a question is one word of many; a query that is an identifier is nothing else.
  const whole = Math.max(all, total)
  return { identifiers: found / whole, identifierInTitle: titled / whole }
}
