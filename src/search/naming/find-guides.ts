// Guides by words of their names, as readers write those: "DDB" and 「ダイナモ」 are DynamoDB. Pure.

import { findGuides, findNearestGuides, sortByKind } from '../../core/model/catalog.ts'
import type { CatalogGuide } from '../../core/model/guide.ts'
import { toTerms } from '../../core/text/terms.ts'
import { isCalled, listProductsCalled, toEnglishTerms } from './products-called.ts'

/**
 * Guides whose id, title, product or path holds every word, or what it says in English; a name of their product will
 * do as well.
 */
export function findGuidesByWords(guides: readonly CatalogGuide[], words: readonly string[]): CatalogGuide[] {
  return [...new Set(words)].reduce(
    (left, word) => {
      if (left.length === 0) return left
      const holding = new Set(findGuides(left, [word]))
      const products = listProductsCalled(word)
      const english = toEnglishTerms(word)
      return left.filter(
        (guide) =>
          holding.has(guide) ||
          products.some((product) => isCalled(guide.product, product)) ||
          (english !== undefined && holdsTerms(guide, english)),
      )
    },
    [...guides],
  )
}

/** What may be meant by a name that is no guide's id: the guides of the product of that name, else the nearest. */
export function findMeantGuides(guides: readonly CatalogGuide[], name: string, count = 3): CatalogGuide[] {
  const products = listProductsCalled(name)
  const named = guides.filter(({ product }) => products.some((one) => isCalled(product, one)))
  if (named.length > 0) return sortByKind(named).slice(0, count)
  const near = findNearestGuides(guides, name, count)
  if (near.length > 0 || toEnglishTerms(name) === undefined) return near
  return sortByKind(findGuidesByWords(guides, name.split(/\s+/))).slice(0, count)
}

function holdsTerms({ id, title, product }: CatalogGuide, wanted: readonly string[]): boolean {
  const terms = new Set(toTerms(`${id} ${title} ${product}`))
  return wanted.every((term) => terms.has(term))
}
