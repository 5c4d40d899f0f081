// Names that a search was narrowed by and that no indexed guide has, with those that may be meant.

import type { UnknownFilter } from '../../core/model/unknown-filter.ts'
import { findNearNames, LONGEST_NAME } from '../../core/text/near-names.ts'
import { foldFilter, type ScopeFilter } from '../candidates/search-scope.ts'
import type { FilterName, FilterNames } from '../naming/resolve-filters.ts'
import { joinName, loadKnownProducts } from './known-products.ts'
import { findNamedProducts } from './named-products.ts'

/** Empty where every name, as resolve-filters.ts gives it, is one of the index. */
export function findUnknownFilters(
  { guides = [], products = [], guideTypes = [] }: ScopeFilter,
  { indexed, known }: FilterNames,
): UnknownFilter[] {
  const look = (
    kind: UnknownFilter['kind'],
    asked: readonly string[],
    nameOf: (guide: FilterName) => string,
    findNear: (name: string, names: readonly string[]) => string[] = findNearNames,
  ): UnknownFilter[] => {
    if (asked.length === 0) return []
    const here = [...new Set(indexed.map(nameOf))]
    const all = [...new Set(known.map(nameOf))]
    const isHere = makeTest(here)
    const isKnown = kind === 'guide-type' ? makeTestOfEnds(all) : makeTest(all)
    const hasKnownBeside = asked.some((name) => isHere(name) || isKnown(name))
    return asked
      .filter((name) => !isHere(name))
      .map((name) => {
        const near = findNear(name, here)
        const nearest = near.length > 0 || isKnown(name) ? near : findNear(name, all)
        return { kind, name, isKnown: isKnown(name), hasKnownBeside, near: nearest }
      })
  }
  return [
    ...look('guide', guides, ({ id }) => id),
    ...look('product', products, ({ product }) => product, findNearProducts),
    ...look('guide-type', guideTypes, ({ title }) => title),
  ]
}

function makeTest(names: readonly string[]): (name: string) => boolean {
  const folded = new Set(names.map(foldFilter))
  return (name) => folded.has(foldFilter(name))
}

// The catalog has the product in front of the title: "AWS App Runner Developer Guide".
function makeTestOfEnds(titles: readonly string[]): (name: string) => boolean {
  const folded = titles.map((title) => ` ${foldFilter(title)}`)
  return (name) => folded.some((title) => title.endsWith(` ${foldFilter(name)}`))
}

// "S3" is what readers call "Amazon Simple Storage Service". Who names a product means no other with like letters.
function findNearProducts(name: string, products: readonly string[]): string[] {
  if (name.length > LONGEST_NAME) return []
  const meant = new Set(findNamedProducts(name, loadKnownProducts()).map(({ product }) => joinName(product.name)))
  const byName = products.filter((product) => meant.has(joinName(product)))
  return meant.size > 0 ? byName.slice(0, 3) : findNearNames(name, products)
}
