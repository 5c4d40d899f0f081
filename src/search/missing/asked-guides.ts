// The products that a question is about, with their guides: those that it names and, of a paste, those whose error it
// is by what programs print. Pure.

import type { NamedGuides } from './coverage-features.ts'
import type { Evidence } from './evidence.ts'
import type { GuidesByProduct, ProductGuide } from './guides-of-product.ts'
import type { KnownProduct } from './known-products.ts'
import { findPrintedGuides } from './printed-guides.ts'

export interface AskedGuides<Guide extends ProductGuide> extends NamedGuides<Guide> {
  /** Programs call several products so: it is one of these. */
  readonly products?: readonly KnownProduct[]
  /** Whose error it is: what the words of a paste mean besides is no guide of it. */
  readonly isPrinted?: boolean
  /** Nothing but a place, or the name of an operation, says so. */
  readonly isGuess?: boolean
}

/** What is told beside whose error it is: where types of resources are described, and who may pass a role on. */
const BESIDES: readonly (readonly [name: string, RegExp])[] = [
  ['AWS CloudFormation', /\bAWS::\w+::\w/],
  ['AWS Identity and Access Management', /\bto perform:? ["'[(]*iam:[A-Z]/],
]

/**
 * Whose error it is counts alone: what else a paste names (a bucket's policy, the roles of a trail) is told by the way.
 * Where one of several services is there, it may be its error. Where a question names something, nothing is guessed.
 */
export function findAskedGuides<Guide extends ProductGuide>(
  { text, isPasted }: Pick<Evidence, 'text' | 'isPasted'>,
  named: readonly NamedGuides<Guide>[],
  known: GuidesByProduct<Guide>,
  isIndexed: (guide: Guide) => boolean,
): readonly AskedGuides<Guide>[] {
  const printed = findPrintedGuides(text, known)
  if (printed === undefined) return named
  const isGuess = !isPasted || printed.isGuess
  if (isGuess && named.length > 0) return named
  const asked = printed.services.flatMap(({ products, guides }): AskedGuides<Guide>[] => {
    const [product] = products
    const own = named.filter((one) => products.includes(one.product))
    if (own.length > 0) return own.map((one) => ({ ...one, isPrinted: true }))
    return product ? [{ product, products, guides, indexed: guides.filter(isIndexed), isPrinted: true, isGuess }] : []
  })
  const there = asked.filter(({ indexed }) => indexed.length > 0)
  // What is there may be there by the way as well.
  if (isGuess && there.length > 0) return named
  const besides = named.filter(({ product }) => isBesides(product) && asked.every((one) => one.product !== product))
  return [...(there.length > 0 ? there : asked), ...besides]

  function isBesides({ name }: KnownProduct): boolean {
    return BESIDES.some(([besides, pattern]) => besides === name && pattern.test(text))
  }
}
