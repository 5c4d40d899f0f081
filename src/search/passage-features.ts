// What a passage says about a query, as numbers between 0 and 1 (a few may pass 1). Pure: text in, features out.

import { plainText } from '../core/plain-text.ts'
import { identifiersOf, squeeze, termsOf } from '../core/terms.ts'
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
}

export interface PassageText {
  /** Markdown of the passage. */
  readonly markdown: string
  readonly title: string
  /** Titles of the sections around it, outermost first, the page's own left out. */
  readonly headings: readonly string[]
  /** Weight of the query's terms on the whole page, as far as it was counted. */
  readonly pageCover: number
  /** 0 to 1: how far the query's words belong to the guide. */
  readonly affinity: number
  readonly isOpening: boolean
}

/** BM25's two constants, as in the literature; the length is that of the median passage, in terms. */
const K1 = 1.2
const B = 0.5
const MEDIAN_LENGTH = 90

export function modelQuery(query: ParsedQuery, weights: ReadonlyMap<string, number>): QueryModel {
  let total = 0
  for (const { term } of query.terms) total += weights.get(term) ?? 0
  return { query, weights, total: total || 1, foldedText: foldForCompare(query.text) }
}

export function passageFeatures(model: QueryModel, passage: PassageText): RankingFeatures {
  const { query, weights, total } = model
  const { text, code } = plainText(passage.markdown)
  const sequence = termsOf(text)
  const title = termsOf(passage.title)
  const heading = termsOf(passage.headings.at(-1) ?? '')
  const outer = termsOf(passage.headings.slice(0, -1).join(' '))
  const body = countsOf(sequence)
  const titleSet = new Set(title)
  const headingSet = new Set([...heading, ...outer])
  let bm25 = 0
  let covered = 0
  const norm = K1 * (1 - B + (B * sequence.length) / MEDIAN_LENGTH)
  for (const { term, synonyms } of query.terms) {
    const weight = weights.get(term) ?? 0
    const count = body.get(term) ?? 0
    const other = count > 0 ? 0 : Math.max(0, ...synonyms.map((synonym) => (body.has(synonym) ? 0.5 : 0)))
    bm25 += weight * (count > 0 ? (count * (K1 + 1)) / (count + norm) : other)
    if (count > 0 || headingSet.has(term) || titleSet.has(term)) covered += weight
    else covered += weight * other
  }
  return {
    body: bm25 / total / (K1 + 1),
    coverage: covered / total,
    page: Math.min(1, passage.pageCover / total),
    titlePrecision: precisionOf(titleSet, model),
    titleRecall: recallOf(titleSet, model),
    headingPrecision: precisionOf(new Set(heading), model),
    headingRecall: recallOf(headingSet, model),
    exactTitle: exactness(passage.title, model),
    exactHeading: exactness(passage.headings.at(-1) ?? '', model),
    order: orderOf(sequence, model),
    runs: runsOf(sequence, query.sequence),
    ...identifierFeatures(model, text, code, passage.title),
    affinity: passage.affinity,
    opening: passage.isOpening ? 1 : 0,
    phrase:
      query.phrases.length === 0
        ? 0
        : query.phrases.filter((phrase) => holdsRun(sequence, phrase)).length / query.phrases.length,
  }
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
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
function orderOf(sequence: readonly string[], { query, weights, total }: QueryModel): number {
  const positions = new Map<string, number[]>()
  for (const [at, term] of sequence.entries()) {
    const list = positions.get(term)
    if (list) list.push(at)
    else positions.set(term, [at])
  }
  let found = 0
  const seen = new Set<string>()
  for (let i = 0; i + 1 < query.sequence.length; i++) {
    const a = query.sequence[i] ?? ''
    const b = query.sequence[i + 1] ?? ''
    if (a === b || seen.has(`${a} ${b}`)) continue
    seen.add(`${a} ${b}`)
    const after = positions.get(b)
    const near = positions.get(a)?.some((at) => after?.some((other) => other > at && other - at <= 3))
    if (near) found += Math.min(weights.get(a) ?? 0, weights.get(b) ?? 0)
  }
  return found / total
}

// Runs of three: what a pasted message and the page that explains it have in common.
function runsOf(sequence: readonly string[], wanted: readonly string[]): number {
  if (wanted.length < 3) return 0
  const held = new Set<string>()
  for (let i = 0; i + 2 < sequence.length; i++) held.add(`${sequence[i]} ${sequence[i + 1]} ${sequence[i + 2]}`)
  let found = 0
  for (let i = 0; i + 2 < wanted.length; i++) if (held.has(`${wanted[i]} ${wanted[i + 1]} ${wanted[i + 2]}`)) found += 1
  // A run of a few words in a long paste is already telling: the share grows fast at first.
  return (found / (wanted.length - 2)) ** 0.5
}

function holdsRun(sequence: readonly string[], run: readonly string[]): boolean {
  for (let at = 0; at + run.length <= sequence.length; at++)
    if (run.every((term, i) => sequence[at + i] === term)) return true
  return false
}

function identifierFeatures({ query, weights }: QueryModel, text: string, code: readonly string[], title: string) {
  if (query.identifiers.length === 0) return { identifiers: 0, identifierInTitle: 0 }
  const held = new Set(identifiersOf(text))
  for (const span of code) if (span.length <= 80 && !/\s/.test(span)) held.add(squeeze(span))
  const inTitle = new Set([...identifiersOf(title), ...title.split(/\s+/).map(squeeze), squeeze(title)])
  let total = 0
  let found = 0
  let titled = 0
  for (const identifier of query.identifiers) {
    const weight = weights.get(`code:${identifier}`) ?? 0
    total += weight
    if (held.has(identifier)) found += weight
    if (inTitle.has(identifier)) titled += weight
  }
  return total === 0
    ? { identifiers: 0, identifierInTitle: 0 }
    : { identifiers: found / total, identifierInTitle: titled / total }
}
