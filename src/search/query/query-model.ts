// A query with the weights of its words, and what it and a title have in common. Pure.

import { toTerms, UNSPACED } from '../../core/text/terms.ts'
import { asksAboutTrouble, asksForCost, asksForOld, asksHowMuch, findAskedTopic } from '../ranking/query-kind.ts'
import { isProductName } from './keep-written-identifiers.ts'
import { normalizeForCompare } from './normalize-for-compare.ts'
import type { ParsedQuery } from './parse-query.ts'

export interface QueryModel {
  readonly query: ParsedQuery
  /** Inverse document frequency times weight; identifiers with `code:` in front. */
  readonly weights: ReadonlyMap<string, number>
  /** Sum of the weights of the query's terms. */
  readonly total: number
  readonly foldedText: string
  /** Each term's place in `query.terms`. */
  readonly placeOf: ReadonlyMap<string, number>
  /** Weight of each term of the query, by place. */
  readonly weightAt: readonly number[]
  /** Whether it is a number of three digits and more, by place. */
  readonly isNumberAt: readonly boolean[]
  /** The query's text as places. */
  readonly sequence: readonly number[]
  /** How many words were written, logarithm: 1 for LONG_QUERY of them. */
  readonly breadth: number
  /** A topic rather than a question: 1 for up to two words, less for three and four, 0 for more and for a paste. */
  readonly brevity: number
  /** It asks what something is, by its name. */
  readonly asksWhatIs: boolean
  /** It has an identifier that is no product's name. */
  readonly hasIdentifier: boolean
  readonly asksHowMuch: boolean
  readonly asksAboutTrouble: boolean
  readonly asksForCost: boolean
  readonly asksForOld: boolean
}

const LONG_QUERY = 24
/** By the number of words that were written. */
const BREVITY = [0, 1, 1, 0.7, 0.3]

const NUMBER = /^\d{3,}$/

/** What a word without a translation would have weighed, about. */
const UNTRANSLATED_WEIGHT = 6

export function makeQueryModel(query: ParsedQuery, weights: ReadonlyMap<string, number>): QueryModel {
  const placeOf = new Map(query.terms.map(({ term }, place) => [term, place]))
  const weightAt = query.terms.map(({ term }) => weights.get(term) ?? 0)
  const total = weightAt.reduce((sum, weight) => sum + weight, 0) + query.untranslated * UNTRANSLATED_WEIGHT || 1
  const sequence = query.sequence.map((term) => placeOf.get(term) ?? -1)
  const foldedText = normalizeForCompare(query.text)
  const typed = query.terms.filter(({ isImplied }) => !isImplied).length
  const hasIdentifier = query.identifiers.some((one) => !query.plainIdentifiers.has(one) && !isNameIn(one, query))
  const topic = query.isPasted || hasIdentifier ? undefined : findAskedTopic(query)
  const asksWhatIs = topic !== undefined && isShortName(topic)
  return {
    query,
    weights,
    total,
    foldedText,
    placeOf,
    weightAt,
    isNumberAt: query.terms.map(({ term }) => NUMBER.test(term)),
    sequence,
    breadth: Math.min(1, Math.log1p(typed) / Math.log1p(LONG_QUERY)),
    brevity: query.isPasted || hasIdentifier ? 0 : asksWhatIs ? 1 : computeBrevity(query.text, typed),
    asksWhatIs,
    hasIdentifier,
    asksHowMuch: asksHowMuch(query),
    // A paste is about trouble anyway, and says so to the page by other words.
    asksAboutTrouble: !query.isPasted && asksAboutTrouble(query),
    asksForCost: !query.isPasted && asksForCost(query),
    asksForOld: asksForOld(query),
  }
}

// Who asks in a sentence writes small words, which are no terms. In Japanese there are no blanks to count by.
function computeBrevity(text: string, terms: number): number {
  const words = UNSPACED.test(text) ? terms : text.trim().split(/\s+/).length
  return terms < words - 1 ? 0 : (BREVITY[words] ?? 0)
}

/** Longer ones are questions that begin like this: "what is the difference between …". */
const LONGEST_NAME = { words: 4, characters: 20 }

function isShortName(topic: string): boolean {
  return UNSPACED.test(topic)
    ? topic.length <= LONGEST_NAME.characters
    : topic.split(/\s+/).length <= LONGEST_NAME.words
}

// Of a translated query other words were lost.
function isNameIn(identifier: string, { text, isTranslated }: ParsedQuery): boolean {
  return !isTranslated && isProductName(identifier, text)
}

/**
 * Share of the terms that the query says, but only where it says something rare: "Amazon" alone does not make a title
 * match.
 */
export function computePrecision(terms: ReadonlySet<string>, { weightAt, placeOf, total }: QueryModel): number {
  let said = 0
  let weight = 0
  for (const term of terms) {
    const place = placeOf.get(term)
    if (place === undefined) continue
    said += 1
    weight += weightAt[place] ?? 0
  }
  return said === 0 ? 0 : (said / terms.size) * Math.min(1, (3 * weight) / total)
}

const NO_TERM = { term: '', synonyms: [] as readonly string[] }

/** Share of the query that the terms say. */
export function computeRecall(terms: ReadonlySet<string>, { weightAt, query, total }: QueryModel): number {
  let said = 0
  for (let place = 0; place < query.terms.length; place++) {
    const { term, synonyms } = query.terms[place] ?? NO_TERM
    if (terms.has(term)) said += weightAt[place] ?? 0
    else if (hasAny(terms, synonyms)) said += 0.5 * (weightAt[place] ?? 0)
  }
  return said / total
}

function hasAny(terms: ReadonlySet<string>, some: readonly string[]): boolean {
  for (const term of some) if (terms.has(term)) return true
  return false
}

/** Words of a title that say nothing of what it is about: "Using grants", "Amazon SQS visibility timeout". */
const EMPTY = new Set(toTerms('Using Working Understanding About Introduction Overview'))

/** Exactness of a title that has the words of the query and no others. */
export const SAME_WORDS = 0.7

/**
 * 1 when the query is the title. A part when it has the title's words and no others, but for `named`, those that name
 * the product; or when the title stands in the query, which a question or a paste may do. `folded` is the title as
 * normalizeForCompare makes it.
 */
export function computeExactness(
  folded: string,
  terms: ReadonlySet<string>,
  named: ReadonlySet<string>,
  { foldedText, query, placeOf, hasIdentifier, asksWhatIs }: QueryModel,
): number {
  if (folded.length < 2) return 0
  if (folded === foldedText) return 1
  const isNaming = (named.size > 0 && !hasIdentifier) || asksWhatIs
  const own = isNaming ? [...terms].filter((term) => !named.has(term) && !EMPTY.has(term)) : [...terms]
  const isSaid = own.length > (isNaming ? 0 : 1) && own.every((term) => placeOf.has(term))
  if (isSaid && query.terms.every(({ term, isImplied }) => isImplied || terms.has(term) || named.has(term)))
    return SAME_WORDS
  return folded.length >= 6 && foldedText.includes(folded) ? (folded.length / foldedText.length) ** 0.5 * 0.6 : 0
}

/**
 * Weight of all identifiers of the query, or of all its words where that is more: an acronym in a question is one word
 * of many.
 */
export function computeIdentifierTotal({ query, weights, total }: QueryModel): number {
  return Math.max(
    total,
    query.identifiers.reduce((sum, identifier) => sum + (weights.get(`code:${identifier}`) ?? 0), 0),
  )
}
