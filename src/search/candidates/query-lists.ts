// From a parsed query to what is walked: the doclist of each of its words, and what each word weighs. Nothing is left
// out for being common.

import type { Doclist } from '../../store/fulltext/doclist-codec.ts'
import type { Postings } from '../../store/fulltext/postings.ts'
import { isProductName } from '../query/keep-written-identifiers.ts'
import type { ParsedQuery } from '../query/parse-query.ts'
import { SYNONYM_WEIGHT } from '../thesaurus/synonyms.ts'

/** One word of the query and where it stands. */
export interface TermList {
  readonly term: string
  /** Inverse document frequency times the term's weight in the query. */
  readonly weight: number
  readonly list: Doclist
  /** Pages that others link to with the word. */
  readonly anchors: Doclist
  /** A whole identifier: it stands in a passage or does not. */
  readonly isIdentifier: boolean
  /** Written by the reader. */
  readonly isTyped: boolean
  /** Place of the term among those of the query; -1 of a synonym and an identifier. */
  readonly termPlace: number
}

export interface QueryLists {
  readonly lists: readonly TermList[]
  /** What each word weighs, synonyms and identifiers (`code:` in front) included, and those that stand nowhere. */
  readonly weights: ReadonlyMap<string, number>
}

const IDENTIFIER_WEIGHT = 1.3
/**
 * … that is a product's name: "ALB" is rare, and outweighed what was asked about it. Of 1.3, 0.65, 0.4 and 0 the second
 * was best on judged queries, by two of them; the third by as many on others.
 */
const PRODUCT_WEIGHT = 0.65
/**
 * Passages. In fewer than about these a word says more about who asks ("monster", "ceiling") than about what is asked,
 * and weighs hardly more for being rarer. BM25 has 0.5 here, which a small index comes down to. Of 0.5, 20 and 80 none
 * was better at 25,000 pages; at 4,000 80 was.
 */
const MOST_RARE = 80
const RARE_SHARE = 1 / 500

export function readQueryLists(query: ParsedQuery, postings: Postings): QueryLists {
  const total = postings.map.passages
  const rare = Math.min(MOST_RARE, Math.max(0.5, total * RARE_SHARE))
  const computeIdf = (frequency: number) => Math.log(1 + (total - frequency + rare) / (frequency + rare))
  const weights = new Map<string, number>()
  const lists: TermList[] = []
  const take = (key: string, entry: TermList) => {
    weights.set(key, Math.max(weights.get(key) ?? 0, entry.weight))
    if (entry.list.ordinals.length + entry.anchors.ordinals.length > 0) lists.push(entry)
  }
  for (const identifier of query.identifiers) {
    const list = postings.getIdentifier(identifier)
    const isName = !query.isPasted && isProductName(identifier, query.text)
    const weight = computeIdf(list.ordinals.length) * (isName ? PRODUCT_WEIGHT : IDENTIFIER_WEIGHT)
    const anchors = { ordinals: new Uint32Array(), marks: new Uint8Array() }
    take(`code:${identifier}`, {
      term: identifier,
      weight,
      list,
      anchors,
      isIdentifier: true,
      isTyped: true,
      termPlace: -1,
    })
  }
  for (const [termPlace, { term, weight, synonyms, isImplied }] of query.terms.entries()) {
    takeWord(term, weight, { isTyped: !isImplied, termPlace })
    for (const synonym of synonyms) takeWord(synonym, weight * SYNONYM_WEIGHT, { isTyped: false, termPlace: -1 })
  }
  return { lists, weights }

  // Counted over the whole index: a filter must not change what a word weighs.
  function takeWord(term: string, share: number, from: Pick<TermList, 'isTyped' | 'termPlace'>): void {
    const list = postings.get(term)
    const weight = computeIdf(list.ordinals.length) * share
    take(term, { term, weight, list, anchors: postings.getAnchors(term), isIdentifier: false, ...from })
  }
}
