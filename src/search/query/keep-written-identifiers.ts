// Which plain words of a short query count as identifiers too: those that the documentation writes as one.

import type { Postings } from '../../store/fulltext/postings.ts'
import { loadKnownProducts } from '../missing/known-products.ts'
import { findNamedProducts } from '../missing/named-products.ts'
import type { ParsedQuery } from './parse-query.ts'

/**
 * Of the passages that hold the word, how many hold it as an identifier. `unload`, `sortkey` and `ttl` have half of
 * them, `buildspec` and `copy` a tenth. `lambda`, `timeout` and `policy` have 0 to 6 in 100: those stand as identifiers
 * in a few examples by chance, and that they are so rare made them outweigh everything. The name of a product is one,
 * however often a host or a package has it: of *fargate profile* the pages that print `fargate` are not the ones meant.
 */
const WRITTEN_SO = 0.09

export function keepWrittenIdentifiers(query: ParsedQuery, postings: Postings): ParsedQuery {
  if (query.plainIdentifiers.size === 0) return query
  const isWritten = (identifier: string) => {
    const word = query.plainIdentifiers.get(identifier)
    if (namesProduct(identifier)) return false
    // Stop words and what is of several words ("s3:GetObject") are no word of the index.
    if (word === undefined || !/^\S+$/.test(word)) return true
    return postings.getIdentifier(identifier).ordinals.length >= WRITTEN_SO * postings.get(word).ordinals.length
  }
  return { ...query, identifiers: query.identifiers.filter(isWritten) }
}

/** Whether an identifier is a product's name in the text ("S3"), and no part of another name ("lambda:Layer"). */
export function isProductName(identifier: string, text: string): boolean {
  const words = text.toLowerCase().split(/[^a-z0-9:./_-]+/)
  return words.some((word) => word.replace(/^[:./_-]+|[:./_-]+$/g, '') === identifier) && namesProduct(identifier)
}

function namesProduct(word: string): boolean {
  return findNamedProducts(word, loadKnownProducts()).length > 0
}
